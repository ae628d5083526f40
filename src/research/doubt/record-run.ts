import type { ResolvedRun } from "../backtest/resolve-run.ts";
import { strategiesOf } from "../backtest/resolve-run.ts";
import { lineageOf, trialOf } from "./trial-of-run.ts";
import type { TrialSource } from "./trial-register.ts";
import { recordTrials } from "./trial-register.ts";

/**
 * Puts a finished run on record for each of its strategies, `returns` being those of the account.
 * Of several strategies in one account none has a ratio of its own: they count, without one.
 */
export function recordRun(
  dataDir: string,
  resolved: ResolvedRun,
  returns: readonly number[],
  source: TrialSource,
): void {
  const strategies = strategiesOf(resolved);
  for (const strategy of strategies) {
    const trial = trialOf({ strategy, data: resolved.data }, returns);
    const own = strategies.length === 1 ? trial : { ...trial, sharpe: null };
    recordTrials(dataDir, lineageOf({ strategy }), [own], source);
  }
}
