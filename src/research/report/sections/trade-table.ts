import { amountText, groupText, timeText } from "../format-figure.ts";
import { htmlTable, numberCell, textCell } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";

/** A table of the trades at the positions `at`. */
export function tradeTable({ result }: ReportInput, at: readonly number[], caption: string): string {
  const { currency } = result.config;
  const { exitReasons } = result.analysis;
  const head = ["Entry (UTC)", "Exit (UTC)", "Exit by", "Instrument", "Side"].map((name) => textCell(name));
  head.unshift(textCell("#"));
  const hasStrategies = result.strategies.length > 1;
  if (hasStrategies) head.push(textCell("Strategy"));
  const numbers = ["Quantity", "Entry", "Exit", `Gross ${currency}`, "Costs", "Slippage", "Net"];
  head.push(...numbers.map((name) => numberCell(name)));
  const rows = at.flatMap((i) => {
    const trade = result.trades[i];
    if (trade === undefined) return [];
    return [
      [
        textCell(String(i + 1)),
        textCell(timeText(trade.entryTime), "t"),
        textCell(timeText(trade.exitTime), "t"),
        textCell(exitReasons[i] ?? "unknown"),
        textCell(trade.instrument),
        textCell(trade.side),
        ...(hasStrategies ? [textCell(trade.strategy ?? "")] : []),
        numberCell(groupText(trade.quantity)),
        numberCell(trade.entryPrice),
        numberCell(trade.exitPrice),
        numberCell(amountText(trade.grossPnl, { signed: true })),
        numberCell(amountText(trade.costs, { signed: false })),
        numberCell(amountText(trade.slippage, { signed: false })),
        numberCell(amountText(trade.netPnl, { signed: true })),
      ],
    ];
  });
  return htmlTable(caption, head, rows, { isSortable: true, style: "small" });
}
