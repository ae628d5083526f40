import type { OrderRow } from "../../../../src/contract/order-row.ts";
import { IdText } from "../../components/id-text.tsx";
import { Num } from "../../components/num.tsx";
import { OrderMarks } from "../../components/order-marks.tsx";
import { SideText } from "../../components/side-text.tsx";
import { Time, viewerZoneLabel } from "../../components/time.tsx";
import { wordsOf } from "../../format/words.ts";
import type { Column } from "../../tables/column.ts";

/** Columns of the orders table; the zone stands once in the head. */
export function orderColumns(): readonly Column<OrderRow>[] {
  return [
    {
      id: "time",
      header: `Time (${viewerZoneLabel()})`,
      cell: (row) => <Time at={row.submittedAt ?? row.createdAt} kind="moment" />,
      sort: { by: (row) => row.submittedAt ?? row.createdAt, as: "text" },
    },
    { id: "id", header: "Order", cell: (row) => <IdText id={row.id} /> },
    {
      id: "strategy",
      header: "Strategy",
      cell: (row) => row.strategyId ?? "manual",
      sort: { by: (row) => row.strategyId, as: "text" },
    },
    {
      id: "symbol",
      header: "Symbol",
      cell: (row) => <b>{row.symbol}</b>,
      sort: { by: (row) => row.symbol, as: "text" },
      isOnCard: true,
    },
    { id: "side", header: "Side", cell: (row) => <SideText side={row.side} />, isOnCard: true },
    { id: "type", header: "Type", cell: (row) => wordsOf(row.type) },
    {
      id: "qty",
      header: "Filled / qty",
      cell: (row) => (
        <>
          <Num kind="qty" value={row.filledQty} /> / <Num kind="qty" value={row.qty} />
        </>
      ),
      isNumeric: true,
      sort: { by: (row) => row.qty, as: "decimal" },
      isOnCard: true,
    },
    {
      id: "limit",
      header: "Limit / stop",
      cell: (row) => <Num kind="price" value={row.limit ?? row.stop} missing="no price: a market order" />,
      isNumeric: true,
    },
    {
      id: "status",
      header: "Status",
      cell: (row) => <OrderMarks order={row} />,
      sort: { by: (row) => row.status, as: "text" },
      isOnCard: true,
    },
    {
      id: "avg",
      header: "Avg fill",
      cell: (row) => <Num kind="price" value={row.avgFill} missing="not filled" />,
      isNumeric: true,
      isOnCard: true,
    },
    {
      id: "slippage",
      header: "Slippage",
      cell: (row) => <Num kind="bps" value={row.slippageBps} missing="not filled" />,
      isNumeric: true,
      sort: { by: (row) => row.slippageBps, as: "decimal" },
    },
    {
      id: "fees",
      header: "Fees",
      cell: (row) => <Num kind="money" value={row.fees} />,
      isNumeric: true,
      sort: { by: (row) => row.fees, as: "decimal" },
    },
  ];
}
