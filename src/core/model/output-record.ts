import type { DecisionTrace } from "./decision-trace.ts";
import type { Order } from "./order.ts";
import type {
  CancelOrder,
  DecisionTraced,
  OrderAdopted,
  OrderPlanned,
  Output,
  ProbeOrder,
  ReplaceOrder,
  SubmitOrder,
} from "./output.ts";
import type { Verdict } from "./decision-trace.ts";

/**
 * An Output as plain JSON, made by `engine/encode-output.ts`: what the outputs hash covers and
 * the views fold. `index` counts the outputs of one input from 0.
 */
export type OutputRecord = { readonly seq: number; readonly index: number } & (
  | Exclude<
      Output,
      CancelOrder | OrderPlanned | OrderAdopted | SubmitOrder | ReplaceOrder | ProbeOrder | DecisionTraced
    >
  | OrderPlannedRecord
  | OrderAdoptedRecord
  | SubmitOrderRecord
  | ReplaceOrderRecord
  | ProbeOrderRecord
  | CancelOrderRecord
  | DecisionTracedRecord
);

/** Names the order's record carries beside the indexes. */
export interface OrderNames {
  readonly clientOrderId: string;
  readonly signalId: string;
  readonly strategyId: string;
  readonly symbol: string;
  readonly accountId: string;
}
export interface OrderPlannedRecord extends OrderNames {
  readonly kind: "OrderPlanned";
  readonly order: Readonly<Order>;
}
export interface OrderAdoptedRecord extends OrderNames {
  readonly kind: "OrderAdopted";
  readonly order: Readonly<Order>;
}
export interface SubmitOrderRecord extends OrderNames {
  readonly kind: "SubmitOrder";
  readonly order: Readonly<Order>;
}
export interface ReplaceOrderRecord extends OrderNames {
  readonly kind: "ReplaceOrder";
  readonly order: Readonly<Order>;
}
export interface CancelOrderRecord extends CancelOrder {
  readonly clientOrderId: string;
}
export interface ProbeOrderRecord extends ProbeOrder {
  readonly clientOrderId: string;
}

export interface StepRecord {
  readonly id: string;
  readonly label: string;
  readonly input: number;
  readonly unit: string;
  /** Null: the step bounds nothing. */
  readonly boundLots: number | null;
  /** Empty: none. */
  readonly note: string;
}
export interface CheckRecord {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** Null where not applicable or not finite. */
  readonly value: number | null;
  readonly limit: number | null;
  readonly verdict: Verdict;
}
/** A decision spelled out: names instead of indexes, one entry per step and check. */
export interface DecisionTracedRecord {
  readonly kind: "DecisionTraced";
  readonly signalId: string;
  readonly strategyId: string;
  readonly symbol: string;
  /** First order planned for the signal, -1 when there is none. */
  readonly order: number;
  readonly outcome: DecisionTrace["outcome"];
  readonly reason: string;
  readonly quantityLots: number;
  /** Index into `steps` of the one that bound the quantity, -1: none. */
  readonly binding: number;
  readonly steps: readonly StepRecord[];
  readonly checks: readonly CheckRecord[];
}
