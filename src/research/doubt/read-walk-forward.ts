import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import type { OutOfSample } from "./out-of-sample.ts";
import type { RunPlaces } from "./read-run-result.ts";
import { readResultDocument } from "./read-run-result.ts";

/** Paths into a result.json of a walk-forward. */
interface StoredWalkForward {
  readonly kind?: unknown;
  readonly strategy?: { readonly id?: unknown; readonly kind?: unknown };
  readonly data?: { readonly sha256?: unknown };
  readonly partial?: unknown;
  readonly windows?: unknown;
  readonly trades?: unknown;
  readonly efficiency?: unknown;
  readonly metrics?: { readonly totalReturn?: unknown };
  readonly equity?: { readonly values?: unknown };
}

/**
 * The out-of-sample evidence of a stored walk-forward of this very strategy over these very bytes;
 * a {@link Failure} when it is one of something else, or unfinished.
 */
export function readWalkForward(named: string, places: RunPlaces, resolved: ResolvedRun): OutOfSample {
  const { path, document } = readResultDocument(named, places);
  const found = (typeof document === "object" && document !== null ? document : {}) as StoredWalkForward;
  const { strategy, data } = resolved;
  const refuse = (why: string): Failure =>
    new Failure({
      code: "WALK_FORWARD_UNFIT",
      exitCode: EXIT.badData,
      message: `${path} ${why}.`,
      hint: "Run agenttrader walkforward for this strategy over these bars, and name its run.",
    });
  if (found.kind !== "walk-forward")
    throw refuse(`is no walk-forward but ${typeof found.kind === "string" ? found.kind : "a backtest"}`);
  if (found.strategy?.id !== strategy.id || found.strategy.kind !== strategy.kind)
    throw refuse(`is of another strategy than ${strategy.id}`);
  if (found.data?.sha256 !== data.sha256) throw refuse("is over other bars");
  if (found.partial === true) throw refuse("was interrupted");
  const { windows, trades, efficiency, metrics, equity } = found;
  if (!Array.isArray(windows) || !Array.isArray(trades) || !Array.isArray(equity?.values))
    throw refuse("has no windows, trades or equity");
  return {
    method: "walk-forward",
    windows: windows.length,
    days: equity.values.length,
    trades: trades.length,
    totalReturn: typeof metrics?.totalReturn === "number" ? metrics.totalReturn : 0,
    efficiency: typeof efficiency === "number" ? efficiency : null,
  };
}
