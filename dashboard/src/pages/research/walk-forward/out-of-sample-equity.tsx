import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import type { RunEquity } from "../../../../../src/contract/run-detail.ts";
import { runEquityQuery } from "../../../api/run-queries.ts";
import { PartContent } from "../detail/part-content.tsx";

const RunEquityView = lazy(async () => ({
  default: (await import("../detail/run-equity-view.tsx")).RunEquityView,
}));
const HEIGHT_PX = 320;

/** Only what the choice did not see. */
function seenByNobody(equity: RunEquity): RunEquity {
  return { ...equity, points: equity.points.filter((point) => point.isOutOfSample !== false) };
}

/** Equity of the test periods, one after the other. */
export function OutOfSampleEquity({ id }: { readonly id: string }): ReactNode {
  const query = useQuery({
    ...runEquityQuery(id),
    select: (answer) => ({ ...answer, data: seenByNobody(answer.data) }),
  });
  return (
    <PartContent query={query} height={HEIGHT_PX} name="equity curve" isEmpty={(equity) => equity.points.length === 0}>
      {(equity) => (
        <Suspense fallback={<div className="skeleton" style={{ height: HEIGHT_PX }} />}>
          <RunEquityView equity={equity} benchmark="" currency={query.data?.meta.currency ?? ""} heightPx={HEIGHT_PX} />
        </Suspense>
      )}
    </PartContent>
  );
}
