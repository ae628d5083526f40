import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import type { EquitySeries } from "../../../../src/contract/equity-series.ts";
import { equityQuery } from "../../api/queries.ts";
import { EmptyNote } from "../../components/empty-note.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryContent } from "../../components/query-content.tsx";
import { TabLinks } from "../../components/tab-links.tsx";
import { isPlainKey } from "../../shell/is-plain-key.ts";
import { EQUITY_RANGE_TABS } from "./equity-ranges.ts";
import { EquitySummary } from "./equity-summary.tsx";
import { EquityTable } from "./equity-table.tsx";

const EquityChart = lazy(async () => ({ default: (await import("../../charts/equity-chart.tsx")).EquityChart }));
const HEIGHT_PX = 340;

/** Equity and drawdown of a range: chart or table, and in words. */
export function EquityPanel({ className }: { readonly className: string }): ReactNode {
  const range = useSearch({ from: "/shell/" }).range ?? "all";
  const navigate = useNavigate();
  const [isTable, setIsTable] = useState(false);
  const query = useQuery(equityQuery(range));
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "t" && isPlainKey(event)) setIsTable((now) => !now);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const actions = (
    <div className="flex flex-wrap items-center gap-2">
      <TabLinks
        label="Range"
        tabs={EQUITY_RANGE_TABS}
        current={range}
        onChoose={(next) => void navigate({ to: "/", search: { range: next }, replace: true, resetScroll: false })}
      />
      <button type="button" className="button" aria-pressed={isTable} onClick={() => setIsTable((now) => !now)}>
        {isTable ? "Chart" : "Table"}
      </button>
    </div>
  );
  const currency = query.data?.meta.currency ?? "";
  return (
    <Panel
      title={`Equity and drawdown${currency === "" ? "" : ` (${currency})`}`}
      actions={actions}
      isUpdating={query.isPlaceholderData}
      className={className}
    >
      <QueryContent
        query={query}
        height={HEIGHT_PX}
        isEmpty={(series: EquitySeries) => series.points.length === 0}
        empty={<EmptyNote title="No equity yet">The curve begins with the first mark of the session.</EmptyNote>}
      >
        {(series) => (
          <>
            <EquitySummary series={series} />
            {isTable ? (
              <EquityTable series={series} />
            ) : (
              <Suspense fallback={<div className="skeleton" style={{ height: HEIGHT_PX }} />}>
                <EquityChart series={series} heightPx={HEIGHT_PX} />
              </Suspense>
            )}
          </>
        )}
      </QueryContent>
    </Panel>
  );
}
