import type { EquityPoint } from "../../contract/equity-series.ts";
import { isoOf, moneyOf, shareOf } from "./decimal.ts";

/** Equity of all accounts at one mark. */
export interface EquityMark {
  readonly state_at: number;
  readonly equity_micros: number;
  readonly peak_micros: number;
}

export function equityPointOf(row: EquityMark): EquityPoint {
  return {
    t: isoOf(row.state_at),
    equity: moneyOf(row.equity_micros),
    drawdownPct: shareOf(Math.max(0, row.peak_micros - row.equity_micros), row.peak_micros) ?? "0",
  };
}
