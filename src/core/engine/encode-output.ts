import { required } from "../assert.ts";
import { findOrder } from "../execution/order-book.ts";
import { clientOrderIdOf, signalIdOf } from "../execution/order-ids.ts";
import type { DecisionTrace } from "../model/decision-trace.ts";
import { VERDICTS } from "../model/decision-trace.ts";
import type { Order } from "../model/order.ts";
import type { Bracket } from "../model/signal.ts";
import type { Output, SliceMarked } from "../model/output.ts";
import type {
  CheckRecord,
  DecisionTracedRecord,
  OrderNames,
  OutputRecord,
  StepRecord,
} from "../model/output-record.ts";
import { SIZING_STEPS, STEP_NOTES } from "../portfolio/steps.ts";
import { CHECKS } from "../risk/checks.ts";
import type { CoreState, TradingBooks } from "./core-state.ts";
import { UNASSIGNED } from "./sources.ts";

/**
 * An Output as plain JSON that nobody changes later: what points into the core is copied, what
 * was left lazy (ids, traces) is spelled out. Called wherever outputs leave the step they came from.
 */
export function encodeOutput(state: CoreState, output: Output, index: number): OutputRecord {
  const seq = state.seq;
  switch (output.kind) {
    case "OrderPlanned":
      return { seq, index, kind: "OrderPlanned", ...namesOf(state, output.order), order: copyOrder(output.order) };
    case "OrderAdopted":
      return { seq, index, kind: "OrderAdopted", ...namesOf(state, output.order), order: copyOrder(output.order) };
    case "SubmitOrder":
      return { seq, index, kind: "SubmitOrder", ...namesOf(state, output.order), order: copyOrder(output.order) };
    case "ReplaceOrder":
      return { seq, index, kind: "ReplaceOrder", ...namesOf(state, output.order), order: copyOrder(output.order) };
    case "CancelOrder":
      return { seq, index, ...output, clientOrderId: clientIdOf(state, output.order) };
    case "ProbeOrder":
      return { seq, index, ...output, clientOrderId: clientIdOf(state, output.order) };
    case "DecisionTraced":
      return { seq, index, ...encodeTrace(state, output.trace) };
    case "SliceMarked":
      return { seq, index, ...copyMark(output) };
    default:
      return { seq, index, ...output };
  }
}

/** The id a venue knows the order by. */
function clientIdOf(state: CoreState, index: number): string {
  const books = required(state.trading, "orders follow the first configuration");
  return namesOf(state, required(findOrder(books.orders, index), "a probed order is in the book")).clientOrderId;
}

/** Fields in one order, as for {@link copyOrder}: the mark is reused and lies in the state. */
function copyMark(mark: SliceMarked): SliceMarked {
  return {
    kind: "SliceMarked",
    account: mark.account,
    tsMark: mark.tsMark,
    equityMicros: mark.equityMicros,
    cashMicros: mark.cashMicros,
    peakEquityMicros: mark.peakEquityMicros,
    dayStartEquityMicros: mark.dayStartEquityMicros,
  };
}

/**
 * A copy with the fields in one order: an order out of a decoded snapshot has them sorted, and the
 * outputs hash covers the text.
 */
function copyOrder(order: Readonly<Order>): Order {
  return {
    index: order.index,
    account: order.account,
    strategy: order.strategy,
    instrument: order.instrument,
    externalSignalId: order.externalSignalId,
    tsBar: order.tsBar,
    n: order.n,
    leg: order.leg,
    endsSignal: order.endsSignal,
    attempt: order.attempt,
    intent: order.intent,
    side: order.side,
    effect: order.effect,
    role: order.role,
    parent: order.parent,
    replaces: order.replaces,
    replacedBy: order.replacedBy,
    isExternal: order.isExternal,
    type: order.type,
    timeInForce: order.timeInForce,
    quantityLots: order.quantityLots,
    limitTicks: order.limitTicks,
    stopTicks: order.stopTicks,
    trailTicks: order.trailTicks,
    tsGoodTill: order.tsGoodTill,
    bracket: copyBracket(order.bracket),
    collarTicks: order.collarTicks,
    onShortfall: order.onShortfall,
    stopDistanceTicks: order.stopDistanceTicks,
    tsCreated: order.tsCreated,
    status: order.status,
    pending: order.pending,
    queuedCancel: order.queuedCancel,
    cumLots: order.cumLots,
    carriedLots: order.carriedLots,
    statedCumLots: order.statedCumLots,
    cumLotTicks: order.cumLotTicks,
    feeMicros: order.feeMicros,
    reservedMicros: order.reservedMicros,
    limitsVersion: order.limitsVersion,
    venueOrderId: order.venueOrderId,
    venueVersion: order.venueVersion,
    notFoundCount: order.notFoundCount,
    tsNotFound: order.tsNotFound,
    tsSent: order.tsSent,
    tsPending: order.tsPending,
    legsMade: order.legsMade,
    probes: order.probes,
    tsApproved: order.tsApproved,
    tsLast: order.tsLast,
    reason: order.reason,
  };
}

