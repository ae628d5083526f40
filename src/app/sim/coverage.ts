import type { CoreState } from "../../core/engine/core-state.ts";
import { findOrder } from "../../core/execution/order-book.ts";
import type { Input } from "../../core/model/input.ts";
import type { Output } from "../../core/model/output.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";
import { count } from "./tally.ts";
import type { World } from "./world.ts";

/** Counts the cell of the state table that a report is about to reach: status before x event. */
export function coverReport(world: World, state: CoreState, input: Input): void {
  if (input.kind !== "VenueReport" || state.trading === null || input.order < 0) return;
  const order = findOrder(state.trading.orders, input.order);
  if (order === null) return;
  count(world.tally.cells, `${order.status}:${eventOf(input, order.cumLots, order.quantityLots)}`);
}

function eventOf(report: VenueReport, cumLots: number, quantityLots: number): string {
  if (report.report !== "fill") return report.report;
  return cumLots + report.quantityLots >= quantityLots ? "fill-full" : "fill-part";
}

/** Counts our own steps: what no report caused. */
export function coverOutputs(world: World, input: Input, outputs: readonly Output[]): void {
  for (let i = 0; i < outputs.length; i += 1) {
    const output = outputs[i] as Output;
    if (output.kind !== "OrderStateChanged") continue;
    if (input.kind === "VenueReport" && input.order === output.order) continue;
    count(world.tally.cells, `${output.from}>${output.to}`);
  }
}
