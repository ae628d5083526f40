import type { AccountIndex, InstrumentIndex, OrderIndex, QuantityLots } from "./units.ts";

/** An account's true state is not known (or known again): no new exposure there until it is (R8). */
export interface ExposureBlocked {
  readonly kind: "ExposureBlocked";
  readonly account: AccountIndex;
  readonly isBlocked: boolean;
  readonly reason: string;
}

/** One comparison of an account with its venue. */
export interface Reconciled {
  readonly kind: "Reconciled";
  readonly account: AccountIndex;
  readonly requestId: number;
  /** `clean`: equal; `healed`: equal after missed events were applied; `open`: not provable yet, asked again. */
  readonly verdict: "clean" | "healed" | "open" | "mismatch" | "incomplete";
  readonly diffs: readonly ReconcileDiff[];
}

/** One difference, typed. */
export interface ReconcileDiff {
  readonly what:
    | "missed-fill"
    | "missed-status"
    | "order-unknown-here"
    | "order-missing-there"
    | "terms-differ"
    | "position"
    | "cash";
  readonly order: OrderIndex;
  readonly instrument: InstrumentIndex;
  readonly ours: number;
  readonly theirs: number;
}

/** How far FLATTEN has come; `isFlat` is said only on the venue's evidence, and is the certificate. */
export interface FlattenProgressed {
  readonly kind: "FlattenProgressed";
  readonly account: AccountIndex;
  readonly isFlat: boolean;
  /** At the venue, by its last complete answer; -1: not answered completely yet. */
  readonly openOrders: number;
  readonly openPositions: number;
  /** What was done since the switch was engaged. */
  readonly canceledOrders: number;
  readonly closedLots: QuantityLots;
  /** Instruments that cannot be closed now and why, as `symbol: reason`. */
  readonly waitingFor: readonly string[];
}