function copyBracket(bracket: Bracket | null): Bracket | null {
  if (bracket === null) return null;
  const { unit, stop, isTrailing, target } = bracket;
  return { unit, stop, isTrailing, target };
}

/** Names behind the indexes of an order. */
export function namesOf(state: CoreState, order: Readonly<Order>): OrderNames {
  const books = required(state.trading, "orders follow the first configuration");
  const strategyId = strategyIdOf(books, order.strategy);
  const symbol = symbolOf(state, order.instrument);
  const accountId = required(books.config.accounts[order.account], "a known account").id;
  return {
    clientOrderId: clientOrderIdOf(order, { accountId, strategyId, symbol }),
    signalId: signalIdOf({
      externalId: order.externalSignalId,
      strategyId,
      symbol,
      tsBar: order.tsBar,
      n: order.n,
    }),
    strategyId,
    symbol,
    accountId,
  };
}

function encodeTrace(state: CoreState, trace: Readonly<DecisionTrace>): DecisionTracedRecord {
  const books = required(state.trading, "traces follow the first configuration");
  const order = trace.order < 0 ? null : findOrder(books.orders, trace.order);
  const of = trace.signal ?? required(order, "a trace without a signal belongs to a waiting order");
  const strategyId = strategyIdOf(books, of.strategy);
  const symbol = symbolOf(state, of.instrument);
  const externalId = "externalId" in of ? of.externalId : of.externalSignalId;
  return {
    kind: "DecisionTraced",
    signalId: signalIdOf({ externalId, strategyId, symbol, tsBar: of.tsBar, n: of.n }),
    strategyId,
    symbol,
    order: trace.order,
    outcome: trace.outcome,
    reason: trace.reason,
    quantityLots: trace.quantityLots,
    binding: trace.bindingStep,
    steps: encodeSteps(trace),
    checks: encodeChecks(trace),
  };
}

function encodeSteps(trace: Readonly<DecisionTrace>): StepRecord[] {
  const steps: StepRecord[] = [];
  for (let i = 0; i < trace.stepCount; i += 1) {
    const step = required(SIZING_STEPS[trace.stepId[i] as number], "a known sizing step");
    steps.push({
      id: step.id,
      label: step.label,
      input: finite(trace.stepInput[i] as number) ?? 0,
      unit: step.unit,
      boundLots: finite(trace.stepBoundLots[i] as number),
      note: STEP_NOTES[trace.stepNote[i] as number] ?? "",
    });
  }
  return steps;
}

function encodeChecks(trace: Readonly<DecisionTrace>): CheckRecord[] {
  const checks: CheckRecord[] = [];
  for (let i = 0; i < trace.checkCount; i += 1) {
    const check = required(CHECKS[i], "a known check");
    checks.push({
      id: check.id,
      label: check.label,
      unit: check.unit,
      value: finite(trace.checkValue[i] as number),
      limit: finite(trace.checkLimit[i] as number),
      verdict: required(VERDICTS[trace.checkVerdict[i] as number], "a known verdict"),
    });
  }
  return checks;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function strategyIdOf(books: TradingBooks, strategy: number): string {
  return strategy < 0 ? UNASSIGNED : required(books.sources[strategy], "a known strategy").id;
}

function symbolOf(state: CoreState, instrument: number): string {
  return required(state.instruments[instrument], "a known instrument").symbol;
}
