import { assert, unreachable } from "../assert.ts";
import type { Input } from "../model/input.ts";
import type { Output } from "../model/output.ts";
import type { Core } from "./core.ts";
import { fireTimer } from "./fire-timer.ts";
import { loadConfig, loadInstruments, loadSessions } from "./load-config.ts";
import { markBar, markSlice } from "./mark-slice.ts";
import { obeyCommand } from "./obey-command.ts";
import { receiveReport } from "./receive-report.ts";
import { receiveSignal } from "./receive-signal.ts";
import { runStrategies } from "./run-strategies.ts";

/**
 * The whole core: one input changes the state and appends its outputs. Pure and synchronous; the
 * same inputs give the same outputs and the same state, in a backtest, live and in a replay.
 *
 *   bar      -> market -> features -> marks and loss limits -> strategies -> Signal
 *   Signal   -> brain (size) -> execution (plan) -> risk (check) -> SubmitOrder
 *   report   -> order state machine -> ledger -> facts
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

  switch (input.kind) {
    case "BarClosed":
      markBar(core, input);
      if (input.endsSlice) {
        markSlice(core, input.tsEvent, outputs);
        runStrategies(core, input.tsEvent, outputs);
      }
      return;
    case "VenueReport":
      receiveReport(core, input, outputs);
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
    case "AccountSnapshot":
    case "AccountEvent":
    case "InstrumentStatusChanged":
    case "SignalRefusedAtDoor":
    case "ConnectionChanged":
    case "TableRecordWritten":
      // Counted and audited by the views; nothing the core decides rests on them yet.
      return;
    default:
      unreachable(input);
  }
}
