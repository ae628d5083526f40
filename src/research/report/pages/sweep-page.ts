import { THRESHOLDS } from "../../doubt/passport-gates.ts";
import type { Objective } from "../../sweep/objective.ts";
import type { NoSweepOverfitting } from "../../sweep/sweep-overfitting.ts";
import type { CombinationRow, SweepResult } from "../../sweep/sweep-result.ts";
import type { SweepOverview } from "../analysis/sweep-overview.ts";
import { sweepOverview } from "../analysis/sweep-overview.ts";
import { barChart } from "../charts/bar-chart.ts";
import { histogram } from "../charts/histogram.ts";
import { groupText, NONE, percentText, ratioText } from "../format-figure.ts";
import { heatTable } from "../heat-table.ts";
import type { Cell } from "../html-text.ts";
import { escapeHtml, figure, htmlTable, numberCell, pairTable, section, textCell, tiles } from "../html-text.ts";
import { objectiveTextOf } from "../objective-text.ts";
import { reportPage } from "../report-html.ts";
import type { ReportCheck } from "../report-parts.ts";
import { warningChecks } from "../run-checks.ts";
import { glossarySection } from "../sections/glossary-section.ts";
import { headerSection, periodText, settingRows } from "../sections/identity-section.ts";
import { HEAT_NOTE } from "../sections/robustness-section.ts";
import { checksSection } from "../sections/verdict-section.ts";
import { searchRows } from "./search-rows.ts";

/** Ranks and refused combinations shown; the rest is in combinations.csv and result.json. */
const ROWS_SHOWN = 1_000;
const REFUSED_SHOWN = 20;
/** Objectives that have a column of the ranking anyway. */
const COLUMNS: readonly Objective[] = [
  "totalReturn",
  "cagr",
  "sharpe",
  "sortino",
  "maxDrawdown",
  "profitFactor",
  "winRate",
];
/** Labels under the bars of a parameter's values. */
const VALUES_NAMED = 8;

const change = (value: number | null): string => percentText(value, { signed: true, decimals: 2 });
const share = (value: number | null): string => percentText(value, { signed: false, decimals: 1 });
const loss = (value: number | null): string => change(value === null ? null : -value);

/** The page of a sweep, made of its result.json; `command` makes it again. */
export function sweepPage(result: SweepResult, command: string): string {
  const { strategy, data, counts, objective } = result;
  const overview = sweepOverview(result);
  const header = headerSection({
    title: strategy.name,
    kind: "Sweep",
    runId: result.runId,
    subtitle: periodText(data),
    rows: [
      ...searchRows(result, objective),
      [
        "Combinations",
        `${groupText(counts.finished)} of ${groupText(counts.planned)} run · ${groupText(counts.invalid)} refused by the strategy · ${groupText(counts.excluded)} left out by rules`,
      ],
      ...settingRows(result),
    ],
    command,
    promise: "With the same build and data this command gives the same combinations and the same figures.",
    hashes: [["Data SHA-256", data.sha256]],
  });
  return reportPage(`${strategy.name} · ${data.instruments.join(", ")} · sweep`, header, [
    checksSection([...warningChecks(result.warnings), ...checks(overview), overfittingCheck(result)]),
    section("best", "The best", best(result, overview)),
    section("ranking", "Ranking", ranking(result)),
    section("neighbourhood", "Neighbouring parameters", neighbourhood(overview)),
    section("robustness", "All combinations", robustness(result, overview)),
    refused(result),
    glossarySection(),
  ]);
}

function checks({ neighbours, profitableShare }: SweepOverview): ReportCheck[] {
  const limit = share(THRESHOLDS.profitableShare);
  const judged = (name: string, value: number | null, what: string): ReportCheck =>
    value === null
      ? { name, status: "not-run", text: `There are no ${what}.` }
      : {
          name,
          status: value >= THRESHOLDS.profitableShare ? "pass" : "warn",
          text: `${share(value)} of the ${what} made a profit; ${value >= THRESHOLDS.profitableShare ? "at least" : "fewer than"} ${limit}.`,
        };
  return [
    judged("All combinations", profitableShare, "combinations"),
    judged("Neighbours", neighbours.profitableShare, "neighbours of the best"),
  ];
}

