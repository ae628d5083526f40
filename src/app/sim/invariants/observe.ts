import type { TradingBooks } from "../../../core/engine/core-state.ts";
import type { Input } from "../../../core/model/input.ts";
import type { Output } from "../../../core/model/output.ts";
import type { World } from "../world.ts";
import { hold } from "../violation.ts";
import { checkClosingTrace } from "./denials.ts";
import { checkDecision, checkPlanned } from "./knowledge.ts";
import { checkBar, checkSlice } from "./bars.ts";
import { checkCycle, noteAcceptance, noteConnection, noteVerdict } from "./link.ts";
import { bookShadowFill, checkMoney, postShadow, reverseShadowFill, restatePosition } from "./money.ts";
import { addShadowOrder, advanceShadow, checkTouchedOrder } from "./orders.ts";
import { checkProtection } from "./protection.ts";
import { checkReserved } from "./reservations.ts";
import { checkReplace, checkSubmit, checkTraced, noteMessage } from "./sending.ts";
import { acceptSignal, endSignal } from "./signals.ts";
import { noteSplit } from "./splits.ts";
import { noteEntry } from "./views.ts";
import { checkAskedCancel, checkFlat, checkTradingState } from "./trading.ts";

/** What one event touched, so that only these rows are compared afterwards. */
export interface Touched {
  readonly world: World;
  readonly input: Input;
  readonly outputs: readonly Output[];
  readonly books: TradingBooks;
  /** The newest time of receipt so far: what came later cannot be known. */
  readonly knownUntil: number;
  readonly orders: number[];
  readonly instruments: number[];
  hasMoney: boolean;
}

/**
 * Folds the outputs of one event into the oracle and compares the rows they touched with the
 * core's own state: every cheap invariant, after every event, at the cost of what has changed.
 */
export function observe(world: World, input: Input, outputs: readonly Output[]): void {
  const { shadow } = world;
  const { state } = world.host.core;
  hold(state.seq === shadow.seq + 1, "T6", () => `seq ${state.seq} follows ${shadow.seq}`);
  hold(state.now >= shadow.now, "C1", () => `logical time ran from ${shadow.now} back to ${state.now}`);
  const knownUntil = Math.max(shadow.now, input.tsReceived);
  shadow.seq = state.seq;
  shadow.now = state.now;
  if (world.views !== null) noteEntry(world.views, state, { input, outputs, durableSeq: world.disk.durableSeq });
  noteConnection(shadow, input);
  if (input.kind === "AccountEvent") noteSplit(shadow, input);
  if (input.kind === "BarClosed" && state.trading !== null) checkBar(shadow, state.trading, input);
  if (input.kind === "OperatorCommand" && state.trading !== null) checkAskedCancel(state.trading, input);
  if (outputs.length === 0 || state.trading === null) return;
  const touched: Touched = {
    world,
    input,
    outputs,
    books: state.trading,
    knownUntil,
    orders: [],
    instruments: [],
    hasMoney: false,
  };
  for (let i = 0; i < outputs.length; i += 1) take(touched, outputs[i] as Output, i);
  noteAcceptance(touched);
  for (const order of touched.orders) checkTouchedOrder(touched, order);
  if (touched.orders.length > 0) checkReserved(touched);
  if (touched.hasMoney) checkMoney(touched);
}

function take(touched: Touched, output: Output, at: number): void {
  const { shadow } = touched.world;
  switch (output.kind) {
    case "OrderPlanned":
      checkPlanned(touched, output.order);
      addShadowOrder(touched, output.order);
      return;
    case "DecisionTraced":
      checkTraced(output.trace);
      checkDecision(touched, output);
      checkClosingTrace(touched, output);
      return;
    case "OrderAdopted":
      addShadowOrder(touched, output.order);
      return;
    case "OrderStateChanged":
      advanceShadow(touched, output);
      return;
    case "FillBooked":
      bookShadowFill(touched, output);
      return;
    case "FillReversed":
      reverseShadowFill(touched, output);
      return;
    case "LedgerPosted":
      postShadow(touched, output);
      return;
    case "PositionChanged":
      restatePosition(touched, output);
      return;
    case "SubmitOrder":
      checkSubmit(touched, output.order, at);
      noteMessage(touched);
      return;
    case "ReplaceOrder":
      checkReplace(touched, output.order);
      noteMessage(touched);
      return;
    case "CancelOrder":
      noteMessage(touched);
      return;
    case "SignalAccepted":
      acceptSignal(touched, output.signalId);
      return;
    case "SignalEnded":
      endSignal(touched, output);
      return;
    case "TradingStateChanged":
      checkTradingState(touched, output);
      return;
    case "LimitsChanged":
      hold(
        output.version > shadow.limitsVersion,
        "R4",
        () => `limits went from version ${shadow.limitsVersion} to ${output.version}`,
      );
      shadow.limitsVersion = output.version;
      return;
    case "FlattenProgressed":
      checkFlat(touched, output);
      return;
    case "RaiseAlert":
      checkProtection(touched, output);
      return;
    case "Reconciled":
      noteVerdict(touched, output);
      return;
    case "SliceMarked":
      checkSlice(shadow, output.tsMark);
      checkCycle(touched);
      hold(
        output.cashMicros === shadow.cashMicros,
        "L4",
        () => `marked cash ${output.cashMicros}, by the postings ${shadow.cashMicros}`,
      );
      return;
    default:
      return;
  }
}
