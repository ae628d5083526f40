import type { MonteCarloResult } from "../../doubt/monte-carlo-result.ts";
import { barChart } from "../charts/bar-chart.ts";
import { groupText, NONE, percentText, ratioText } from "../format-figure.ts";
import { figure, section, tiles } from "../html-text.ts";
import { reportPage } from "../report-html.ts";
import { glossarySection } from "../sections/glossary-section.ts";
import { headerSection } from "../sections/identity-section.ts";
import { chanceTable, fanFigure, methodText, percentileTable } from "../sections/simulated-paths.ts";

const SHARES = ["p1", "p5", "p25", "p50", "p75", "p95", "p99"] as const;
const change = (value: number): string => percentText(value, { signed: true, decimals: 2 });
const share = (value: number | null): string => percentText(value, { signed: false, decimals: 1 });

/** The page of a Monte Carlo, made of its result.json; `command` makes it again. */
export function monteCarloPage(result: MonteCarloResult, command: string): string {
  const { of, options, figures } = result;
  const header = headerSection({
    title: `${of.strategy}: other lives of a run`,
    kind: "Monte Carlo",
    runId: result.runId,
    subtitle: `of ${of.runId}`,
    rows: [
      ["Of run", of.runId],
      ["Strategy", of.strategy],
      ["Paths", `${groupText(options.paths)} of ${groupText(figures.steps)} steps`],
      ["Method", methodText(options)],
      ["Seed", String(options.seed)],
    ],
    command,
    promise: "The same run and the same seed give the same figures.",
    hashes: [],
  });
  const { finalReturn, maxDrawdown, sharpe } = figures;
  const limit = options.drawdownLimit === null ? "no limit given" : `of ${share(options.drawdownLimit)} or more`;
  const boxes = tiles([
    ["Median return", change(finalReturn.p50), `${change(finalReturn.p5)} to ${change(finalReturn.p95)}`],
    ["Chance of a loss", share(figures.probabilityOfLoss), "ends below the start"],
    ["Median drawdown", change(-maxDrawdown.p50), `1 in 20 beyond ${change(-maxDrawdown.p95)}`],
    ["Chance of a drawdown", share(figures.probabilityOfDrawdown), limit],
    [
      "Sharpe of the run",
      ratioText(sharpe?.estimate ?? null),
      sharpe === null ? NONE : `95%: ${ratioText(sharpe.low)} to ${ratioText(sharpe.high)}`,
    ],
  ]);
  return reportPage(`${of.strategy} · ${of.runId} · Monte Carlo`, header, [
    section("chances", "Chances", `${boxes}\n${chanceTable(result)}`),
    section("paths", "Simulated paths", fanFigure(result)),
    section("drawdowns", "Deepest drawdowns", `${drawdowns(result)}\n${percentileTable(result)}`),
    glossarySection(),
  ]);
}

function drawdowns({ figures: { maxDrawdown } }: MonteCarloResult): string {
  const chart = barChart({
    id: "drawdowns-chart",
    title: "Deepest drawdown of the paths by percentile",
    description: SHARES.map((key) => `${key.slice(1)} % of the paths fall by at most ${share(maxDrawdown[key])}`).join(
      ", ",
    ),
    height: "m",
    bars: SHARES.map((key) => ({
      value: -maxDrawdown[key],
      tip: `${key.slice(1)}% of the paths fall by at most ${share(maxDrawdown[key])}`,
      style: "loss",
    })),
    unit: "percent",
    xTicks: SHARES.map((key, i) => ({ at: (i + 0.5) / SHARES.length, text: `${key.slice(1)}%` })),
  });
  return figure(chart, "Each bar: that share of the paths falls no deeper. The starting capital counts as a peak.");
}
