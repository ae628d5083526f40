import { assert, unreachable } from "../assert.ts";
import type { Input } from "../model/input.ts";
import type { Output } from "../model/output.ts";
import { changeConnection } from "./change-connection.ts";
import { changeInstrumentStatus } from "./change-instrument-status.ts";
import type { Core } from "./core.ts";
import { fireTimer } from "./fire-timer.ts";
import { loadConfig, loadInstruments, loadSessions } from "./load-config.ts";
import { markBar, markSlice } from "./mark-slice.ts";
import { obeyCommand } from "./obey-command.ts";
import { followSnapshot } from "./follow-snapshot.ts";
import { receiveAccountEvent } from "./receive-account-event.ts";
import { receiveReport } from "./receive-report.ts";
import { receiveSignal } from "./receive-signal.ts";
import { receiveSnapshot } from "./receive-snapshot.ts";
import { runStrategies } from "./run-strategies.ts";
import type { CoreState } from "./core-state.ts";
import { settleEnded } from "./settle-ended.ts";
import { watchLevels } from "./watch-levels.ts";

/**
 * The whole core: one input changes the state and appends its outputs. Pure and synchronous; the
 * same inputs give the same outputs and the same state, in a backtest, live and in a replay.
 *
 *   bar      -> market -> features -> marks and loss limits -> strategies -> Signal
 *   Signal   -> brain (size) -> execution (plan) -> risk (check) -> SubmitOrder
 *   report   -> order state machine -> ledger -> protective exits -> facts
 *   snapshot -> missed fills and states -> foreign orders -> what is certain -> facts
 *
 * `outputs` is appended to; the caller empties it. What an Output points to is valid until the
 * next step.
 */
export function step(core: Core, input: Input, outputs: Output[]): void {
  const state = core.state;
  assert(input.seq === state.seq + 1, "inputs arrive in the order of the journal, without a gap");
  state.seq = input.seq;
  if (input.tsReceived > state.now) state.now = input.tsReceived;
  core.scratch.tracesUsed = 0;
  applyInput(core, input, outputs);
  if (core.scratch.ended.length > 0) settleEnded(core, outputs);
}

function applyInput(core: Core, input: Input, outputs: Output[]): void {
  const state = core.state;
  switch (input.kind) {
    case "BarClosed":
      markBar(core, input, outputs);
      if (input.endsSlice && input.tsEvent > tsSliceOf(state)) {
        markSlice(core, input.tsEvent, outputs);
        watchLevels(core, outputs);
        runStrategies(core, input.tsEvent, outputs);
      }
      return;
    case "VenueReport":
      receiveReport(core, input, outputs);
      return;
    case "AccountSnapshot":
      receiveSnapshot(core, input, outputs);
      followSnapshot(core, input, outputs);
      return;
    case "AccountEvent":
      receiveAccountEvent(core, input, outputs);
      return;
    case "ConnectionChanged":
      changeConnection(core, input, outputs);
      return;
    case "InstrumentStatusChanged":
      changeInstrumentStatus(core, input, outputs);
      return;
    case "SignalReceived":
      receiveSignal(core, input, outputs);
      return;
    case "TimerFired":
      fireTimer(core, input.timerId, outputs);
      return;
    case "OperatorCommand":
      obeyCommand(core, input, outputs);
      return;
    case "ConfigChanged":
      loadConfig(core, input.config);
      return;
    case "InstrumentsLoaded":
      loadInstruments(core, input.instruments);
      return;
    case "SessionTableLoaded":
      loadSessions(core, input.table);
      return;
    case "SignalRefusedAtDoor":
    case "TableRecordWritten":
      // Counted and audited by the views; nothing the core decides rests on them yet.
      return;
    default:
      unreachable(input);
  }
}

/** Close of the last slice: a slice is marked and decided on once, whatever the feed repeats. */
function tsSliceOf(state: CoreState): number {
  return state.trading === null ? 0 : state.trading.tsSlice;
}
