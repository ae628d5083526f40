import type { Input } from "../../core/model/input.ts";
import type { Order, OrderStatus } from "../../core/model/order.ts";
import type { DecisionTracedRecord, OutputRecord } from "../../core/model/output-record.ts";
import type { Signal } from "../../core/model/signal.ts";

/** Parts of the hand-made journal of {@link viewScenario}. */
export type Body<T> = T extends unknown ? Omit<T, "seq" | "index"> : never;
export type InputBody = Input extends infer I ? (I extends unknown ? Omit<I, "seq" | "tsReceived"> : never) : never;
export const CASH = 100_000_000_000;

export function makeOrder(index: number, part: Pick<Order, "side" | "effect" | "tsBar">): Order {
  return {
    index,
    account: 0,
    strategy: 0,
    instrument: 0,
    externalSignalId: null,
    tsBar: part.tsBar,
    n: 0,
    leg: 0,
    endsSignal: true,
    attempt: 0,
    intent: part.effect === "open" ? "entry" : "exit",
    side: part.side,
    effect: part.effect,
    role: "entry",
    parent: -1,
    replaces: -1,
    isExternal: false,
    trailTicks: null,
    tsGoodTill: null,
    bracket: null,
    type: "market",
    timeInForce: "day",
    quantityLots: 10,
    limitTicks: null,
    stopTicks: null,
    collarTicks: null,
    onShortfall: "reduce",
    stopDistanceTicks: null,
    tsCreated: part.tsBar,
    status: "INTENT",
    pending: "none",
    replacedBy: -1,
    queuedCancel: false,
    carriedLots: 0,
    statedCumLots: 0,
    limitsVersion: 0,
    venueOrderId: "",
    venueVersion: 0,
    notFoundCount: 0,
    tsNotFound: 0,
    tsSent: 0,
    tsPending: 0,
    legsMade: 0,
    probes: 0,
    cumLots: 0,
    cumLotTicks: 0,
    feeMicros: 0,
    reservedMicros: 0,
    tsApproved: 0,
    tsLast: 0,
    reason: null,
  };
}

export function state(order: Order, from: OrderStatus, to: OrderStatus, tsEvent: number): Body<OutputRecord> {
  return { kind: "OrderStateChanged", order: order.index, from, to, tsEvent, reason: "" };
}

export function fill(order: number, quantityLots: number, priceTicks: number, tsEvent: number): Body<OutputRecord> {
  return {
    kind: "FillBooked",
    order,
    executionId: `x${order}`,
    tsEvent,
    quantityLots,
    priceTicks,
    feeMicros: 500_000,
    slippageMicros: 2_000_000,
    isLate: false,
  };
}

export function report(kind: "accepted" | "fill", order: number, tsEvent: number): InputBody {
  return {
    kind: "VenueReport",
    tsEvent,
    report: kind,
    order,
    venueOrderId: `v${order}`,
    venueVersion: 0,
    cumLots: -1,
    leavesLots: -1,
    isAnswer: false,
    executionId: kind === "fill" ? `x${order}` : "",
    refExecutionId: "",
    quantityLots: 10,
    priceTicks: 40_000,
    feeMicros: 500_000,
    slippageMicros: 0,
    reason: "",
    external: null,
  };
}

export function decision(signalId: string, order: number, lots: number): Body<DecisionTracedRecord> {
  return {
    kind: "DecisionTraced",
    signalId,
    strategyId: "ema",
    symbol: "SPY",
    order,
    outcome: null,
    reason: "",
    quantityLots: lots,
    binding: 1,
    steps: [
      { id: "equity", label: "Equity", input: CASH, unit: "micros", boundLots: null, note: "" },
      { id: "capital", label: "Capital", input: 5_000_000_000, unit: "micros", boundLots: 12, note: "share" },
    ],
    checks: [{ id: "max-quantity", label: "Quantity", unit: "lots", value: lots, limit: 500, verdict: "PASS" }],
  };
}

export function outside(externalId: string, tsBar: number): Signal {
  return {
    externalId,
    strategy: 1,
    instrument: 0,
    environment: "paper",
    intent: "exit",
    side: "sell",
    orderType: "limit",
    limitMicros: 401_250_000,
    stopMicros: null,
    timeInForce: "day",
    stopDistanceMicros: null,
    bracket: null,
    trailMicros: null,
    tsGoodTill: null,
    quantityLots: 3,
    referenceMicros: null,
    expectedAlpha: 0.0123,
    tsSent: tsBar - 250_000,
    tsValidUntil: null,
    tsBar,
    n: 0,
  };
}
