import {
  checkKeys,
  hasValue,
  noteProblem,
  readBoolean,
  readChoice,
  readNumber,
  readSection,
  requireKey,
} from "./yaml-section.ts";
import type { YamlSection } from "./yaml-section.ts";

/** How the market entries of a strategy are placed instead. */
export interface OrdersChoice {
  readonly entry: "market" | "limit" | "stop";
  /** From the last close: a limit on the better side, a stop on the worse. */
  readonly offsetBps: number;
  readonly tif: "day" | "gtc" | "ioc" | "fok";
  /** Exits that rest at the venue as soon as the entry fills; null: the strategy exits by signal. */
  readonly bracket: BracketChoice | null;
  /** The stop of the bracket trails the best price. */
  readonly trailing: boolean;
}

export interface BracketChoice {
  /** Percent of the fill price, multiples of the strategy's own stop distance, or of the ATR. */
  readonly unit: "percent" | "r" | "atr";
  /** 0: none. */
  readonly stop: number;
  readonly target: number;
  readonly atrPeriod: number;
}

const ENTRIES = ["market", "limit", "stop"] as const;
const TIFS = ["day", "gtc", "ioc", "fok"] as const;
const UNITS = ["percent", "r", "atr"] as const;
const LEVEL = { minimum: 0, maximum: 1_000, isAboveMinimum: true };
const PERIOD = { minimum: 1, maximum: 10_000, isInteger: true };
/** A long's stop lies above 0. */
const PERCENT_MAX = 100;

/** An `orders` section; null without one: orders are what the strategy says. */
export function readOrders(root: YamlSection): OrdersChoice | null {
  const section = readSection(root, "orders");
  if (section.map === null) return null;
  checkKeys(section, ["entry", "offsetBps", "tif", "bracket", "trailing"]);
  const entry = readChoice(section, "entry", ENTRIES) ?? "market";
  const bracket = readBracket(readSection(section, "bracket"));
  const trailing = readBoolean(section, "trailing") ?? false;
  if (entry === "market" && hasValue(section, "offsetBps"))
    noteProblem(section, "offsetBps", "orders.offsetBps is for limit and stop entries; a market entry has no level.");
  if (trailing && (bracket === null || bracket.stop === 0))
    noteProblem(
      section,
      "trailing",
      "orders.trailing needs the stop of orders.bracket: it says how far behind to trail.",
    );
  return {
    entry,
    offsetBps: readNumber(section, "offsetBps", { minimum: 0, maximum: 5_000 }) ?? 0,
    tif: readChoice(section, "tif", TIFS) ?? "day",
    bracket,
    trailing,
  };
}

function readBracket(section: YamlSection): BracketChoice | null {
  if (section.map === null) return null;
  checkKeys(section, ["unit", "stop", "target", "atrPeriod"]);
  requireKey(section, "unit", `one of ${UNITS.join(", ")}`);
  const unit = readChoice(section, "unit", UNITS) ?? "percent";
  const stop = readNumber(section, "stop", LEVEL) ?? 0;
  const target = readNumber(section, "target", LEVEL) ?? 0;
  if (!hasValue(section, "stop") && !hasValue(section, "target"))
    noteProblem(section, "unit", "orders.bracket has neither stop nor target; give one or both.");
  for (const [key, value] of Object.entries({ stop, target })) {
    if (unit === "percent" && value >= PERCENT_MAX)
      noteProblem(section, key, `orders.bracket.${key} was ${value}, allowed is a percentage below ${PERCENT_MAX}.`);
  }
  if (unit !== "atr" && hasValue(section, "atrPeriod"))
    noteProblem(section, "atrPeriod", "orders.bracket.atrPeriod is for unit atr.");
  return { unit, stop, target, atrPeriod: readNumber(section, "atrPeriod", PERIOD) ?? 14 };
}
