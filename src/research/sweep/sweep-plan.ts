import { createHash } from "node:crypto";
import type { KindSpec } from "../../platform/strategy-sections.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import { configRecord, strategyIdentity } from "../backtest/run-record.ts";
import type { Objective } from "./objective.ts";
import type { CombinationPlan, GridRequest } from "./plan-combinations.ts";
import { planCombinations } from "./plan-combinations.ts";

/** A sweep as it was asked for, with the runs it takes. */
export interface SweepPlan {
  readonly resolved: ResolvedRun;
  readonly grid: GridRequest;
  readonly objective: Objective;
  readonly combinations: CombinationPlan;
  readonly build: string;
  /** `r_` and 12 hexadecimal digits: the same search over the same bytes is the same run. */
  readonly runId: string;
  /** Hash of everything a figure of a combination depends on, and of which combination has which number. */
  readonly key: string;
}

/** Plans a sweep; a {@link Failure} when the grid leaves nothing or too much. */
export function planSweep(
  resolved: ResolvedRun,
  search: {
    readonly grid: GridRequest;
    readonly objective: Objective;
    readonly kind: KindSpec;
    readonly build: string;
  },
): SweepPlan {
  const { grid, objective, kind, build } = search;
  const combinations = planCombinations(grid, resolved.strategy.parameters, kind);
  const facts = searchFacts(resolved, grid);
  return {
    resolved,
    grid,
    objective,
    combinations,
    build,
    runId: runIdOfSearch("sweep", [facts, objective]),
    key: checkpointKey("sweep", facts, build),
  };
}

/** Everything the figures of a search depend on besides the build. */
export function searchFacts(resolved: ResolvedRun, { axes, where, random }: GridRequest): unknown {
  const rules = where.map((rule) => rule.text);
  const { data } = resolved;
  return [
    strategyIdentity(resolved.strategy),
    configRecord(resolved),
    resolved.config,
    [data.sha256, data.bars],
    [axes, rules, random],
    // A search without any keeps the id it always had.
    ...(data.actions === null ? [] : [{ adjust: data.actions.adjust, actions: data.actions.sha256 }]),
  ];
}

type SearchKind = "sweep" | "walk-forward";

/** Id of a search of `kind` with these facts. */
export function runIdOfSearch(kind: SearchKind, facts: unknown): string {
  return `r_${hashOf([kind, facts]).slice(0, 12)}`;
}

/** Key of the checkpoint of a search: another build may decide otherwise. */
export function checkpointKey(kind: SearchKind, facts: unknown, build: string): string {
  return hashOf([kind, facts, build]);
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
