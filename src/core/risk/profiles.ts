import type { RiskLimits } from "../model/config.ts";

/** The named sets of limits a user chooses from. */
export const PROFILE_NAMES = ["none", "conservative", "balanced", "aggressive"] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** The defaults of orders-and-risk section 2. */
const BALANCED: RiskLimits = {
  profile: "balanced",
  isEnforced: true,
  orderQuantityMaxLots: null,
  orderValueMaxRatio: 0.05,
  collarRatio: 0.05,
  riskPerTradeRatio: 0.01,
  positionsMax: 5,
  deployedMaxRatio: 0.5,
  symbolMaxRatio: 0.2,
  marginMaxRatio: 0.4,
  dailyLossPauseRatio: 0.02,
  dailyLossHaltRatio: 0.03,
  dailyLossAbsoluteMicros: null,
  drawdownReduceRatio: 0.08,
  drawdownHaltRatio: 0.12,
  entriesPerMinuteMax: 10,
  messagesPerMinuteMax: 120,
  messagesReserveRatio: 0.4,
  repeatSeconds: 1,
};

const CONSERVATIVE: RiskLimits = {
  ...BALANCED,
  profile: "conservative",
  riskPerTradeRatio: 0.005,
  deployedMaxRatio: 0.3,
  symbolMaxRatio: 0.1,
  marginMaxRatio: 0.2,
  dailyLossPauseRatio: 0.01,
  dailyLossHaltRatio: 0.02,
  drawdownReduceRatio: 0.05,
  drawdownHaltRatio: 0.08,
};

const AGGRESSIVE: RiskLimits = {
  ...BALANCED,
  profile: "aggressive",
  orderValueMaxRatio: 0.1,
  riskPerTradeRatio: 0.02,
  positionsMax: 15,
  deployedMaxRatio: 0.8,
  symbolMaxRatio: 0.3,
  dailyLossPauseRatio: 0.03,
  drawdownReduceRatio: 0.1,
};

/** Measures with the balanced figures and refuses nothing but lack of money and the kill switch. */
const NONE: RiskLimits = { ...BALANCED, profile: "none", isEnforced: false };

const PROFILES: ReadonlyMap<ProfileName, RiskLimits> = new Map([
  ["none", NONE],
  ["conservative", CONSERVATIVE],
  ["balanced", BALANCED],
  ["aggressive", AGGRESSIVE],
]);

/** The limits of a profile, all inside the hard bounds of `limit-bounds.ts`; undefined for another name. */
export function findProfile(name: string): RiskLimits | undefined {
  return PROFILES.get(name as ProfileName);
}

/** Single limits of a strategy or portfolio file; what is absent comes from the profile. */
export type LimitOverrides = Partial<Omit<RiskLimits, "profile" | "isEnforced">>;

/**
 * A profile with single limits of its own. On `none` the single limits are enforced and nothing
 * else of the profile is: every other limit is unset.
 */
export function limitsOf(name: ProfileName, overrides: LimitOverrides): RiskLimits {
  const profile = PROFILES.get(name) ?? NONE;
  if (name !== "none" || Object.keys(overrides).length === 0) return { ...profile, ...overrides };
  return { ...UNSET, ...overrides };
}

const UNSET: RiskLimits = {
  profile: "none",
  isEnforced: true,
  orderQuantityMaxLots: null,
  orderValueMaxRatio: null,
  collarRatio: null,
  riskPerTradeRatio: null,
  positionsMax: null,
  deployedMaxRatio: null,
  symbolMaxRatio: null,
  marginMaxRatio: null,
  dailyLossPauseRatio: null,
  dailyLossHaltRatio: null,
  dailyLossAbsoluteMicros: null,
  drawdownReduceRatio: null,
  drawdownHaltRatio: null,
  entriesPerMinuteMax: null,
  messagesPerMinuteMax: null,
  messagesReserveRatio: 0.4,
  repeatSeconds: null,
};
