import type { PositionRow } from "../../../src/contract/position-row.ts";
import { Num } from "../components/num.tsx";
import { SideText } from "../components/side-text.tsx";
import { Time, viewerZoneLabel } from "../components/time.tsx";
import type { Column } from "../tables/column.ts";

const NO_MARK = "no price yet";

/** Columns of the positions table. */
export function positionColumns(): readonly Column<PositionRow>[] {
  return [
    {
      id: "symbol",
      header: "Symbol",
      cell: (row) => <b>{row.symbol}</b>,
      sort: { by: (row) => row.symbol, as: "text" },
      isOnCard: true,
    },
    {
      id: "strategy",
      header: "Strategy",
      cell: (row) => row.strategyId ?? "manual",
      sort: { by: (row) => row.strategyId, as: "text" },
    },
    { id: "account", header: "Account", cell: (row) => row.account },
    { id: "side", header: "Side", cell: (row) => <SideText side={row.side} /> },
    {
      id: "qty",
      header: "Qty",
      cell: (row) => <Num kind="qty" value={row.qty} />,
      isNumeric: true,
      sort: { by: (row) => row.qty, as: "decimal" },
      isOnCard: true,
    },
    { id: "entry", header: "Avg entry", cell: (row) => <Num kind="price" value={row.avgEntry} />, isNumeric: true },
    {
      id: "mark",
      header: "Mark",
      cell: (row) => <Num kind="price" value={row.mark} missing={NO_MARK} />,
      isNumeric: true,
      isOnCard: true,
    },
    {
      id: "markAt",
      header: `Marked (${viewerZoneLabel()})`,
      cell: (row) => <Time at={row.markAsOf} kind="time" missing={NO_MARK} />,
      isNumeric: true,
    },
    {
      id: "value",
      header: "Value",
      cell: (row) => <Num kind="money" value={row.marketValue} missing={NO_MARK} />,
      isNumeric: true,
      sort: { by: (row) => row.marketValue, as: "decimal" },
    },
    {
      id: "unrealized",
      header: "Unrealized",
      cell: (row) => <Num kind="pnl" value={row.unrealizedPnl} missing={NO_MARK} />,
      isNumeric: true,
      sort: { by: (row) => row.unrealizedPnl, as: "decimal" },
      isOnCard: true,
    },
    {
      id: "unrealizedPct",
      header: "%",
      cell: (row) => <Num kind="change" value={row.unrealizedPct} missing={NO_MARK} />,
      isNumeric: true,
      sort: { by: (row) => row.unrealizedPct, as: "decimal" },
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
      id: "opened",
      header: `Opened (${viewerZoneLabel()})`,
      cell: (row) => <Time at={row.openedAt} kind="minute" />,
      sort: { by: (row) => row.openedAt, as: "text" },
    },
  ];
}
