import type { RunTrade } from "../../../../../src/contract/run-detail.ts";
import { Num } from "../../../components/num.tsx";
import { SideText } from "../../../components/side-text.tsx";
import { Time, viewerZoneLabel } from "../../../components/time.tsx";
import type { Column } from "../../../tables/column.ts";

type Amount = "grossPnl" | "costs" | "slippage" | "pnl";

/** Columns of a run's round trips; currency and zone stand in the heads. */
export function tradeColumns(currency: string): readonly Column<RunTrade>[] {
  const amount = (id: Amount, header: string, kind: "pnl" | "money", isOnCard = false): Column<RunTrade> => ({
    id,
    header: `${header}${currency === "" ? "" : ` (${currency})`}`,
    cell: (trade) => <Num kind={kind} value={trade[id]} />,
    isNumeric: true,
    sort: { by: (trade) => trade[id], as: "decimal" },
    isOnCard,
  });
  const zone = viewerZoneLabel();
  return [
    {
      id: "symbol",
      header: "Symbol",
      cell: (trade) => <b>{trade.symbol}</b>,
      sort: { by: (trade) => trade.symbol, as: "text" },
      isOnCard: true,
    },
    { id: "side", header: "Side", cell: (trade) => <SideText side={trade.side} />, isOnCard: true },
    {
      id: "qty",
      header: "Quantity",
      cell: (trade) => <Num kind="qty" value={trade.qty} />,
      isNumeric: true,
      isOnCard: true,
    },
    {
      id: "entryAt",
      header: `Entry (${zone})`,
      cell: (trade) => <Time at={trade.entryAt} kind="dated" />,
      sort: { by: (trade) => trade.entryAt, as: "text" },
      isOnCard: true,
    },
    { id: "entry", header: "Entry price", cell: (trade) => <Num kind="price" value={trade.entry} />, isNumeric: true },
    {
      id: "exitAt",
      header: `Exit (${zone})`,
      cell: (trade) => <Time at={trade.exitAt} kind="dated" />,
      sort: { by: (trade) => trade.exitAt, as: "text" },
      isOnCard: true,
    },
    { id: "exit", header: "Exit price", cell: (trade) => <Num kind="price" value={trade.exit} />, isNumeric: true },
    amount("grossPnl", "Before costs", "pnl"),
    amount("costs", "Costs", "money"),
    amount("slippage", "Slippage", "money"),
    amount("pnl", "P&L", "pnl", true),
    {
      id: "strategy",
      header: "Strategy",
      cell: (trade) => trade.strategyId,
      sort: { by: (trade) => trade.strategyId, as: "text" },
    },
  ];
}