/** Why a sweep has no probability of overfitting. */
const NO_OVERFITTING: Readonly<Record<NoSweepOverfitting, string>> = {
  NO_TRIALS: "fewer than ten combinations",
  TOO_FEW_DAYS: "too few sessions",
  PARTIAL: "the sweep was interrupted",
  TOO_MANY_TRIALS: "more combinations than memory has room for",
};

function overfittingCheck({ overfitting, overfittingReason: why }: SweepResult): ReportCheck {
  const name = "Overfitting";
  if (overfitting === null)
    return { name, status: "not-run", text: `Not measured: ${why === "" ? NONE : NO_OVERFITTING[why]}.` };
  const { probability, lossProbability } = overfitting;
  const isPassed = probability <= THRESHOLDS.overfitting;
  return {
    name,
    status: isPassed ? "pass" : "fail",
    text: `${share(probability)} of splits choose by Sharpe what then does worse than half; the gate allows ${share(THRESHOLDS.overfitting)}. ${share(lossProbability)} of the choices then lost money.`,
  };
}

function best({ best: row, combinations, objective, grid }: SweepResult, overview: SweepOverview): string {
  if (row === null) return "<p>No combination has a value of the objective; nothing can be ranked.</p>";
  const { metrics } = row;
  const { name, shown, write } = objectiveTextOf(objective);
  const values = grid.axes.map((axis) => `${axis.name} ${row.parameters[axis.name]}`).join(", ");
  const boxes = tiles([
    [name, write(shown(row.objective)), `median of all ${write(overview.median)}`],
    ...(objective === "totalReturn"
      ? []
      : [["Return", change(metrics.totalReturn), `CAGR ${change(metrics.cagr)}`] as const]),
    ...(objective === "sharpe"
      ? []
      : [["Sharpe (√252, rf 0)", ratioText(metrics.sharpe), `Sortino ${ratioText(metrics.sortino)}`] as const]),
    ["Max drawdown", loss(metrics.maxDrawdown), `Calmar ${ratioText(metrics.calmar)}`],
    ["Trades", groupText(metrics.trades), `win rate ${share(metrics.winRate)}`],
  ]);
  return `<p>${escapeHtml(values)}: the best by ${escapeHtml(name)}, chosen among ${groupText(combinations.length)} for these very figures, so expect less of it.</p>\n${boxes}`;
}

function ranking({ top, combinations, grid, objective }: SweepResult): string {
  const { name, shown, write } = objectiveTextOf(objective);
  const byPlace = new Map(combinations.map((row) => [row.place, row]));
  const names = grid.axes.map((axis) => axis.name);
  const isColumn = COLUMNS.includes(objective);
  const head = ["Rank", ...names, ...(isColumn ? [] : [name]), "Return", "CAGR", "Sharpe", "Sortino"];
  head.push("Max drawdown", "Profit factor", "Trades", "Win rate");
  const cells = ({ rank, parameters, objective: value, metrics }: CombinationRow): Cell[] => [
    numberCell(rank === null ? NONE : groupText(rank)),
    ...names.map((parameter) => numberCell(String(parameters[parameter] ?? NONE))),
    ...(isColumn ? [] : [numberCell(write(value === null ? null : shown(value)))]),
    numberCell(change(metrics.totalReturn)),
    numberCell(change(metrics.cagr)),
    numberCell(ratioText(metrics.sharpe)),
    numberCell(ratioText(metrics.sortino)),
    numberCell(loss(metrics.maxDrawdown)),
    numberCell(ratioText(metrics.profitFactor)),
    numberCell(groupText(metrics.trades)),
    numberCell(share(metrics.winRate)),
  ];
  const rows = top.slice(0, ROWS_SHOWN).flatMap((place) => {
    const row = byPlace.get(place);
    return row === undefined ? [] : [cells(row)];
  });
  if (rows.length === 0) return "<p>Nothing is ranked.</p>";
  return `<p class="soft">The best ${groupText(rows.length)} of ${groupText(combinations.length)}; all are in combinations.csv and result.json.</p>
${htmlTable(
  "Combinations by rank",
  head.map((text) => numberCell(text)),
  rows,
  { style: "small", isSortable: true },
)}`;
}

