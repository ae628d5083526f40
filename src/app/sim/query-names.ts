import type { VenueReport } from "../../core/model/venue-report.ts";

/** The query's own names for fills that the stream tells under others; a bust or correction speaks of them alike (F22). */
export function namesOfTheQuery(report: VenueReport): Pick<VenueReport, "executionId" | "refExecutionId"> {
  const { executionId, refExecutionId } = report;
  return {
    executionId: report.report === "fill" ? `q${executionId}` : executionId,
    refExecutionId: refExecutionId === "" ? "" : `q${refExecutionId}`,
  };
}
