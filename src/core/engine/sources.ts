import type { AccountConfig, CoreConfig, StrategyConfig } from "../model/config.ts";
import type { Instrument } from "../model/instrument.ts";
import type { AccountIndex, StrategyIndex } from "../model/units.ts";

/** Name of what belongs to no strategy: foreign orders, positions taken over from the venue. */
export const UNASSIGNED = "UNASSIGNED";

/** The configured strategies and, after them, one UNASSIGNED per account that holds what no strategy ordered. */
export function sourcesOf(config: CoreConfig, instruments: readonly Instrument[]): StrategyConfig[] {
  const own = config.strategies;
  return [...own, ...config.accounts.map((account) => unassigned(account, own.length + account.index, instruments))];
}

/** Index of UNASSIGNED of an account. */
export function unassignedOf(config: CoreConfig, account: AccountIndex): StrategyIndex {
  return config.strategies.length + account;
}

/** It never enters: what it holds is only ever closed, by a person or by FLATTEN. */
function unassigned(account: AccountConfig, index: StrategyIndex, instruments: readonly Instrument[]): StrategyConfig {
  return {
    index,
    id: UNASSIGNED,
    name: UNASSIGNED,
    kind: "external",
    instruments: instruments.map((instrument) => instrument.index),
    timeframeSeconds: 60,
    parameters: {},
    sizing: { kind: "brain" },
    account: account.index,
    status: "ACTIVE",
    isStopExempt: true,
    expectedAlpha: null,
    signalTtlSeconds: 60,
    maxPositionMicros: null,
    maxDailyLossMicros: null,
    limits: null,
  };
}
