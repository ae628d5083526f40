import type { VenueModel } from "../../core/model/venue-model.ts";
import type { StrategyFile } from "../../platform/strategy-file.ts";
import type { RunWarning } from "./run-warning.ts";

/** What a strategy's fills and costs make too good to be true, the gravest first. */
export function costWarnings({ fillModel, costs, venueModel }: StrategyFile): RunWarning[] {
  const warnings: RunWarning[] = [];
  if (fillModel === "same-bar-close")
    warnings.push({
      code: "OPTIMISTIC_FILLS",
      text: "Orders fill at the close that decided them; nobody can trade so.",
    });
  const { commissionPerOrderMicros, commissionPerUnitMicros, commissionBps, commissionMinimumMicros } = costs;
  const commission = commissionPerOrderMicros + commissionPerUnitMicros + commissionBps + commissionMinimumMicros;
  const hasSlippage = costs.slippageBps > 0 || paysForTaking(venueModel);
  if (commission === 0 && !hasSlippage) warnings.push({ code: "NO_COSTS", text: "Commission and slippage are zero." });
  else if (commission === 0) warnings.push({ code: "NO_COMMISSION", text: "Commission is zero." });
  else if (!hasSlippage) warnings.push({ code: "NO_SLIPPAGE", text: "Slippage is zero." });
  return warnings;
}

/** Whether the price model takes anything from orders that take liquidity. */
function paysForTaking({ price }: VenueModel): boolean {
  switch (price.kind) {
    case "bps":
      return false;
    case "fixed-ticks":
      return price.ticks > 0;
    case "half-spread-bps":
      return price.bps > 0;
    case "half-spread-ticks":
      return price.ticks > 0;
    case "volume-share":
      return price.impact > 0;
  }
}
