import { groupText, percentText } from "../format-figure.ts";
import { htmlTable, numberCell, section, textCell } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";

const OUTCOMES: Readonly<Record<string, string>> = {
  DROPPED: "signal dropped",
  SIGNAL_DENIED: "signal denied before an order",
  DENIED: "order denied by us",
  REJECTED: "order rejected by the venue",
  CANCELED: "order cancelled",
  EXPIRED: "order expired",
  NOT_SENT: "order not sent",
};

/** From signals to fills, and why some went no further. */
export function decisionsSection({ result }: ReportInput): string {
  const { decisions } = result.analysis;
  const { signals, decided, orders, filled, refusals } = decisions;
  const share = (part: number, whole: number): string =>
    whole === 0 ? "" : percentText(part / whole, { signed: false, decimals: 1 });
  const funnel = htmlTable(
    "From signals to fills",
    [textCell("Step"), numberCell("Count"), numberCell("Of the step before")],
    [
      [textCell("Signals"), numberCell(groupText(signals)), numberCell("")],
      [textCell("Signals with an order"), numberCell(groupText(decided)), numberCell(share(decided, signals))],
      [textCell("Orders, protective ones included"), numberCell(groupText(orders)), numberCell("")],
      [textCell("Orders with a fill"), numberCell(groupText(filled)), numberCell(share(filled, orders))],
    ],
    { style: "fit" },
  );
  const rows = refusals.map(({ outcome, reason, count }) => [
    textCell(OUTCOMES[outcome] ?? outcome.toLowerCase()),
    textCell(reason),
    numberCell(groupText(count)),
  ]);
  const head = [textCell("What ended"), textCell("Reason"), numberCell("Count")];
  const why =
    rows.length === 0
      ? "<p>Nothing was refused, dropped or cancelled.</p>"
      : htmlTable("Refusals by reason", head, rows, { style: "fit", isSortable: true });
  const ambiguous =
    result.ambiguousBars === 0
      ? ""
      : `<p class="soft">In ${groupText(result.ambiguousBars)} ${result.ambiguousBars === 1 ? "bar" : "bars"} both stop and target could have filled; the loss was taken.</p>`;
  return section("decisions", "Decisions", `${funnel}\n<h3>What went no further</h3>\n${why}\n${ambiguous}`);
}
