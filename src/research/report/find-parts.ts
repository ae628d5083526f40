import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MonteCarloResult } from "../doubt/monte-carlo-result.ts";
import { listAt, textAt } from "../runs/json-at.ts";
import { listRuns, runsFolder } from "../runs/list-runs.ts";
import { scanMembers } from "../runs/scan-members.ts";
import type { WalkForwardResult } from "../walk-forward/walk-forward-result.ts";
import { trialsCheck } from "./count-trials.ts";
import { findPassport } from "./find-passport.ts";
import { passportParts } from "./passport-parts.ts";
import type { ReportedResult } from "./report-input.ts";
import type { ReportParts } from "./report-parts.ts";

/** What tells whose a result is, and whether it is whole. */
const MARKS: ReadonlySet<string> = new Set(["of", "strategy", "data", "partial"]);

/**
 * How often a run's strategy was tried, what the passport of the run found, the latest Monte Carlo of the run, and the latest whole
 * walk-forward of its strategy over the same bars, in the data directory. A file that cannot be read is passed over.
 */
export function findParts(result: ReportedResult, dataDir: string): ReportParts {
  const isOfRun = (marks: unknown): boolean => textAt(marks, "of", "runId") === result.runId;
  const isOfStrategy = (marks: unknown): boolean =>
    textAt(marks, "strategy", "id") === result.strategy.id &&
    textAt(marks, "strategy", "kind") === result.strategy.kind &&
    textAt(marks, "data", "sha256") === result.data.sha256;
  const { runs } = listRuns(dataDir);
  const latest = (kind: string, isWanted: (marks: unknown) => boolean, ...list: readonly string[]): unknown => {
    for (const run of runs) {
      if (run.kind !== kind || run.status !== "finished") continue;
      const path = join(runsFolder(dataDir), run.folder, "result.json");
      const scanned = scanMembers(path, MARKS);
      if (!scanned.ok || !isWanted(Object.fromEntries(scanned.members))) continue;
      const document: unknown = JSON.parse(readFileSync(path, "utf8"));
      if (listAt(document, ...list).length > 0) return document;
    }
    return undefined;
  };
  const monteCarlo = latest("monte-carlo", isOfRun, "figures", "fan", "steps") as MonteCarloResult | undefined;
  const walkForward = latest("walk-forward", isOfStrategy, "windows") as WalkForwardResult | undefined;
  const { id, kind } = result.strategy;
  const trials = trialsCheck(dataDir, { strategyId: id, kind });
  const passport = findPassport(result, dataDir);
  const doubted = passport === null ? {} : passportParts(passport);
  const checks = [...(doubted.checks ?? []), ...(trials === null ? [] : [trials])];
  return {
    ...doubted,
    ...(checks.length === 0 ? {} : { checks }),
    ...(monteCarlo === undefined ? {} : { monteCarlo }),
    ...(walkForward === undefined ? {} : { walkForward }),
  };
}
