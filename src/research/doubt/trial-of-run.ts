import { sharpeSample } from "../metrics/sharpe-confidence.ts";
import { actionsIdentity } from "../backtest/run-record.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import type { Trial, TrialLineage } from "./trial-register.ts";

/** Lineage of a strategy: its id and kind, whatever its parameters. */
export function lineageOf({ strategy }: Pick<ResolvedRun, "strategy">): TrialLineage {
  return { strategyId: strategy.id, kind: strategy.kind };
}

/** The entry of the register for a run of `resolved` that had these daily returns. */
export function trialOf({ strategy, data }: Pick<ResolvedRun, "strategy" | "data">, returns: readonly number[]): Trial {
  const [prices] = actionsIdentity(data);
  return {
    parameters: strategy.parameters,
    dataSha256: data.sha256,
    ...(prices === undefined ? {} : { prices }),
    instruments: data.instruments,
    timeframeSeconds: strategy.timeframeSeconds,
    from: data.from,
    to: data.to,
    days: returns.length,
    sharpe: sharpeSample(returns)?.sharpe ?? null,
  };
}
