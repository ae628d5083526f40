import { lineageOf, trialOf } from "../doubt/trial-of-run.ts";
import { recordTrials } from "../doubt/trial-register.ts";
import type { SweepOutcome } from "./run-sweep.ts";
import type { SweepPlan } from "./sweep-plan.ts";

/** Puts every combination on record as a try of the strategy, also those that lost; `at` is ISO 8601 UTC. */
export function keepTrials(
  { resolved }: SweepPlan,
  { result, dailyReturns }: SweepOutcome,
  dataDir: string,
  at: string,
): void {
  const { strategy, data } = resolved;
  const trials = result.combinations.map(({ parameters }, i) =>
    trialOf({ strategy: { ...strategy, parameters }, data }, [...(dailyReturns[i] ?? [])]),
  );
  recordTrials(dataDir, lineageOf(resolved), trials, { by: "sweep", at });
}
