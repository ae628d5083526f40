import { required } from "../assert.ts";
import type { ReportResult } from "../execution/report-result.ts";
import type { Order } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import type { VenueReport } from "../model/venue-report.ts";
import type { Core } from "./core.ts";
import { setStrategyStatus } from "./set-strategy-status.ts";

/** As many rejections in a row stop a strategy. */
const REJECTS_MAX = 5;

/** Counts the venue's rejections of a strategy's orders in a row; a fill ends the row. */
export function noteRejects(
  core: Core,
  order: Order,
  report: VenueReport,
  result: Readonly<ReportResult>,
  outputs: Output[],
): void {
  const books = required(core.state.trading, "reports follow the first configuration");
  if (order.isExternal) return;
  const { strategy } = order;
  const { rejectsInRow } = books.orders;
  if (result.fillLots > 0 && strategy < rejectsInRow.length) rejectsInRow[strategy] = 0;
  if (report.report !== "rejected" || result.to !== "REJECTED" || result.from === result.to) return;
  while (rejectsInRow.length <= strategy) rejectsInRow.push(0);
  const rejects = (rejectsInRow[strategy] as number) + 1;
  rejectsInRow[strategy] = rejects;
  // Without enforced limits (a plain backtest) the count is kept and nothing is stopped.
  if (rejects < REJECTS_MAX || !books.config.limits.isEnforced) return;
  rejectsInRow[strategy] = 0;
  outputs.push({
    kind: "LimitBreached",
    limit: "rejects",
    value: rejects,
    limitValue: REJECTS_MAX,
    action: "INACTIVE",
  });
  setStrategyStatus(core, { strategy, status: "INACTIVE", by: "limit:rejects", reason: report.reason }, outputs);
}
