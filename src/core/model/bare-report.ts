import type { OrderIndex, UnixMicros } from "./units.ts";
import type { VenueReport, VenueReportKind } from "./venue-report.ts";

/** What a report without figures says. */
export interface BareReport {
  readonly report: VenueReportKind;
  readonly order: OrderIndex;
  /** Empty: none is known. */
  readonly venueOrderId: string;
  readonly tsEvent: UnixMicros;
  readonly tsReceived: UnixMicros;
  readonly isAnswer: boolean;
  readonly reason: string;
}

/** A report that names no fill, no count and no version, as our own side or a refusal makes it; seq is 0. */
export function bareReport(of: BareReport): VenueReport {
  return {
    kind: "VenueReport",
    seq: 0,
    tsEvent: of.tsEvent,
    tsReceived: of.tsReceived,
    report: of.report,
    order: of.order,
    venueOrderId: of.venueOrderId,
    venueVersion: 0,
    cumLots: -1,
    leavesLots: -1,
    isAnswer: of.isAnswer,
    executionId: "",
    refExecutionId: "",
    quantityLots: 0,
    priceTicks: 0,
    feeMicros: 0,
    slippageMicros: 0,
    reason: of.reason,
    external: null,
  };
}
