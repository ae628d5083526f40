import type { BarColumns } from "../../data/bar-columns.ts";
import { viewBars } from "../backtest/view-bars.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import { unreachable } from "../../core/assert.ts";
import type { CostConfig } from "../../core/model/config.ts";
import type { PriceModel, VenueModel } from "../../core/model/venue-model.ts";

/** The same run with the bars that close at or before `until` alone: all that was known then. */
export function cutBars(resolved: ResolvedRun, until: number): ResolvedRun {
  return eachColumn(resolved, (columns) => viewBars(columns, 0, firstAfter(columns.tsClose, until, columns.count)));
}

/** The same run with the bars that close after `from` alone: less history, and none to warm up on. */
export function startBarsAfter(resolved: ResolvedRun, from: number): ResolvedRun {
  const late = eachColumn(resolved, (columns) =>
    viewBars(columns, firstAfter(columns.tsClose, from, columns.count), columns.count),
  );
  return { ...late, warmupBars: null };
}

function eachColumn(resolved: ResolvedRun, change: (columns: BarColumns) => BarColumns): ResolvedRun {
  const longerBars = resolved.longerBars.map((one) => ({ ...one, columns: change(one.columns) }));
  return { ...resolved, bars: resolved.bars.map(change), longerBars };
}

/** All costs times `factor`: commissions to the micro, slippage or spread as its model counts it; fees of regulators stay. */
export function withCosts(resolved: ResolvedRun, factor: number): ResolvedRun {
  const costs = timesCosts(resolved.config.costs, factor);
  return {
    ...resolved,
    strategy: { ...resolved.strategy, costs },
    config: { ...resolved.config, costs, ...timesVenue(resolved.config.venueModel, factor) },
  };
}

function timesVenue(model: VenueModel | undefined, factor: number): { venueModel?: VenueModel } {
  return model === undefined ? {} : { venueModel: { ...model, price: timesPrice(model.price, factor) } };
}

function timesPrice(price: PriceModel, factor: number): PriceModel {
  switch (price.kind) {
    case "bps":
      return price;
    case "fixed-ticks":
    case "half-spread-ticks":
      return { ...price, ticks: Math.round(price.ticks * factor) };
    case "half-spread-bps":
      return { ...price, bps: price.bps * factor };
    case "volume-share":
      return { ...price, impact: price.impact * factor };
    default:
      return unreachable(price);
  }
}

function timesCosts(costs: CostConfig, factor: number): CostConfig {
  return {
    ...costs,
    commissionPerOrderMicros: Math.round(costs.commissionPerOrderMicros * factor),
    commissionPerUnitMicros: Math.round(costs.commissionPerUnitMicros * factor),
    commissionBps: costs.commissionBps * factor,
    commissionMinimumMicros: Math.round(costs.commissionMinimumMicros * factor),
    slippageBps: costs.slippageBps * factor,
  };
}

/** Index of the first of the rising `values` above `limit`. */
function firstAfter(values: Float64Array, limit: number, count: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
