import type { EquityRange } from "../../../../src/contract/equity-series.ts";

/** Range buttons of the equity chart. */
export const EQUITY_RANGE_TABS: readonly (readonly [EquityRange, string])[] = [
  ["1d", "1D"],
  ["1w", "1W"],
  ["1m", "1M"],
  ["3m", "3M"],
  ["ytd", "YTD"],
  ["1y", "1Y"],
  ["all", "All"],
];
