/** A split or a cash dividend of one instrument. */
export interface CorporateEvent {
  /** First session that trades without the right: `YYYY-MM-DD`. */
  readonly exDate: string;
  readonly kind: "split" | "dividend";
  /** Split: new shares for old ones as `7:1`. Dividend: cash per share of that day as an exact decimal. */
  readonly value: string;
}

/** A row of a LEAN factor file; the factors apply to sessions up to and including `lastDay`. */
export interface FactorRow {
  readonly lastDay: string;
  /** Cumulative decimals as written: prices times these are today's prices. */
  readonly priceFactor: string;
  readonly splitFactor: string;
}

/** What happened to one instrument, as its source tells it, in rising dates. */
export type CorporateActions =
  | { readonly kind: "events"; readonly events: readonly CorporateEvent[] }
  | { readonly kind: "factors"; readonly rows: readonly FactorRow[] };

/** How prices are shown: as traded, in today's shares, or with dividends put back into shares as well. */
export type Adjustment = "raw" | "split" | "total-return";
export const ADJUSTMENTS: readonly Adjustment[] = ["raw", "split", "total-return"];

export type ReadActionsResult =
  | { readonly ok: true; readonly actions: CorporateActions }
  | { readonly ok: false; readonly line: number; readonly detail: string };
