import { findOrder } from "../../core/execution/order-book.ts";
import type { CoreState } from "../../core/engine/core-state.ts";
import type { Input } from "../../core/model/input.ts";
import type { Output, TradingState } from "../../core/model/output.ts";
import type { FlattenProgressed } from "../../core/model/venue-facts.ts";
import { CERTIFICATE_LINES_MAX, type CertificateOrder } from "../../contract/kill-switch.ts";

/**
 * What happened since the kill switch left ACTIVE, gathered from the core's outputs. Plain data:
 * a snapshot of the run keeps it, so that a restart in the middle of closing goes on with it.
 */
export interface StopFacts {
  /** Level that holds, and how it came to be. */
  state: TradingState;
  engagedSeq: number;
  engagedAt: number;
  engagedBy: string;
  reason: string;
  cancelledOrders: number;
  /** The first of them, at most {@link CERTIFICATE_LINES_MAX}. */
  cancelled: CertificateOrder[];
  closedLots: number;
  /** Micro units closed per symbol, signed by the closing orders. */
  readonly closed: Map<string, number>;
  /** The newest word of each account while it is flattened, by account index. */
  readonly flattens: Map<number, FlattenProgressed>;
  /** Input that showed the last account flat; 0 while one is not. */
  flatSeq: number;
  flatAt: number;
}

export function createStopFacts(): StopFacts {
  return {
    state: "ACTIVE",
    engagedSeq: 0,
    engagedAt: 0,
    engagedBy: "",
    reason: "",
    cancelledOrders: 0,
    cancelled: [],
    closedLots: 0,
    closed: new Map(),
    flattens: new Map(),
    flatSeq: 0,
    flatAt: 0,
  };
}

/** Folds the outputs of one input; `state` is the core right after it. */
export function foldStop(facts: StopFacts, input: Input, outputs: readonly Output[], state: CoreState): void {
  for (const output of outputs) {
    switch (output.kind) {
      case "TradingStateChanged":
        if (output.from === "ACTIVE" || output.to === "ACTIVE") forget(facts);
        facts.state = output.to;
        facts.engagedSeq = input.seq;
        facts.engagedAt = input.tsEvent;
        facts.engagedBy = output.by;
        facts.reason = output.reason;
        break;
      case "OrderStateChanged":
        if (facts.state !== "ACTIVE" && output.to === "CANCELED") noteCanceled(facts, output.order, state);
        break;
      case "FillBooked":
        if (facts.state !== "ACTIVE") noteFill(facts, output, 1, state);
        break;
      case "FillReversed":
        if (facts.state !== "ACTIVE") noteFill(facts, output, -1, state);
        break;
      case "FlattenProgressed":
        facts.flattens.set(output.account, { ...output, waitingFor: [...output.waitingFor] });
        noteFlat(facts, input, state);
        break;
      default:
        break;
    }
  }
}

function forget(facts: StopFacts): void {
  facts.cancelledOrders = 0;
  facts.cancelled = [];
  facts.closedLots = 0;
  facts.closed.clear();
  facts.flattens.clear();
  facts.flatSeq = 0;
  facts.flatAt = 0;
}

function noteCanceled(facts: StopFacts, index: number, state: CoreState): void {
  facts.cancelledOrders += 1;
  const order = state.trading === null ? null : findOrder(state.trading.orders, index);
  if (order === null || facts.cancelled.length >= CERTIFICATE_LINES_MAX) return;
  facts.cancelled.push({ orderId: String(index), symbol: symbolOf(state, order.instrument), side: order.side });
}

function noteFill(
  facts: StopFacts,
  fill: { readonly order: number; readonly quantityLots: number },
  sign: 1 | -1,
  state: CoreState,
): void {
  const order = state.trading === null ? null : findOrder(state.trading.orders, fill.order);
  if (order === null || order.effect !== "close") return;
  const lots = sign * fill.quantityLots;
  facts.closedLots += lots;
  const symbol = symbolOf(state, order.instrument);
  const micros = lots * (state.instruments[order.instrument]?.lotMicros ?? 0) * (order.side === "buy" ? 1 : -1);
  facts.closed.set(symbol, (facts.closed.get(symbol) ?? 0) + micros);
}

/** Flat is said of all accounts together, by the input that showed it of the last. */
function noteFlat(facts: StopFacts, input: Input, state: CoreState): void {
  const accounts = state.trading?.config.accounts ?? [];
  const isFlat = accounts.length > 0 && accounts.every(({ index }) => facts.flattens.get(index)?.isFlat === true);
  if (!isFlat) facts.flatSeq = 0;
  else if (facts.flatSeq === 0) {
    facts.flatSeq = input.seq;
    facts.flatAt = input.tsEvent;
  }
}

function symbolOf(state: CoreState, instrument: number): string {
  return state.instruments[instrument]?.symbol ?? String(instrument);
}
