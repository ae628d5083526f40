import { isDeepStrictEqual } from "node:util";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import { configRecord } from "../backtest/run-record.ts";
import type { RunPlaces } from "../runs/find-run.ts";
import { jsonAt, numberAt, textAt } from "../runs/json-at.ts";
import type { OutOfSample } from "./out-of-sample.ts";
import { readResultDocument } from "./read-run-result.ts";

/**
 * The out-of-sample evidence of a stored walk-forward of this very strategy over these very bytes
 * with the same costs and rules; a {@link Failure} when it is one of something else, or unfinished.
 */
export function readWalkForward(named: string, places: RunPlaces, resolved: ResolvedRun): OutOfSample {
  const { path, document } = readResultDocument(named, places);
  const { strategy, data } = resolved;
  const refuse = (why: string): Failure =>
    new Failure({
      code: "WALK_FORWARD_UNFIT",
      exitCode: EXIT.badData,
      message: `${path} ${why}.`,
      hint: "Run agenttrader walkforward for this strategy over these bars, and name its run.",
    });
  const kind = textAt(document, "kind");
  if (kind !== "walk-forward") throw refuse(`is no walk-forward but ${kind || "a backtest"}`);
  if (textAt(document, "strategy", "id") !== strategy.id || textAt(document, "strategy", "kind") !== strategy.kind)
    throw refuse(`is of another strategy than ${strategy.id}`);
  if (textAt(document, "data", "sha256") !== data.sha256) throw refuse("is over other bars");
  const other = otherSetting(jsonAt(document, "config"), resolved);
  if (other !== null) throw refuse(`has another ${other} in its config`);
  if (jsonAt(document, "partial") === true) throw refuse("was interrupted");
  const [windows, trades, days] = [["windows"], ["trades"], ["equity", "values"]].map((keys) => {
    const list = jsonAt(document, ...keys);
    return Array.isArray(list) ? list.length : null;
  });
  if (typeof windows !== "number" || typeof trades !== "number" || typeof days !== "number")
    throw refuse("has no windows, trades or equity");
  return {
    method: "walk-forward",
    windows,
    days,
    trades,
    totalReturn: numberAt(document, "metrics", "totalReturn") ?? 0,
    efficiency: numberAt(document, "efficiency"),
  };
}

/** The first setting that differs, costs and fills among them; null when none does. A warm-up changes no rule. */
function otherSetting(stored: unknown, resolved: ResolvedRun): string | null {
  const { warmupBars: _, ...own } = JSON.parse(JSON.stringify(configRecord(resolved))) as Record<string, unknown>;
  return Object.keys(own).find((key) => !isDeepStrictEqual(jsonAt(stored, key), own[key])) ?? null;
}
