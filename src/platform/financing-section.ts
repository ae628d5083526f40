import { checkKeys, readNumber, readSection } from "./yaml-section.ts";
import type { YamlSection } from "./yaml-section.ts";

/** What it costs to hold overnight; annual rates as fractions, 0.03 is 3 %. */
export interface FinancingChoice {
  /** On the value of short positions, where `borrowRates` names no other. */
  readonly borrowRate: number;
  /** By symbol. */
  readonly borrowRates: Readonly<Record<string, number>>;
  /** On cash below zero. */
  readonly debitRate: number;
}

/** Nothing is charged. */
export const NO_FINANCING: FinancingChoice = { borrowRate: 0, borrowRates: {}, debitRate: 0 };

const RATE = { minimum: 0, maximum: 10 };

/** A `financing` section; without one holding costs nothing. */
export function readFinancing(root: YamlSection, instruments: readonly string[]): FinancingChoice {
  const section = readSection(root, "financing");
  if (section.map === null) return NO_FINANCING;
  checkKeys(section, ["borrowRate", "borrowRates", "debitRate"]);
  const named = readSection(section, "borrowRates");
  checkKeys(named, instruments);
  const borrowRates: Record<string, number> = {};
  for (const symbol of instruments) {
    const rate = readNumber(named, symbol, RATE);
    if (rate !== null) borrowRates[symbol] = rate;
  }
  return {
    borrowRate: readNumber(section, "borrowRate", RATE) ?? 0,
    borrowRates,
    debitRate: readNumber(section, "debitRate", RATE) ?? 0,
  };
}
