import { pointsText } from "../chart-key.ts";
import { lineChart } from "../charts/line-chart.ts";
import { groupText, percentText, timeText } from "../format-figure.ts";
import { figure, htmlTable, numberCell, section, textCell } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";

/** The under-water chart and the ten deepest falls. */
export function drawdownsSection({ result, charts }: ReportInput): string {
  const { drawdowns } = result.analysis;
  if (drawdowns.length === 0) return section("drawdowns", "Drawdowns", "<p>Equity never fell below its peak.</p>");
  const worst = percentText(result.metrics.maxDrawdown, { signed: false, decimals: 2 });
  const chart = lineChart({
    id: "under-water",
    title: "Under water",
    description: `Fall from the peak at every bar, at worst ${worst}.`,
    lines: [{ name: "Drawdown", style: "d", ...charts.drawdown }],
    count: charts.bars,
    times: charts.drawdown.times,
    height: "s",
    unit: "percent",
  });
  const head = [numberCell("Depth"), textCell("Peak (UTC)"), textCell("Low (UTC)"), textCell("Recovered (UTC)")];
  head.push(numberCell("Sessions"));
  const rows = drawdowns.map(({ depth, start, low, recovered, sessions }) => [
    numberCell(percentText(-depth, { signed: true, decimals: 2 })),
    textCell(start === null ? "start of the run" : timeText(start)),
    textCell(timeText(low)),
    textCell(recovered === null ? "not yet" : timeText(recovered)),
    numberCell(groupText(sessions)),
  ]);
  return section(
    "drawdowns",
    "Drawdowns",
    `${figure(chart, pointsText(charts.bars, charts.drawdown.at.length, "bar"))}
${htmlTable("The deepest drawdowns", head, rows, { style: "fit", isSortable: true })}
<p class="soft"><small>Measured at every bar; sessions from the peak to the recovery, or to the end of the run.</small></p>`,
  );
}
