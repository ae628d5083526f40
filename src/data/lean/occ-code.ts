import { dayOfText } from "../calendar/civil-date.ts";

/** Identity of an option contract: the 21 characters of its OCC code, taken apart. */
export interface OptionContract {
  /** Root of up to six characters, without padding. */
  readonly root: string;
  /** `YYYY-MM-DD`. */
  readonly expiry: string;
  readonly right: "C" | "P";
  /** Strike in 1/1000 of a dollar, 1 to 99,999,999. */
  readonly strikeMills: number;
}

/** The 21-character code: root padded to six, `yymmdd`, `C` or `P`, strike x 1000 in eight digits. */
export function occCode(contract: OptionContract): string {
  const day = contract.expiry.slice(2).replaceAll("-", "");
  return `${contract.root.padEnd(6)}${day}${contract.right}${String(contract.strikeMills).padStart(8, "0")}`;
}

/** Takes a code apart; the root's padding may be missing. Null when the text is none. */
export function parseOccCode(text: string): OptionContract | null {
  const match = /^([A-Z0-9]{1,6}) *(\d{2})(\d{2})(\d{2})([CP])(\d{8})$/.exec(text);
  if (match === null) return null;
  const [, root = "", year, month, day, right, strike] = match;
  const expiry = `20${year}-${month}-${day}`;
  if (dayOfText(expiry) === null) return null;
  return { root, expiry, right: right === "C" ? "C" : "P", strikeMills: Number(strike) };
}
