import type { SignalRow } from "../../../src/contract/signal-row.ts";
import { Num } from "../components/num.tsx";
import { SideText } from "../components/side-text.tsx";
import { SignalStatus } from "../components/signal-status.tsx";
import { Time, viewerZoneLabel } from "../components/time.tsx";
import { formatSpan } from "../format/time.ts";
import { wordsOf } from "../format/words.ts";
import type { Column } from "../tables/column.ts";

/** Columns of the signals table. */
export function signalColumns(): readonly Column<SignalRow>[] {
  return [
    {
      id: "received",
      header: `Received (${viewerZoneLabel()})`,
      cell: (row) => <Time at={row.receivedAt} kind="moment" />,
      sort: { by: (row) => row.receivedAt, as: "text" },
    },
    {
      id: "delay",
      header: "Delay",
      cell: (row) => (row.ingestDelayMs === null ? "–" : formatSpan(row.ingestDelayMs)),
      isNumeric: true,
    },
    { id: "sender", header: "Sender", cell: (row) => row.sender },
    {
      id: "symbol",
      header: "Symbol",
      cell: (row) => <b>{row.symbol ?? "–"}</b>,
      sort: { by: (row) => row.symbol, as: "text" },
      isOnCard: true,
    },
    {
      id: "strategy",
      header: "Strategy",
      cell: (row) => row.strategyId ?? "–",
      sort: { by: (row) => row.strategyId, as: "text" },
      isOnCard: true,
    },
    { id: "intent", header: "Intent", cell: (row) => (row.intent === null ? "–" : wordsOf(row.intent)) },
    {
      id: "side",
      header: "Side",
      cell: (row) => (row.side === null ? "–" : <SideText side={row.side} />),
      isOnCard: true,
    },
    {
      id: "price",
      header: "Price",
      cell: (row) => <Num kind="price" value={row.price} missing="no price given" />,
      isNumeric: true,
    },
    {
      id: "alpha",
      header: "Expected alpha",
      cell: (row) => <Num kind="change" value={row.expectedAlpha} missing="not given" />,
      isNumeric: true,
      sort: { by: (row) => row.expectedAlpha, as: "decimal" },
    },
    {
      id: "status",
      header: "Outcome",
      cell: (row) => <SignalStatus status={row.status} />,
      sort: { by: (row) => row.status, as: "text" },
      isOnCard: true,
    },
    {
      id: "reason",
      header: "Reason",
      cell: (row) => (row.reason === null ? "" : wordsOf(row.reason)),
      isOnCard: true,
    },
  ];
}
