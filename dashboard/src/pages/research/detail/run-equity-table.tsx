import { type ReactNode, useMemo } from "react";
import type { RunEquity } from "../../../../../src/contract/run-detail.ts";
import { Num } from "../../../components/num.tsx";
import { Time, viewerZoneLabel } from "../../../components/time.tsx";
import type { Column } from "../../../tables/column.ts";
import { DataTable } from "../../../tables/data-table.tsx";

type Point = RunEquity["points"][number];

const amount = (id: "equity" | "benchmark", header: string): Column<Point> => ({
  id,
  header,
  cell: (point) => <Num kind="money" value={point[id]} missing="the benchmark has no price here" />,
  isNumeric: true,
  sort: { by: (point) => point[id], as: "decimal" },
  isOnCard: true,
});

/** The points of the chart, newest first. */
export function RunEquityTable({ equity }: { readonly equity: RunEquity }): ReactNode {
  const rows = useMemo(() => equity.points.toReversed(), [equity]);
  const columns = useMemo<readonly Column<Point>[]>(
    () => [
      {
        id: "t",
        header: `Time (${viewerZoneLabel()})`,
        cell: (point) => <Time at={point.t} kind="dated" />,
        isOnCard: true,
      },
      amount("equity", "Equity"),
      amount("benchmark", "Benchmark"),
      {
        id: "drawdown",
        header: "Drawdown",
        cell: (point) => <Num kind="pct" value={point.drawdownPct} />,
        isNumeric: true,
        sort: { by: (point) => point.drawdownPct, as: "decimal" },
        isOnCard: true,
      },
    ],
    [],
  );
  return (
    <div className="relative max-h-[460px] overflow-auto px-3">
      <DataTable caption="Equity and drawdown" columns={columns} rows={rows} rowKey={(point) => point.t} />
    </div>
  );
}
