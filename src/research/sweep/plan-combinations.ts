import { createRandom, nextIntegerBelow } from "../../core/math/random.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { KindSpec } from "../../platform/strategy-sections.ts";
import type { GridAxis } from "./parse-grid.ts";
import type { WhereRule } from "./where-rule.ts";
import { holdsRule } from "./where-rule.ts";

/** Parameters by name, complete. */
export type Parameters = Readonly<Record<string, number>>;

/** One combination and its place in the grid, the first axis slowest. */
export interface Combination {
  readonly place: number;
  readonly parameters: Parameters;
}

/** A combination that the strategy itself refuses. */
export interface InvalidCombination extends Combination {
  readonly reason: string;
}

/** What is swept. */
export interface GridRequest {
  readonly axes: readonly GridAxis[];
  readonly where: readonly WhereRule[];
  /** Only this many, drawn without repetition; null: the whole grid. */
  readonly random: { readonly count: number; readonly seed: number } | null;
  /** More runs than this are refused. */
  readonly runsMax: number;
}

/** The runs of a sweep, in the order of the grid. */
export interface CombinationPlan {
  /** All places of the grid. */
  readonly gridSize: number;
  readonly runs: readonly Combination[];
  readonly invalid: readonly InvalidCombination[];
  /** Combinations looked at that a rule of `where` left out. */
  readonly excludedCount: number;
}

/** Places a draw can tell apart, and the most that are looked at one by one. */
const GRID_MAX = 4_294_967_296;
const LOOKED_AT_MAX = 5_000_000;

/**
 * The combinations of a grid over the strategy's own parameters. What the strategy's `validate`
 * refuses is listed, not run; a {@link Failure} when nothing is left or too much.
 */
export function planCombinations(request: GridRequest, base: Parameters, kind: KindSpec): CombinationPlan {
  const { axes, where, random, runsMax } = request;
  const gridSize = axes.reduce((size, axis) => size * axis.values.length, 1);
  if (gridSize > (random === null ? LOOKED_AT_MAX : GRID_MAX)) throw tooMany(gridSize, runsMax);
  const runs: Combination[] = [];
  const invalid: InvalidCombination[] = [];
  let excludedCount = 0;
  const look = (place: number): void => {
    const parameters = parametersAt(place, axes, base);
    if (!where.every((rule) => holdsRule(rule, parameters))) {
      excludedCount += 1;
      return;
    }
    const reason = kind.validate?.(parameters) ?? null;
    if (reason === null) runs.push({ place, parameters });
    else invalid.push({ place, parameters, reason });
  };
  if (random === null) for (let place = 0; place < gridSize; place += 1) look(place);
  else {
    const draw = createDraw(gridSize, random.seed);
    for (let i = 0; i < Math.min(gridSize, LOOKED_AT_MAX) && runs.length < random.count; i += 1) look(draw());
    runs.sort(byPlace);
    invalid.sort(byPlace);
  }
  if (runs.length === 0) throw nothingLeft(invalid[0], excludedCount);
  if (runs.length > runsMax) throw tooMany(runs.length, runsMax);
  return { gridSize, runs, invalid, excludedCount };
}

/** Parameters at a place of the grid: `base` with one value of each axis, the first axis slowest. */
export function parametersAt(place: number, axes: readonly GridAxis[], base: Parameters): Parameters {
  const parameters: Record<string, number> = { ...base };
  let rest = place;
  for (let i = axes.length - 1; i >= 0; i -= 1) {
    const { name, values } = axes[i] as GridAxis;
    parameters[name] = values[rest % values.length] as number;
    rest = Math.floor(rest / values.length);
  }
  return parameters;
}

/** Draws places below `size`, each once: a shuffle of which only what was touched is kept. */
function createDraw(size: number, seed: number): () => number {
  const random = createRandom(seed);
  const moved = new Map<number, number>();
  let next = 0;
  return () => {
    const at = next + nextIntegerBelow(random, size - next);
    const drawn = moved.get(at) ?? at;
    moved.set(at, moved.get(next) ?? next);
    moved.delete(next);
    next += 1;
    return drawn;
  };
}

function byPlace(a: Combination, b: Combination): number {
  return a.place - b.place;
}

function tooMany(count: number, runsMax: number): Failure {
  return new Failure({
    code: "GRID_TOO_LARGE",
    exitCode: EXIT.usage,
    message: `The grid asks for ${count} runs; without --yes at most ${runsMax} are started.`,
    hint: "Take larger steps, a --where rule or --random N, or say --yes.",
  });
}

function nothingLeft(first: InvalidCombination | undefined, excludedCount: number): Failure {
  const reason = first === undefined ? "" : ` The first is refused: ${first.reason}.`;
  return new Failure({
    code: "GRID_EMPTY",
    exitCode: EXIT.usage,
    message: `No combination of the grid can run; the rules leave out ${excludedCount}.${reason}`,
    hint: "Widen the grid or the rules.",
  });
}
