import type { MonteCarloResult } from "../../doubt/monte-carlo-result.ts";
import type { GridAxis } from "../../sweep/parse-grid.ts";
import type { GridRequest } from "../../sweep/plan-combinations.ts";
import type { SweepPlan } from "../../sweep/sweep-plan.ts";
import type { WalkForwardPlan } from "../../walk-forward/walk-forward-plan.ts";
import { commandLine, readingWords } from "./reproduce-command.ts";

/** Values of an axis that are named one by one; longer ones are written as a range where they are one. */
const LISTED_MAX = 3;
/** Decimals a grid may have. */
const PLACES = 9;
/** More runs than this are started only with `--yes`. */
const UNASKED_RUNS = 10_000;

/** The command line that makes a sweep again. */
export function sweepCommand({ resolved, grid, objective, combinations }: SweepPlan): string {
  const { random } = grid;
  const words = [...readingWords(resolved), ...gridWords(grid), "--objective", objective];
  if (random !== null) words.push("--random", String(random.count), "--seed", String(random.seed));
  if (combinations.runs.length > UNASKED_RUNS) words.push("--yes");
  return commandLine("sweep", words);
}

/** The command line that makes a walk-forward again. */
export function walkForwardCommand({ resolved, grid, settings, windows, combinations }: WalkForwardPlan): string {
  const { inSample, outOfSample, step, mode, objective, minTrades } = settings;
  const words = [...readingWords(resolved), ...gridWords(grid), "--objective", objective];
  words.push("--in-sample", String(inSample), "--out-of-sample", String(outOfSample), "--step", String(step));
  words.push("--mode", mode, "--min-trades", String(minTrades));
  if (windows.length * combinations.runs.length > UNASKED_RUNS) words.push("--yes");
  return commandLine("walkforward", words);
}

/** The command line that makes a Monte Carlo of the run stored at `path` again. */
export function monteCarloCommand({ options }: MonteCarloResult, path: string): string {
  const { method, paths, block, seed, drawdownLimit } = options;
  const words = [path, "--method", method, "--paths", String(paths), "--seed", String(seed)];
  if (method === "blocks") words.push("--block", String(block));
  if (drawdownLimit !== null) words.push("--drawdown-limit", String(drawdownLimit));
  return commandLine("montecarlo", words);
}

function gridWords({ axes, where }: GridRequest): string[] {
  return [
    ...axes.flatMap((axis) => ["--grid", `${axis.name}=${valuesText(axis)}`]),
    ...where.flatMap((rule) => ["--where", rule.text]),
  ];
}

function valuesText({ values }: GridAxis): string {
  const texts = values.map((value) => value.toFixed(PLACES).replace(/\.?0+$/, ""));
  const [first = 0, second = 0] = values;
  const step = second - first;
  const isRange = step > 0 && values.every((value, i) => Math.abs(first + i * step - value) < 1e-9 * values.length);
  return values.length > LISTED_MAX && isRange
    ? `${texts[0]}:${texts.at(-1)}:${step.toFixed(PLACES).replace(/\.?0+$/, "")}`
    : texts.join(",");
}
