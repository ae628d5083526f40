import { assert } from "../assert.ts";
import type { KillLevel } from "../model/input.ts";
import type { TradingState, TradingStateChanged } from "../model/output.ts";
import type { UnixMicros } from "../model/units.ts";
import type { VolatilityBreaker } from "./volatility-breaker.ts";
import { createVolatilityBreaker } from "./volatility-breaker.ts";

/** The kill switch: plain data, part of the snapshot, so that it survives every restart (R5). */
export interface RiskState {
  tradingState: TradingState;
  /** Who engaged the present level: an operator's name or `limit:...`; empty while ACTIVE. */
  latchedBy: string;
  reason: string;
  /** When the present level was engaged; 0 while it never was. */
  since: UnixMicros;
  /** When a loss or drawdown latched: the first since the last release, or a later one that went further; 0: none did. */
  tsLossLatched: UnixMicros;
  readonly volatility: VolatilityBreaker;
}

/** Why a release is refused. */
export type ReleaseRefusal = "NOT_ENGAGED" | "NOT_A_PERSON" | "LATCHED_UNTIL_NEXT_SESSION";

/** Levels in the order of severity. */
const SEVERITY: readonly TradingState[] = ["ACTIVE", "REDUCE", "HALT", "FLATTEN"];

/** Who may not release: a latch of the machine waits for a person (R7). */
const MACHINE_PREFIX = "limit:";

/** The latches that last at least until the next session (R7): names of {@link Breach} limits. */
const LOSS_PREFIXES = ["limit:dailyLoss", "limit:drawdown"];

/** A switch that is not engaged. */
export function createRiskState(): RiskState {
  return {
    tradingState: "ACTIVE",
    latchedBy: "",
    reason: "",
    since: 0,
    tsLossLatched: 0,
    volatility: createVolatilityBreaker(),
  };
}

/** Raises the level and returns the change; null when the present level is the same or higher. */
export function engage(
  state: RiskState,
  level: KillLevel,
  by: string,
  reason: string,
  at: UnixMicros,
): TradingStateChanged | null {
  assert(by !== "", "whoever engages the kill switch has a name");
  const isHigher = SEVERITY.indexOf(level) > SEVERITY.indexOf(state.tradingState);
  // A person who was faster, or goes further, does not shorten the latch of a loss. A loss that lasts does not latch anew.
  const isLoss = LOSS_PREFIXES.some((prefix) => by.startsWith(prefix));
  if (isLoss && (isHigher || state.tsLossLatched === 0)) state.tsLossLatched = at;
  if (!isHigher) return null;
  return moveTo(state, { to: level, by, reason, at });
}

/**
 * Why `by` may not release now, null when nothing stands against it. A loss or drawdown waits for
 * the session after the one it happened in; `tsSessionBegan` is when the latest session began.
 */
export function releaseRefusal(state: RiskState, by: string, tsSessionBegan: UnixMicros): ReleaseRefusal | null {
  assert(by !== "", "whoever releases the kill switch has a name");
  if (state.tradingState === "ACTIVE") return "NOT_ENGAGED";
  if (by.startsWith(MACHINE_PREFIX)) return "NOT_A_PERSON";
  if (state.tsLossLatched !== 0 && !(tsSessionBegan > state.tsLossLatched)) return "LATCHED_UNTIL_NEXT_SESSION";
  return null;
}

/**
 * Returns to ACTIVE and returns the change; null when {@link releaseRefusal} stands against it.
 * Nothing else ever lowers the level, not even a new session.
 */
export function release(
  state: RiskState,
  by: string,
  reason: string,
  at: UnixMicros,
  tsSessionBegan: UnixMicros,
): TradingStateChanged | null {
  if (releaseRefusal(state, by, tsSessionBegan) !== null) return null;
  state.tsLossLatched = 0;
  return moveTo(state, { to: "ACTIVE", by, reason, at });
}

interface Change {
  readonly to: TradingState;
  readonly by: string;
  readonly reason: string;
  readonly at: UnixMicros;
}

function moveTo(state: RiskState, change: Change): TradingStateChanged {
  const from = state.tradingState;
  state.tradingState = change.to;
  state.latchedBy = change.to === "ACTIVE" ? "" : change.by;
  state.reason = change.reason;
  state.since = change.at;
  return { kind: "TradingStateChanged", from, to: change.to, by: change.by, reason: change.reason };
}
