import { assert } from "../assert.ts";
import type { KillLevel } from "../model/input.ts";
import type { TradingState, TradingStateChanged } from "../model/output.ts";
import type { UnixMicros } from "../model/units.ts";

/** The kill switch: plain data, part of the snapshot, so that it survives every restart (R5). */
export interface RiskState {
  tradingState: TradingState;
  /** Who engaged the present level: an operator's name or `limit:...`; empty while ACTIVE. */
  latchedBy: string;
  reason: string;
  /** When the present level was engaged; 0 while it never was. */
  since: UnixMicros;
}

/** Levels in the order of severity. */
const SEVERITY: readonly TradingState[] = ["ACTIVE", "REDUCE", "HALT", "FLATTEN"];

/** Who may not release: a latch of the machine waits for a person (R7). */
const MACHINE_PREFIX = "limit:";

/** A switch that is not engaged. */
export function createRiskState(): RiskState {
  return { tradingState: "ACTIVE", latchedBy: "", reason: "", since: 0 };
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
  if (SEVERITY.indexOf(level) <= SEVERITY.indexOf(state.tradingState)) return null;
  return moveTo(state, { to: level, by, reason, at });
}

/**
 * Returns to ACTIVE and returns the change; null when it is ACTIVE already or when a limit, not a
 * person, asks. Nothing else ever lowers the level, not even a new session.
 */
export function release(state: RiskState, by: string, reason: string, at: UnixMicros): TradingStateChanged | null {
  assert(by !== "", "whoever releases the kill switch has a name");
  if (state.tradingState === "ACTIVE" || by.startsWith(MACHINE_PREFIX)) return null;
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
