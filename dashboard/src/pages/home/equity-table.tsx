import { type ReactNode, useMemo } from "react";
import type { EquityPoint, EquitySeries } from "../../../../src/contract/equity-series.ts";
import { Num } from "../../components/num.tsx";
import { Time, viewerZoneLabel } from "../../components/time.tsx";
import type { Column } from "../../tables/column.ts";
import { DataTable } from "../../tables/data-table.tsx";

/** The points of the chart, newest first. */
export function EquityTable({ series }: { readonly series: EquitySeries }): ReactNode {
  const rows = useMemo(() => series.points.toReversed(), [series]);
  const columns = useMemo<readonly Column<EquityPoint>[]>(
    () => [
      {
        id: "t",
        header: `Time (${viewerZoneLabel()})`,
        cell: (point) => <Time at={point.t} kind="minute" />,
        isOnCard: true,
      },
      {
        id: "equity",
        header: "Equity",
        cell: (point) => <Num kind="money" value={point.equity} />,
        isNumeric: true,
        sort: { by: (point) => point.equity, as: "decimal" },
        isOnCard: true,
      },
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
    <div className="relative max-h-[340px] overflow-auto px-3">
      <DataTable caption="Equity and drawdown" columns={columns} rows={rows} rowKey={(point) => point.t} />
    </div>
  );
}
