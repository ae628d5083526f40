import { createHash } from "node:crypto";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { MonteCarloFigures, MonteCarloOptions } from "./monte-carlo.ts";
import { monteCarlo } from "./monte-carlo.ts";
import type { StoredRun } from "./read-run-result.ts";

/** The object of a Monte Carlo result.json. */
export interface MonteCarloResult {
  readonly schemaVersion: 1;
  readonly kind: "monte-carlo";
  readonly runId: string;
  /** The backtest whose days or trades were drawn. */
  readonly of: { readonly runId: string; readonly strategy: string };
  readonly options: MonteCarloOptions;
  readonly figures: MonteCarloFigures;
}

/** Other lives of a stored run; a {@link Failure} when it has too few days or trades. */
export function monteCarloResult(run: StoredRun, options: MonteCarloOptions): MonteCarloResult {
  const figures = monteCarlo(run, options);
  if (typeof figures === "string") {
    const what = options.method === "trades" ? "closed trades" : "daily returns";
    throw new Failure({
      code: figures,
      exitCode: EXIT.badData,
      message: `${run.path} has fewer than 2 ${what}; there is nothing to draw from.`,
    });
  }
  const text = JSON.stringify(["monte-carlo", run.runId, options]);
  return {
    schemaVersion: 1,
    kind: "monte-carlo",
    runId: `r_${createHash("sha256").update(text).digest("hex").slice(0, 12)}`,
    of: { runId: run.runId, strategy: run.strategyId },
    options,
    figures,
  };
}

const ROWS = ["p5", "p25", "p50", "p75", "p95"] as const;

/** The terminal's table of a result. */
export function monteCarloText({ of, options, figures }: MonteCarloResult): string {
  const { method, paths, block, seed } = options;
  const how = method === "trades" ? "trades in another order" : `days in blocks of ${block}`;
  const { finalReturn, maxDrawdown, sharpe } = figures;
  const lines = [
    `${of.strategy} · ${of.runId} · ${paths} paths of ${figures.steps} ${method === "trades" ? "trades" : "sessions"} · ${how} · seed ${seed}`,
    `${"Percentile".padEnd(22)}${["5 %", "25 %", "50 %", "75 %", "95 %"].map((head) => head.padStart(11)).join("")}`,
    `${"Return".padEnd(22)}${ROWS.map((row) => percent(finalReturn[row])).join("")}`,
    `${"Max drawdown".padEnd(22)}${ROWS.map((row) => percent(maxDrawdown[row])).join("")}`,
    `${"Chance of a loss".padEnd(22)}${percent(figures.probabilityOfLoss)}`,
  ];
  const { drawdownLimit } = options;
  if (drawdownLimit !== null && figures.probabilityOfDrawdown !== null)
    lines.push(
      `${`Chance of −${Math.round(drawdownLimit * 1000) / 10} %`.padEnd(22)}${percent(figures.probabilityOfDrawdown)}`,
    );
  if (sharpe !== null)
    lines.push(
      `${"Sharpe, 95 % of paths".padEnd(22)}${sharpe.low.toFixed(2).padStart(11)} to ${sharpe.high.toFixed(2)}; the run's ${sharpe.estimate.toFixed(2)}`,
    );
  return lines.join("\n");
}

function percent(value: number): string {
  return `${(100 * value).toFixed(2)} %`.padStart(11);
}
