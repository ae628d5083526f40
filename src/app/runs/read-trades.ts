import { join } from "node:path";
import type { ListQuery } from "../../contract/list-query.ts";
import type { RunTrade } from "../../contract/run-detail.ts";
import type { RunPage } from "../../contract/run-port.ts";
import { numberAt, jsonAt, listAt, textAt } from "../../research/runs/json-at.ts";
import { readJson } from "../../research/runs/read-report-input.ts";
import { decimalText } from "./figure-text.ts";

/** One page of the round trips of the run in `folder`, in the order they closed; null when it keeps none. */
export function readTrades(folder: string, query: ListQuery): RunPage<RunTrade> | null {
  const result = readJson(join(folder, "result.json"));
  if (!Array.isArray(jsonAt(result, "trades"))) return null;
  const strategy = textAt(result, "strategy", "id");
  const all = listAt(result, "trades").map((row, i) => tradeOf(row, i, strategy));
  const wanted = all.filter((trade) => isWanted(trade, query));
  const from = query.cursor === undefined ? ((query.page ?? 1) - 1) * query.limit : offsetOf(query.cursor);
  const rows = wanted.slice(from, from + query.limit);
  const end = from + rows.length;
  return { rows, next: end < wanted.length && rows.length > 0 ? String(end) : null, total: wanted.length };
}

function tradeOf(row: unknown, i: number, strategy: string): RunTrade {
  return {
    id: String(i + 1),
    strategyId: textAt(row, "strategy") || strategy,
    symbol: textAt(row, "instrument"),
    side: textAt(row, "side") === "short" ? "short" : "long",
    qty: decimalText(numberAt(row, "quantity")) ?? "0",
    entryAt: textAt(row, "entryTime"),
    entry: textAt(row, "entryPrice"),
    exitAt: textAt(row, "exitTime"),
    exit: textAt(row, "exitPrice"),
    grossPnl: textAt(row, "grossPnl"),
    costs: textAt(row, "costs"),
    slippage: textAt(row, "slippage"),
    pnl: textAt(row, "netPnl"),
  };
}

function isWanted(trade: RunTrade, { symbol, strategyId, from, to }: ListQuery): boolean {
  if (symbol !== undefined && trade.symbol !== symbol) return false;
  if (strategyId !== undefined && trade.strategyId !== strategyId) return false;
  const at = Date.parse(trade.exitAt);
  return (from === undefined || at >= Date.parse(from)) && (to === undefined || at <= Date.parse(to));
}

/** A cursor that is none of ours begins anew. */
function offsetOf(cursor: string): number {
  const offset = Number(cursor);
  return Number.isSafeInteger(offset) && offset >= 0 ? offset : 0;
}
