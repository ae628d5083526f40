import type { VenueReport } from "../../src/core/model/venue-report.ts";
import type { VenueCommandRecord, VenueInput } from "../../src/venues/venue-port.ts";
import { indexOfLetter, letterOf } from "./card.ts";

/** What is on its way between us and the venue, and who holds it up. */
export interface Between {
  /** Commands of ours that have not reached the venue, oldest first. */
  readonly ours: VenueCommandRecord[];
  /** Commands that the network keeps for later, whatever else flows. */
  readonly delayed: VenueCommandRecord[];
  /** What the venue said that has not reached us, oldest first. */
  readonly theirs: VenueInput[];
  holdsOurs: boolean;
  holdsTheirs: boolean;
  /** The connection is down: what is sent is lost, what happens is in no stream. */
  isDown: boolean;
}

/** A network that does nothing yet. */
export function createBetween(): Between {
  return { ours: [], delayed: [], theirs: [], holdsOurs: false, holdsTheirs: false, isDown: false };
}

/** `submit A`, `replace B`, `cancel A`, `probe A`, `account`. */
export function nameOfCommand(command: VenueCommandRecord): string {
  switch (command.kind) {
    case "SubmitOrder":
      return `submit ${letterOf(command.order.index)}`;
    case "ReplaceOrder":
      return `replace ${letterOf(command.order.replaces)} by ${letterOf(command.order.index)}`;
    case "CancelOrder":
      return `cancel ${letterOf(command.order)}`;
    case "ProbeOrder":
      return `probe ${letterOf(command.order)}`;
    case "RequestSnapshot":
      return "account";
  }
}

/** Takes the first command of that name (`submit A`, `replace A`) out of what is held; a copy where it stays. */
export function findCommand(held: VenueCommandRecord[], words: readonly string[], stays: boolean): VenueCommandRecord {
  const name = words.join(" ");
  const at = held.findIndex((one) => nameOfCommand(one).split(" by ")[0] === name);
  const found = held[at];
  if (found === undefined) throw new Error(`no command "${name}" is held: ${held.map(nameOfCommand).join()}`);
  if (!stays) held.splice(at, 1);
  return structuredClone(found);
}

/**
 * Takes the first thing the venue said that is called so out of what is held: `fill A 4`,
 * `accepted A`, `fill x1`, `account`; a copy where it stays.
 */
export function findSaid(between: Between, words: readonly string[], stays: boolean): VenueInput {
  const at = between.theirs.findIndex((input) => isCalled(input, words));
  const found = between.theirs[at];
  if (found === undefined) {
    throw new Error(`nothing said is called "${words.join(" ")}": ${between.theirs.map(nameOfSaid).join()}`);
  }
  if (!stays) between.theirs.splice(at, 1);
  return structuredClone(found);
}

function isCalled(input: VenueInput, words: readonly string[]): boolean {
  const [what, who, lots] = words;
  if (what === "account") return input.kind === "AccountSnapshot";
  if (what === "split") return input.kind === "AccountEvent";
  if (input.kind !== "VenueReport" || input.report !== what) return false;
  const isMeant = who?.startsWith("x") === true ? input.venueOrderId === who : input.order === indexOfLetter(who);
  return isMeant && (lots === undefined || input.quantityLots === Number(lots));
}

/** How an input of the venue is called. */
export function nameOfSaid(input: VenueInput): string {
  if (input.kind !== "VenueReport") return input.kind === "AccountSnapshot" ? "account" : input.kind;
  const who = input.order < 0 ? input.venueOrderId : letterOf(input.order);
  return `${input.report} ${who}${input.quantityLots > 0 ? ` ${input.quantityLots}` : ""}`;
}

/** What was said, told otherwise: `id 77`, `leaves 10`, `version 1`, `nonsense`; an account `orderless`, `no-positions` ... */
export function retold(input: VenueInput, changes: readonly string[]): VenueInput {
  const words = [...changes];
  let told = input;
  for (let what = words.shift(); what !== undefined; what = words.shift()) {
    if (told.kind === "AccountSnapshot") told = spoilt(told, what);
    else if (told.kind !== "VenueReport") throw new Error(`${told.kind} is told as it is`);
    else if (what === "nonsense") told = unreadable(told);
    else if (what === "nameless") told = { ...told, order: -1 };
    else told = retoldReport(told, what, words.shift());
  }
  return told;
}

function retoldReport(input: VenueReport, what: string, word: string | undefined): VenueReport {
  switch (what) {
    case "id":
      return { ...input, executionId: String(word) };
    case "leaves":
      return { ...input, leavesLots: Number(word) };
    case "version":
      return { ...input, venueVersion: Number(word) };
    case "lots":
      return { ...input, quantityLots: Number(word) };
    default:
      throw new Error(`a report cannot be told as "${what}"`);
  }
}

/** What an adapter makes of a message that it cannot read. */
function unreadable(input: VenueReport): VenueReport {
  return {
    ...input,
    report: "unreadable",
    venueVersion: 0,
    cumLots: -1,
    leavesLots: -1,
    executionId: "",
    quantityLots: 0,
    priceTicks: 0,
    feeMicros: 0,
    reason: "{?}",
  };
}

function spoilt(input: Extract<VenueInput, { kind: "AccountSnapshot" }>, what: string): VenueInput {
  switch (what) {
    case "orderless":
      return { ...input, orders: [], areOrdersComplete: false };
    case "fill-less":
      return { ...input, fills: [], areFillsComplete: false };
    case "failed-positions":
      return { ...input, positions: [], arePositionsComplete: false };
    case "no-positions":
      return { ...input, positions: [] };
    default:
      throw new Error(`an account cannot be told as "${what}"`);
  }
}

/** What our own side says of a command: its outcome is unknown, or our last gate kept it back. */
export function ownWord(command: VenueCommandRecord, report: "send-failed" | "withheld", now: number): VenueReport {
  return {
    kind: "VenueReport",
    seq: 0,
    tsEvent: now,
    tsReceived: now,
    report,
    order: orderOf(command),
    venueOrderId: "",
    venueVersion: 0,
    cumLots: -1,
    leavesLots: -1,
    isAnswer: false,
    executionId: "",
    refExecutionId: "",
    quantityLots: 0,
    priceTicks: 0,
    feeMicros: 0,
    slippageMicros: 0,
    reason: report === "withheld" ? "KILL_SWITCH" : "NO_ANSWER",
    external: null,
  };
}

function orderOf(command: VenueCommandRecord): number {
  if (command.kind === "RequestSnapshot") return -1;
  return typeof command.order === "number" ? command.order : command.order.index;
}
