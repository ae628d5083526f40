import type { ParameterSpec, StrategyParameters } from "../../core/strategies/strategy.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import { sharpeSample } from "../metrics/sharpe-confidence.ts";
import { strategyLookup } from "../strategies/own-strategy.ts";
import { withParameters } from "../sweep/evaluate-run.ts";
import type { OnceOptions } from "./run-once.ts";
import { runOnce } from "./run-once.ts";

/** One set of parameters near the strategy's own, and what it did. */
export interface Neighbour {
  readonly parameters: StrategyParameters;
  readonly returns: readonly number[];
  readonly totalReturn: number;
  /** Per day, not annualised; null without variance. */
  readonly sharpe: number | null;
  readonly trades: number;
  /** UnixMicros at which each trade closed. */
  readonly tradeExits: readonly number[];
}

/** Figures of two parameters against each other. */
export interface Heatmap {
  readonly x: { readonly name: string; readonly values: readonly number[] };
  readonly y: { readonly name: string; readonly values: readonly number[] };
  /** [y][x]; null where the strategy refuses the pair. */
  readonly totalReturn: readonly (readonly (number | null)[])[];
  readonly sharpe: readonly (readonly (number | null)[])[];
}

/** The strategy among its neighbours. */
export interface Neighbourhood {
  /** The strategy's own parameters first. */
  readonly all: readonly Neighbour[];
  /** Share of the others with a profit; null without any. */
  readonly profitableShare: number | null;
  /** Null with fewer than two parameters to vary. */
  readonly heatmap: Heatmap | null;
  /** Parameters left as they are: switches and zeros have no ten per cent. */
  readonly fixed: readonly string[];
}

/** Steps as shares of a value. */
const STEPS = [-0.2, -0.1, 0.1, 0.2] as const;
/** Further ones when a strategy has so few parameters that there would be too few neighbours. */
const WIDER = [-0.5, -0.4, -0.3, 0.3, 0.4, 0.5] as const;
const ENOUGH = 10;
/** Significant digits of a moved decimal: 0.05 and a tenth is 0.055, not 0.05500000000000001. */
const DIGITS = 12;

/** Runs every neighbour; `onRun` is told the share done and may answer false to stop: then null. */
export function neighbourhood(
  resolved: ResolvedRun,
  options: OnceOptions,
  onRun: (share: number) => boolean = () => true,
): Neighbourhood | null {
  const base = resolved.strategy.parameters;
  const axes = axesOf(resolved, STEPS);
  const { sets, grid } = setsOf(resolved, axes);
  const all: Neighbour[] = [];
  for (const parameters of sets) {
    all.push(runNeighbour(resolved, parameters, options));
    if (!onRun(all.length / sets.length)) return null;
  }
  const others = all.slice(1);
  return {
    all,
    profitableShare: others.length === 0 ? null : others.filter((one) => one.totalReturn > 0).length / others.length,
    heatmap: grid === null ? null : heatmapOf(base, grid, all),
    fixed: Object.keys(base).filter((name) => !axes.some((axis) => axis.name === name)),
  };
}

/** Values of one parameter, its own among them, rising. */
interface Axis {
  readonly name: string;
  readonly values: readonly number[];
}

function runNeighbour(resolved: ResolvedRun, parameters: StrategyParameters, options: OnceOptions): Neighbour {
  const { run, returns, totalReturn } = runOnce(withParameters(resolved, parameters), options);
  return {
    parameters,
    returns,
    totalReturn,
    sharpe: sharpeSample(returns)?.sharpe ?? null,
    trades: run.trips.length,
    tradeExits: run.trips.map((trip) => trip.tsExit),
  };
}

function axesOf({ strategy, ownStrategies }: ResolvedRun, steps: readonly number[]): Axis[] {
  const base = strategy.parameters;
  const specs = strategyLookup(ownStrategies ?? [])(strategy.kind)?.parameters ?? [];
  return specs.flatMap((spec) => {
    const own = base[spec.name] ?? 0;
    if (spec.type === "boolean" || own === 0) return [];
    const values = [...new Set([own, ...steps.map((share) => stepped(spec, own, share, steps))])];
    return values.length === 1 ? [] : [{ name: spec.name, values: values.sort((a, b) => a - b) }];
  });
}

/** A share more or less; of a small integer one, two or three whole steps instead, within the spec. */
function stepped(
  { type, minimum, maximum }: ParameterSpec,
  own: number,
  share: number,
  steps: readonly number[],
): number {
  let value = Number((own * (1 + share)).toPrecision(DIGITS));
  if (type === "integer") {
    // The nth step outwards moves by n at least, or 2 +- 10 % would be 2 again.
    const outward = steps.filter((step) => Math.sign(step) === Math.sign(share) && Math.abs(step) <= Math.abs(share));
    const distance = Math.max(outward.length, Math.round(Math.abs(own * share)));
    value = own + Math.sign(share) * distance;
  }
  return Math.min(maximum, Math.max(minimum, value));
}

/** Each parameter moved alone, and the first two together; the strategy's own set first. */
function setsOf(
  resolved: ResolvedRun,
  axes: readonly Axis[],
): { sets: StrategyParameters[]; grid: [Axis, Axis] | null } {
  const { kind, parameters: base } = resolved.strategy;
  const definition = strategyLookup(resolved.ownStrategies ?? [])(kind);
  const sets = new Map<string, StrategyParameters>([[keyOf(base), base]]);
  const add = (changed: StrategyParameters): void => {
    const parameters = { ...base, ...changed };
    if ((definition?.validate(parameters) ?? null) === null) sets.set(keyOf(parameters), parameters);
  };
  const addAlone = (list: readonly Axis[]): void => {
    for (const { name, values } of list) for (const value of values) add({ [name]: value });
  };
  addAlone(axes);
  const [x, y] = axes;
  if (x !== undefined && y !== undefined)
    for (const b of y.values) for (const a of x.values) add({ [x.name]: a, [y.name]: b });
  if (sets.size < ENOUGH) addAlone(axesOf(resolved, [...STEPS, ...WIDER]));
  return { sets: [...sets.values()], grid: x === undefined || y === undefined ? null : [x, y] };
}

function heatmapOf(base: StrategyParameters, [x, y]: [Axis, Axis], all: readonly Neighbour[]): Heatmap {
  const byKey = new Map(all.map((one) => [keyOf(one.parameters), one]));
  const cells = y.values.map((b) =>
    x.values.map((a) => byKey.get(keyOf({ ...base, [x.name]: a, [y.name]: b })) ?? null),
  );
  return {
    x,
    y,
    totalReturn: cells.map((row) => row.map((cell) => cell?.totalReturn ?? null)),
    sharpe: cells.map((row) => row.map((cell) => cell?.sharpe ?? null)),
  };
}

function keyOf(parameters: StrategyParameters): string {
  return JSON.stringify(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)));
}
