import { dayOfText } from "../calendar/civil-date.ts";
import { occCode } from "./occ-code.ts";

/** What the name of a file inside a LEAN archive says. */
export interface LeanMember {
  /** Upper case. */
  readonly symbol: string;
  /** Null: told by the rows (a file of days or hours). */
  readonly resolution: "minute" | "second" | "tick" | null;
  readonly content: "trade" | "quote";
  /** Day number that the times count from; null: the rows carry their date. */
  readonly day: number | null;
  /** 21-character code of an option contract, else null. */
  readonly contract: string | null;
}

const SYMBOL = "([a-z0-9][a-z0-9.-]{0,15})";
const OPTION = "(?:american|european)_(call|put)_(\\d{1,12})_(\\d{8})";
const INTRADAY = new RegExp(`^(\\d{8})_${SYMBOL}_(minute|second|tick)_(trade|quote)(?:_${OPTION})?\\.csv$`, "i");
const TICK = new RegExp(`^(\\d{8})_${SYMBOL}_(trade|quote)_tick\\.csv$`, "i");
const OPTION_DAYS = new RegExp(`^${SYMBOL}_(trade|quote)_${OPTION}\\.csv$`, "i");
const DAYS = new RegExp(`^${SYMBOL}\\.csv$`, "i");
/** LEAN writes a strike x 10,000, the OCC code x 1,000. */
const STRIKE_RATIO = 10;
const STRIKE_MILLS_MAX = 99_999_999;

/** Reads a member's name; null when it is none of the names that LEAN gives to bars, quotes and ticks. */
export function parseLeanMember(name: string): LeanMember | null {
  const tick = TICK.exec(name);
  if (tick !== null) return member({ day: tick[1], symbol: tick[2], resolution: "tick", content: tick[3] });
  const intraday = INTRADAY.exec(name);
  if (intraday !== null) {
    const [, day, symbol, resolution, content, right, strike, expiry] = intraday;
    return member({ day, symbol, resolution, content, right, strike, expiry });
  }
  const option = OPTION_DAYS.exec(name);
  if (option !== null) {
    const [, symbol, content, right, strike, expiry] = option;
    return member({ symbol, content, right, strike, expiry });
  }
  const days = DAYS.exec(name);
  return days === null ? null : member({ symbol: days[1], content: "trade" });
}

interface NameParts {
  readonly day?: string | undefined;
  readonly symbol: string | undefined;
  readonly resolution?: string | undefined;
  readonly content: string | undefined;
  readonly right?: string | undefined;
  readonly strike?: string | undefined;
  readonly expiry?: string | undefined;
}

function member(parts: NameParts): LeanMember | null {
  const day = parts.day === undefined ? null : dayOfText(dashed(parts.day));
  if (parts.day !== undefined && day === null) return null;
  const symbol = (parts.symbol ?? "").toUpperCase();
  const contract = parts.right === undefined ? null : contractOf(symbol, parts);
  if (parts.right !== undefined && contract === null) return null;
  const resolution = (parts.resolution ?? "").toLowerCase();
  return {
    symbol,
    resolution: resolution === "minute" || resolution === "second" || resolution === "tick" ? resolution : null,
    content: (parts.content ?? "").toLowerCase() === "quote" ? "quote" : "trade",
    day,
    contract,
  };
}

function contractOf(root: string, parts: NameParts): string | null {
  const expiry = dashed(parts.expiry ?? "");
  const strikeMills = Number(parts.strike) / STRIKE_RATIO;
  const isStrike = Number.isInteger(strikeMills) && strikeMills > 0 && strikeMills <= STRIKE_MILLS_MAX;
  if (!isStrike || dayOfText(expiry) === null || !/^[A-Z0-9]{1,6}$/.test(root)) return null;
  return occCode({ root, expiry, right: (parts.right ?? "").toLowerCase() === "call" ? "C" : "P", strikeMills });
}

/** `20131007` as `2013-10-07`. */
export function dashed(digits: string): string {
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
}
