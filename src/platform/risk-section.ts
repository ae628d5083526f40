import type { RiskLimits } from "../core/model/config.ts";
import { checkKeys, noteProblem, readChoice, readMicros, readNumber, readSection } from "./yaml-section.ts";
import type { NumberRule, YamlSection } from "./yaml-section.ts";

/** Profiles of requirement RISK-17. */
export const RISK_PROFILES = ["none", "conservative", "balanced", "aggressive"] as const;
export type RiskProfile = (typeof RISK_PROFILES)[number];
/** Single limits of a file; what is absent comes from the profile. */
export type LimitOverrides = { -readonly [Key in keyof Omit<RiskLimits, "profile" | "isEnforced">]?: RiskLimits[Key] };

/** A limit outside what the house allows, as the core's bounds tell it. */
export interface LimitFault {
  readonly field: string;
  readonly was: number | null;
  readonly allowed: string;
}
/** Judges the limits of a profile with overrides against the hard bounds; `app` joins it to the core's. */
export type CheckLimits = (profile: RiskProfile, overrides: LimitOverrides) => readonly LimitFault[];

/** What a `risk` section says. */
export interface RiskSection {
  readonly profile: RiskProfile;
  readonly overrides: LimitOverrides;
}

interface LimitKey {
  readonly key: string;
  /** Mapping inside `risk` that holds it, or null. */
  readonly parent: "dailyLoss" | "drawdown" | null;
  readonly field: keyof LimitOverrides;
  /** Null: money. */
  readonly rule: NumberRule | null;
}

const ratio: NumberRule = { minimum: 0, maximum: 1, isAboveMinimum: true };
const count: NumberRule = { minimum: 1, maximum: Number.MAX_SAFE_INTEGER, isInteger: true };
const money: NumberRule = { minimum: 0, maximum: Number.MAX_SAFE_INTEGER, isAboveMinimum: true };

const LIMIT_KEYS: readonly LimitKey[] = [
  { key: "riskPerTrade", parent: null, field: "riskPerTradeRatio", rule: ratio },
  { key: "positionsMax", parent: null, field: "positionsMax", rule: count },
  { key: "deployedMax", parent: null, field: "deployedMaxRatio", rule: ratio },
  { key: "symbolMax", parent: null, field: "symbolMaxRatio", rule: ratio },
  { key: "marginMax", parent: null, field: "marginMaxRatio", rule: ratio },
  { key: "orderQuantityMax", parent: null, field: "orderQuantityMaxLots", rule: count },
  { key: "orderValueMax", parent: null, field: "orderValueMaxRatio", rule: ratio },
  { key: "collar", parent: null, field: "collarRatio", rule: ratio },
  { key: "entriesPerMinuteMax", parent: null, field: "entriesPerMinuteMax", rule: count },
  { key: "messagesPerMinuteMax", parent: null, field: "messagesPerMinuteMax", rule: count },
  { key: "repeatSeconds", parent: null, field: "repeatSeconds", rule: count },
  { key: "pause", parent: "dailyLoss", field: "dailyLossPauseRatio", rule: ratio },
  { key: "halt", parent: "dailyLoss", field: "dailyLossHaltRatio", rule: ratio },
  { key: "absolute", parent: "dailyLoss", field: "dailyLossAbsoluteMicros", rule: null },
  { key: "reduce", parent: "drawdown", field: "drawdownReduceRatio", rule: ratio },
  { key: "halt", parent: "drawdown", field: "drawdownHaltRatio", rule: ratio },
];

/** Names of the single limits inside `risk`, for messages and `config show`. */
export const LIMIT_NAMES: readonly { readonly name: string; readonly field: keyof LimitOverrides }[] = LIMIT_KEYS.map(
  ({ key, parent, field }) => ({ name: parent === null ? key : `${parent}.${key}`, field }),
);

/** Reads a `risk` section; `more` are further keys its file allows there. Bounds are judged by `checkLimits`. */
export function readRisk(
  risk: YamlSection,
  options: {
    readonly defaultProfile: RiskProfile;
    readonly more: readonly string[];
    readonly checkLimits: CheckLimits;
  },
): RiskSection {
  const dailyLoss = readSection(risk, "dailyLoss");
  const drawdown = readSection(risk, "drawdown");
  const top = LIMIT_KEYS.filter((limit) => limit.parent === null).map((limit) => limit.key);
  checkKeys(
    risk,
    ["profile", ...top, "dailyLoss", "drawdown", ...options.more],
    ["contractsMax", "cvar", "clusterMax"],
  );
  checkKeys(dailyLoss, ["pause", "halt", "absolute"], ["breaker"]);
  checkKeys(drawdown, ["reduce", "halt"]);
  const profile = readChoice(risk, "profile", RISK_PROFILES) ?? options.defaultProfile;
  const homes = { dailyLoss, drawdown };
  const overrides: LimitOverrides = {};
  for (const { key, parent, field, rule } of LIMIT_KEYS) {
    const home = parent === null ? risk : homes[parent];
    const value = rule === null ? readMicros(home, key, money) : readNumber(home, key, rule);
    if (value !== null) overrides[field] = value;
  }
  for (const fault of options.checkLimits(profile, overrides)) {
    const limit = LIMIT_KEYS.find((known) => known.field === fault.field);
    if (limit === undefined || overrides[limit.field] === undefined) continue;
    const home = limit.parent === null ? risk : homes[limit.parent];
    noteProblem(home, limit.key, `${home.path}.${limit.key} was ${fault.was}, allowed is ${fault.allowed}.`);
  }
  return { profile, overrides };
}
