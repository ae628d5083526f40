import { amountText, groupText, timeText } from "../format-figure.ts";
import { htmlTable, numberCell, textCell } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";

/** Positions left open, marked at the last close; empty text when there is none. */
export function openPositionsTable({ result }: ReportInput): string {
  if (result.openPositions.length === 0) return "";
  const head = [textCell("Instrument"), textCell("Side"), numberCell("Quantity"), textCell("Entry (UTC)")];
  head.push(numberCell("Price"), numberCell("Last price"), numberCell(`Unrealised ${result.config.currency}`));
  const rows = result.openPositions.map((row) => [
    textCell(row.instrument),
    textCell(row.side),
    numberCell(groupText(row.quantity)),
    textCell(timeText(row.entryTime)),
    numberCell(row.entryPrice),
    numberCell(row.lastPrice),
    numberCell(amountText(row.unrealizedPnl, { signed: true })),
  ]);
  return `<h3>Open at the end</h3>\n${htmlTable("Open positions", head, rows, { style: "small" })}
<p class="soft"><small>Marked at the last close, without the costs of closing.</small></p>`;
}
