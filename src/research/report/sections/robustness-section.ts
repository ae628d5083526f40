import { fanChart } from "../charts/fan-chart.ts";
import { groupText, NONE, percentText, ratioText } from "../format-figure.ts";
import { escapeHtml, figure, htmlTable, pairTable, section, textCell } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";
import type { MonteCarloPart, NeighbourhoodPart } from "../report-parts.ts";

/** Simulated paths and the parameter neighbourhood, where they were made; says when nothing was. */
export function robustnessSection({ parts }: ReportInput): string {
  const { monteCarlo, neighbourhood } = parts;
  const body = [
    monteCarlo === undefined ? "" : monteCarloPart(monteCarlo),
    neighbourhood === undefined ? "" : neighbourhoodPart(neighbourhood),
  ].filter((text) => text !== "");
  if (body.length === 0)
    body.push(
      `<p class="soft">Not tested: no simulated paths, no other parameters. The figures above are one path of one choice.</p>`,
    );
  return section("robustness", "Robustness", body.join("\n"));
}

function monteCarloPart(part: MonteCarloPart): string {
  const share = (value: number | null): string => percentText(value, { signed: false, decimals: 1 });
  const limit = part.drawdownLimit === null ? "a drawdown limit" : `a drawdown of ${share(part.drawdownLimit)}`;
  const interval =
    part.sharpeLow === null || part.sharpeHigh === null
      ? NONE
      : `${ratioText(part.sharpeLow)} to ${ratioText(part.sharpeHigh)} (95%)`;
  return `<h3>Simulated paths</h3>
${figure(fanChart(part), `${groupText(part.paths)} paths by ${part.method}, seed ${part.seed}. Bands: 5 to 95 and 25 to 75 percent of the paths, line: the median. A resampling of this run's own results, not a forecast.`)}
${pairTable("Simulated paths", [
  ["Paths that end with a loss", share(part.lossProbability)],
  [`Paths that reach ${limit}`, share(part.limitProbability)],
  ["Sharpe, bootstrap interval", interval],
])}`;
}

function neighbourhoodPart(part: NeighbourhoodPart): string {
  const known = part.cells.flat().filter((value) => value !== null);
  const largest = Math.max(...known.map(Math.abs), 1e-12);
  const rows = part.rows.map((row, r) => [
    textCell(`${part.rowName} ${row}`),
    ...part.columns.map((_, c) => {
      const value = part.cells[r]?.[c] ?? null;
      const isChosen = part.chosen?.row === r && part.chosen.column === c;
      const text = value === null ? NONE : `${isChosen ? "▶ " : ""}${ratioText(value)}`;
      return textCell(text, value === null ? undefined : shadeOf(value / largest));
    }),
  ]);
  const head = [textCell(""), ...part.columns.map((column) => textCell(`${part.columnName} ${column}`))];
  return `<h3>Neighbouring parameters</h3>
<div class="heat">${htmlTable(`${part.figure} of neighbouring parameters`, head, rows, { style: "small" })}</div>
<p class="soft"><small>${escapeHtml(part.figure)} at each choice; ▶ is the run. A lonely peak is luck more often than skill.</small></p>`;
}

function shadeOf(share: number): string | undefined {
  const size = Math.ceil(Math.abs(share) * 3 - 1e-9);
  return size === 0 ? undefined : `${share > 0 ? "g" : "l"}${size}`;
}
