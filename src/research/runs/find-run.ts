import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { didYouMean } from "../../platform/did-you-mean.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { listRuns, runsFolder } from "./list-runs.ts";

/** Where a run may be. */
export interface RunPlaces {
  readonly dataDir: string;
  readonly cwd: string;
}

/**
 * Absolute folder of the run `named`: a run id, `latest`, a folder or its result.json. A
 * {@link Failure} when there is none; a part of an id is never enough.
 */
export function findRun(named: string, { dataDir, cwd }: RunPlaces): string {
  const folder = runsFolder(dataDir);
  const isName = basename(named) === named && named !== "" && !named.startsWith(".");
  if (named === "latest") {
    const latest = listRuns(dataDir).runs[0];
    if (latest !== undefined) return join(folder, latest.folder);
  } else {
    if (isName && existsSync(join(folder, named, "result.json"))) return join(folder, named);
    const path = resolve(cwd, named);
    if (existsSync(join(path, "result.json"))) return path;
    if (basename(path) === "result.json" && existsSync(path) && statSync(path).isFile()) return dirname(path);
  }
  const { runs } = listRuns(dataDir);
  const meant = didYouMean(
    named,
    runs.map((run) => run.runId),
  );
  throw new Failure({
    code: "RUN_UNKNOWN",
    exitCode: EXIT.badData,
    message: `There is no run "${named}" in ${folder}, nor a folder of that name with a result.json.`,
    hint:
      meant !== null
        ? `Did you mean "${meant}"?`
        : runs.length === 0
          ? 'Make one with "agenttrader backtest sample".'
          : 'See "agenttrader runs list".',
  });
}
