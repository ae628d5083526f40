import type { MonteCarloResult } from "../../doubt/monte-carlo-result.ts";
import type { Distribution } from "../../doubt/monte-carlo.ts";
import { fanChart } from "../charts/fan-chart.ts";
import { groupText, NONE, percentText, ratioText } from "../format-figure.ts";
import { figure, htmlTable, numberCell, pairTable, textCell } from "../html-text.ts";

const share = (value: number | null): string => percentText(value, { signed: false, decimals: 1 });
const change = (value: number): string => percentText(value, { signed: true, decimals: 2 });

/** How the paths were made. */
export function methodText({ method, block }: MonteCarloResult["options"]): string {
  return method === "trades"
    ? "the run's trades in another order, so that all end alike and only the way there differs"
    : `the run's days drawn in blocks of ${block} on average`;
}

/** The fan of simulated equity. */
export function fanFigure({ options, figures }: MonteCarloResult): string {
  const unit = options.method === "trades" ? "trades" : "sessions";
  return figure(
    fanChart(figures.fan),
    `${groupText(options.paths)} paths of ${groupText(figures.steps)} ${unit}, seed ${options.seed}: ${methodText(options)}. Across: ${unit}. Up: change of the initial capital. Bands: 5 to 95 and 25 to 75 percent of the paths, line: the median. A resampling of this run's own results, not a forecast.`,
  );
}

/** Chances of a loss and of the drawdown limit, and the interval of the Sharpe ratio. */
export function chanceTable({ options, figures }: MonteCarloResult): string {
  const { sharpe } = figures;
  const { drawdownLimit } = options;
  return pairTable("Chances", [
    ["Paths that end with a loss", share(figures.probabilityOfLoss)],
    drawdownLimit === null
      ? ["Paths that reach a drawdown limit", `${NONE} no limit was given`]
      : [`Paths that reach a drawdown of ${share(drawdownLimit)}`, share(figures.probabilityOfDrawdown)],
    [
      "Sharpe (√252, rf 0)",
      sharpe === null
        ? `${NONE} not of trades, nor of returns that do not vary`
        : `${ratioText(sharpe.low)} to ${ratioText(sharpe.high)} in ${share(sharpe.confidence)} of the paths; the run's ${ratioText(sharpe.estimate)}`,
    ],
  ]);
}

const PERCENTILES = ["p1", "p5", "p25", "p50", "p75", "p95", "p99"] as const;

/** Percentiles of the final return and of the deepest fall. */
export function percentileTable({ figures }: MonteCarloResult): string {
  const head = [textCell("Over the paths"), ...PERCENTILES.map((name) => numberCell(`${name.slice(1)}%`))];
  const row = (name: string, of: Distribution, sign: 1 | -1): ReturnType<typeof textCell>[] => [
    textCell(name),
    ...PERCENTILES.map((key) => numberCell(change(sign * of[key]))),
    numberCell(change(sign * of.mean)),
  ];
  return htmlTable(
    "Percentiles over the paths",
    [...head, numberCell("Mean")],
    [row("Final return", figures.finalReturn, 1), row("Deepest drawdown", figures.maxDrawdown, -1)],
    { style: "small" },
  );
}
