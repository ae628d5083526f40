import { dirname } from "node:path";
import type { StrategyCode } from "../../platform/strategy-sections.ts";
import { DATA_DEFAULTS } from "../../research/backtest/resolve-run.ts";
import { commandLine } from "../../research/report/analysis/reproduce-command.ts";
import type { DataSource } from "./run-datasets.ts";
import type { RunWork } from "./run-job.ts";
import { sampleFolder } from "./sample-market.ts";

const NAMES = { backtest: "backtest", sweep: "sweep", "walk-forward": "walkforward" } as const;

/** The command line that makes a run again, in words a shell reads as they stand. */
export function commandOf(run: {
  readonly path: string;
  /** Module of a user's own kind. */
  readonly code: StrategyCode | null;
  readonly dataDir: string;
  readonly source: DataSource;
  readonly from: string | null;
  readonly to: string | null;
  readonly work: RunWork;
}): string {
  const { path, code, dataDir, source, from, to, work } = run;
  const data = source.kind === "sample" ? sampleFolder(dataDir) : "catalogue";
  const words: string[] = [path, "--data", data];
  if (code !== null) words.push("--strategies", dirname(code.file));
  if (source.kind === "catalogue") words.push("--data-dir", dataDir);
  if (source.kind === "catalogue" && source.adjust !== "raw") words.push("--adjust", source.adjust);
  if (source.kind === "catalogue" && source.session !== DATA_DEFAULTS.session) words.push("--session", source.session);
  if (from !== null) words.push("--from", from);
  if (to !== null) words.push("--to", to);
  if (work.kind !== "backtest")
    for (const { name, values } of work.axes) words.push("--grid", `${name}=${values.join(",")}`);
  if (work.kind === "sweep") words.push("--objective", work.objective);
  if (work.kind === "walk-forward") {
    const { inSample, outOfSample, step, mode, minTrades, objective } = work.settings;
    words.push("--in-sample", `${inSample}`, "--out-of-sample", `${outOfSample}`, "--step", `${step}`, "--mode", mode);
    words.push("--min-trades", `${minTrades}`, "--objective", objective);
  }
  return commandLine(NAMES[work.kind], words);
}
