import type { Reconciled } from "../../core/model/venue-facts.ts";

/** A fill that the venue took back; the fill's own row stays as it was. */
export interface FillReversalRow {
  readonly order_id: number;
  readonly ref_execution_id: string;
  readonly pos: number;
  readonly seq: number;
  readonly execution_id: string;
  readonly qty_micros: number;
  readonly price_micros: number;
  readonly notional_micros: number;
  readonly fee_micros: number;
  readonly event_at: number;
}

/** What is known of an account's state at its venue; no row: nothing was ever in doubt. */
export interface AccountLinkRow {
  readonly account_id: string;
  is_blocked: boolean;
  block_reason: string | null;
  blocked_since: number | null;
  last_verdict: Reconciled["verdict"] | null;
  reconciled_at: number | null;
  seq: number;
}

/** One comparison of an account with its venue. */
export interface ReconciliationTableRow {
  readonly pos: number;
  readonly seq: number;
  readonly event_at: number;
  readonly account_id: string;
  readonly request_id: number;
  readonly verdict: Reconciled["verdict"];
  /** JSON of ReconciliationDiff[] of the contract. */
  readonly diffs: string;
}
