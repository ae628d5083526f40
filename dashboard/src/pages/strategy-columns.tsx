import type { StrategyRow } from "../../../src/contract/strategy-row.ts";
import { Num } from "../components/num.tsx";
import { StrategyStatus } from "../components/strategy-status.tsx";
import { Time, viewerZoneLabel } from "../components/time.tsx";
import type { Column } from "../tables/column.ts";

/** Columns of the strategies table. */
export function strategyColumns(): readonly Column<StrategyRow>[] {
  return [
    {
      id: "name",
      header: "Name",
      cell: (row) => <b>{row.name}</b>,
      sort: { by: (row) => row.name, as: "text" },
      isOnCard: true,
    },
    { id: "kind", header: "Kind", cell: (row) => row.kind, sort: { by: (row) => row.kind, as: "text" } },
    { id: "status", header: "Status", cell: (row) => <StrategyStatus status={row.status} />, isOnCard: true },
    { id: "account", header: "Account", cell: (row) => row.account },
    { id: "symbols", header: "Symbols", cell: (row) => row.symbols.join(", ") },
    {
      id: "total",
      header: "Total P&L",
      cell: (row) => <Num kind="pnl" value={row.totalPnl} />,
      isNumeric: true,
      sort: { by: (row) => row.totalPnl, as: "decimal" },
      isOnCard: true,
    },
    {
      id: "realized",
      header: "Realized",
      cell: (row) => <Num kind="pnl" value={row.realizedPnl} />,
      isNumeric: true,
      sort: { by: (row) => row.realizedPnl, as: "decimal" },
    },
    {
      id: "unrealized",
      header: "Unrealized",
      cell: (row) => <Num kind="pnl" value={row.unrealizedPnl} />,
      isNumeric: true,
      sort: { by: (row) => row.unrealizedPnl, as: "decimal" },
    },
    {
      id: "positions",
      header: "Positions",
      cell: (row) => <Num kind="count" value={row.openPositions} />,
      isNumeric: true,
      isOnCard: true,
    },
    { id: "orders", header: "Orders", cell: (row) => <Num kind="count" value={row.openOrders} />, isNumeric: true },
    {
      id: "trades",
      header: "Trades",
      cell: (row) => <Num kind="count" value={row.trades} />,
      isNumeric: true,
      isOnCard: true,
    },
    {
      id: "signal",
      header: `Last signal (${viewerZoneLabel()})`,
      cell: (row) => <Time at={row.lastSignalAt} kind="moment" missing="no signal yet" />,
    },
    { id: "version", header: "Config", cell: (row) => <>v{row.configVersion}</>, isNumeric: true },
  ];
}
