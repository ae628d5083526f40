import { assert, unreachable } from "../../core/assert.ts";
import type { Input } from "../../core/model/input.ts";
import type { OutputRecord } from "../../core/model/output-record.ts";
import { foldLedger, foldPosition, foldRoundTrip, foldSlice } from "./fold-account.ts";
import { foldAlert, foldBreach, foldQuarantine } from "./fold-alert.ts";
import type { FoldContext } from "./fold-context.ts";
import {
  foldBar,
  foldConfig,
  foldInstruments,
  foldSessions,
  foldStrategyStatus,
  foldTradingState,
} from "./fold-directory.ts";
import { foldFill, foldFillReversed } from "./fold-fill.ts";
import {
  foldOrderAdopted,
  foldOrderPending,
  foldOrderPlanned,
  foldOrderState,
  foldSubmitOrder,
  foldVenueReport,
} from "./fold-order.ts";
import {
  foldDecision,
  foldRefusedAtDoor,
  foldSignalAccepted,
  foldSignalEnded,
  foldSignalOfOrder,
  forgetEnded,
} from "./fold-signal.ts";
import {
  foldCommandRefused,
  foldExposureBlocked,
  foldFlatten,
  foldLimits,
  foldReconciled,
} from "./fold-venue-truth.ts";
import type { RowChanges } from "./row-changes.ts";
import type { ViewState } from "./view-state.ts";

/**
 * Folds one input and what the core made of it into `state`, and notes the rows that changed.
 * The same journal always gives the same rows: live, after a restart, or rebuilt from nothing.
 */
export function foldEntry(state: ViewState, input: Input, outputs: readonly OutputRecord[], changes: RowChanges): void {
  assert(input.seq > state.seq, "inputs are folded once, in journal order");
  const context: FoldContext = {
    state,
    changes,
    seq: input.seq,
    eventAt: input.tsEvent,
    receivedAt: input.tsReceived,
  };
  foldInput(context, input);
  // Index 0 belongs to the input itself, its outputs follow.
  for (const output of outputs) foldOutput(context, output.index + 1, output, input);
  if (outputs.length > 0) forgetEnded(context);
  state.seq = input.seq;
  changes.seq = input.seq;
  changes.eventAt = Math.max(changes.eventAt, input.tsEvent);
  changes.entries += 1;
}

function foldInput(context: FoldContext, input: Input): void {
  switch (input.kind) {
    case "BarClosed":
      return foldBar(context, input);
    case "InstrumentsLoaded":
      return foldInstruments(context, input);
    case "SessionTableLoaded":
      return foldSessions(context, input);
    case "ConfigChanged":
      return foldConfig(context, input);
    case "SignalRefusedAtDoor":
      return foldRefusedAtDoor(context, input);
    case "VenueReport":
      return foldVenueReport(context, input);
    case "SignalReceived":
    case "OperatorCommand":
    case "TimerFired":
    case "ConnectionChanged":
    case "AccountSnapshot":
    case "AccountEvent":
    case "InstrumentStatusChanged":
    case "TableRecordWritten":
      return;
    default:
      return unreachable(input);
  }
}

function foldOutput(context: FoldContext, index: number, output: OutputRecord, input: Input): void {
  switch (output.kind) {
    case "SliceMarked":
      return foldSlice(context, output);
    case "OrderPlanned":
      foldOrderPlanned(context, index, output);
      return foldSignalOfOrder(context, index, output);
    case "OrderAdopted":
      return foldOrderAdopted(context, index, output);
    case "SubmitOrder":
    case "ReplaceOrder":
      return foldSubmitOrder(context, output);
    case "OrderStateChanged":
      return foldOrderState(context, index, output);
    case "OrderPendingChanged":
      return foldOrderPending(context, index, output);
    case "FillReversed":
      return foldFillReversed(context, index, output);
    case "FillBooked":
      return foldFill(context, index, output);
    case "RoundTripClosed":
      return foldRoundTrip(context, index, output);
    case "LedgerPosted":
      return foldLedger(context, index, output);
    case "PositionChanged":
      return foldPosition(context, output);
    case "SignalAccepted":
      return foldSignalAccepted(context, index, output, input.kind === "SignalReceived" ? input : null);
    case "SignalEnded":
      return foldSignalEnded(context, index, output);
    case "DecisionTraced":
      return foldDecision(context, index, output);
    case "TradingStateChanged":
      return foldTradingState(context, index, output);
    case "StrategyStatusChanged":
      return foldStrategyStatus(context, index, output);
    case "RaiseAlert":
      return foldAlert(context, index, output);
    case "LimitBreached":
      return foldBreach(context, index, output);
    case "ReportQuarantined":
      return foldQuarantine(context, index, output);
    case "LimitsChanged":
      return foldLimits(context, index, output, input);
    case "ExposureBlocked":
      return foldExposureBlocked(context, index, output);
    case "Reconciled":
      return foldReconciled(context, index, output);
    case "FlattenProgressed":
      return foldFlatten(context, index, output);
    case "CommandRefused":
      return foldCommandRefused(context, index, output);
    case "CancelOrder":
    case "ProbeOrder":
    case "RequestSnapshot":
      return;
    default:
      return unreachable(output);
  }
}