function neighbourhood({ heat, axes }: SweepOverview): string {
  const table =
    heat === null
      ? `<p class="soft">A heatmap wants two parameters with several values and a best combination.</p>`
      : `${heatTable(heat)}
<p class="soft"><small>${[
          `${escapeHtml(heat.caption)}; ▶ is the best. ${HEAT_NOTE}`,
          heat.held === "" ? "" : `Held as in the best: ${escapeHtml(heat.held)}.`,
          heat.isCut ? "Values further from the best are in combinations.csv." : "",
          "A dash was refused, left out, not drawn or has no figure.",
        ]
          .filter((text) => text !== "")
          .join(" ")}</small></p>`;
  return `${table}\n<div class="two">${axes.map((axis, i) => axisChart(axis, i)).join("\n")}</div>`;
}

function axisChart({ name, points, unit, write }: SweepOverview["axes"][number], i: number): string {
  const every = Math.ceil(points.length / VALUES_NAMED);
  const said = points.map(({ value, median }) => `${name} ${value}: ${write(median)}`);
  const chart = barChart({
    id: `axis-${i}`,
    title: `Median by ${name}`,
    description: said.join(", "),
    height: "m",
    bars: points.map(({ median, count }, k) => ({
      value: median ?? 0,
      tip: `${said[k]}, ${count} combinations`,
      style: (median ?? 0) < 0 ? "loss" : "gain",
    })),
    unit,
    xTicks: points.flatMap(({ value }, k) =>
      k % every === 0 ? [{ at: (k + 0.5) / points.length, text: String(value) }] : [],
    ),
  });
  return `<div><h3>By ${escapeHtml(name)}</h3>${figure(chart, `Median over all combinations with that value of ${name}, whatever the others are.`)}</div>`;
}

function robustness({ objective, best: first }: SweepResult, overview: SweepOverview): string {
  const { name, unit, shown, write } = objectiveTextOf(objective);
  const { values, median, neighbours, profitableShare } = overview;
  const table = pairTable("All combinations", [
    ["With a profit", share(profitableShare)],
    [`${name}, median`, write(median)],
    [`${name}, best`, write(first === null ? null : shown(first.objective))],
    [
      "Neighbours of the best",
      neighbours.count === 0
        ? `${NONE} none one step away was run`
        : `${neighbours.count} one step away: median ${write(neighbours.median)}, ${share(neighbours.profitableShare)} with a profit`,
    ],
  ]);
  if (values.every((value) => value === values[0])) return table;
  const chart = histogram({
    id: "objectives",
    title: `${name} of all combinations`,
    description: `From ${write(overview.lowest)} to ${write(overview.highest)}, median ${write(median)}.`,
    values,
    lines: [{ value: median ?? 0, text: `median ${write(median)}` }],
    isSigned: true,
    unit,
  });
  return `${table}\n<h3>Distribution</h3>\n${figure(chart, `${groupText(values.length)} combinations; height counts them. The outermost bars hold everything beyond.`)}`;
}

function refused({ invalid, grid }: SweepResult): string {
  if (invalid.length === 0) return "";
  const rows = invalid
    .slice(0, REFUSED_SHOWN)
    .map(({ parameters, reason }) => [
      textCell(grid.axes.map((axis) => `${axis.name} ${parameters[axis.name]}`).join(", ")),
      textCell(reason),
    ]);
  const more =
    invalid.length > REFUSED_SHOWN
      ? `<p class="soft">The first ${REFUSED_SHOWN} of ${groupText(invalid.length)}; all are in result.json.</p>`
      : "";
  return section(
    "refused",
    "Refused by the strategy",
    `${htmlTable("Refused combinations", [textCell("Parameters"), textCell("Why")], rows, { style: "fit" })}${more}`,
  );
}
