import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { ADJUSTMENT_BASES } from "../../data/catalogue/manifest.ts";
import type { AdjustmentBasis } from "../../data/catalogue/manifest.ts";
import { importFile } from "../../data/catalogue/import-file.ts";
import type { ImportOptions, ImportResult } from "../../data/catalogue/import-file.ts";
import { openParquetEngine } from "../../data/catalogue/parquet-engine.ts";
import { seriesName } from "../../data/catalogue/series.ts";
import { READ_BARS_DEFAULTS } from "../../data/read-bars-csv.ts";
import { openDataFolder } from "../../platform/data-folder.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { acquireLock } from "../../platform/lock-file.ts";
import { catalogueFailure, catalogueFaultText } from "../../research/backtest/catalogue-failure.ts";
import type { Command, CommandArgs } from "./command.ts";
import { hasFlag, textOf } from "./command.ts";
import type { CliIo } from "./io.ts";

/** `agenttrader data import`: bars, quotes, splits and dividends from files into the catalogue. */
export const command: Command = {
  positionals: [{ name: "PATH", summary: "CSV, LEAN zip, Parquet or actions file, or a folder with such files" }],
  options: [
    {
      name: "symbol",
      kind: "text",
      value: "NAME",
      summary: "Instrument, where the file does not name it or names several",
    },
    {
      name: "tz",
      kind: "text",
      value: "ZONE",
      summary: `Zone of times without one (default ${READ_BARS_DEFAULTS.tz})`,
    },
    {
      name: "bar-time",
      kind: "text",
      choices: ["open", "close"],
      summary: "What the time column names (default open)",
    },
    { name: "session", kind: "text", choices: ["regular", "all"], summary: "Which bars are stored (default regular)" },
    { name: "skip-bad-rows", kind: "flag", summary: "Drop and count bad rows instead of refusing the file" },
    {
      name: "format",
      kind: "text",
      choices: ["auto", "csv", "lean", "parquet"],
      summary: "How files are read (default auto: by content)",
    },
    {
      name: "basis",
      kind: "text",
      choices: ADJUSTMENT_BASES,
      summary: "What the prices are adjusted for (default unknown; LEAN is raw)",
    },
    { name: "replace", kind: "flag", summary: "Let new bars win over stored ones in the time they cover" },
    { name: "data-dir", kind: "text", value: "DIR", summary: "Data directory (default .agenttrader)" },
    { name: "json", kind: "flag", summary: "Print one JSON document" },
  ],
  examples: [
    { line: "data import bars/SPY_1m.csv.gz --basis raw", what: "Store the minutes of one file" },
    {
      line: "data import lean/equity/usa --session all --json",
      what: "Store a folder of LEAN archives, extended hours included",
    },
  ],
  run,
};

/** The verdict on one file, as `--json` prints it. */
interface FileVerdict {
  readonly file: string;
  readonly verdict: "imported" | "unchanged" | "refused";
  readonly symbol: string;
  readonly resolution: string;
  readonly rows: number;
  readonly added: number;
  readonly removed: number;
  readonly dropped: number;
  readonly outside: number;
  readonly warnings: readonly string[];
  readonly reasons: readonly string[];
}

async function run(args: CommandArgs, io: CliIo): Promise<number> {
  const path = resolve(io.cwd, args.positionals[0] ?? "");
  const dataDir = openDataFolder({
    flag: textOf(args, "data-dir", null) ?? undefined,
    environment: io.env,
    workingDirectory: io.cwd,
  });
  const { files, isFolder } = filesOf(path);
  const opened = await openParquetEngine();
  if (!opened.ok) throw catalogueFailure([{ code: "PARQUET_UNAVAILABLE", file: path, line: 0, detail: opened.detail }]);
  const verdicts: FileVerdict[] = [];
  let lock: { readonly release: () => void } | null = null;
  try {
    lock = lockCatalogue(dataDir);
    for (const [i, file] of files.entries()) {
      const result = await importFile(opened.engine, file, optionsOf(args, dataDir));
      if (!result.ok && !isFolder) throw catalogueFailure(result.faults);
      const verdict = verdictOf(isFolder ? relative(path, file) : file, result);
      verdicts.push(verdict);
      for (const warning of verdict.warnings) io.err(warning);
      if (isFolder) io.err(`${i + 1}/${files.length} ${verdict.file}: ${verdict.verdict}`);
    }
  } finally {
    lock?.release();
    opened.engine.close();
  }
  if (hasFlag(args, "json")) io.out(JSON.stringify({ files: verdicts, ...countsOf(verdicts) }, null, 2));
  else for (const verdict of verdicts) io.out(lineOf(verdict));
  return exitCodeOf(verdicts);
}

function optionsOf(args: CommandArgs, dataDir: string): ImportOptions {
  return {
    dataDir,
    symbol: textOf(args, "symbol", null),
    tz: textOf(args, "tz", READ_BARS_DEFAULTS.tz),
    barTime: textOf(args, "bar-time", "open") === "close" ? "close" : "open",
    session: textOf(args, "session", "regular") === "all" ? "all" : "regular",
    skipBadRows: hasFlag(args, "skip-bad-rows"),
    format: textOf(args, "format", "auto") as ImportOptions["format"],
    basis: textOf(args, "basis", "unknown") as AdjustmentBasis,
    isReplacing: hasFlag(args, "replace"),
  };
}

/** The file itself, or every data file below a folder in name order; links are not followed. */
function filesOf(path: string): { readonly files: readonly string[]; readonly isFolder: boolean } {
  if (!(statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)) return { files: [path], isFolder: false };
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(csv|csv\.gz|zip|parquet)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length > 0) return { files, isFolder: true };
  throw new Failure({
    code: "FILE_MISSING",
    exitCode: EXIT.badData,
    message: `${path} holds no .csv, .csv.gz, .zip or .parquet file.`,
    hint: "Name a file, or a folder that has some below it.",
  });
}

/** Two imports at once could each write what the other does not know. */
function lockCatalogue(dataDir: string): { readonly release: () => void } {
  const folder = join(dataDir, "catalogue");
  mkdirSync(folder, { recursive: true });
  return acquireLock(join(folder, "import.lock"), {
    purpose: "agenttrader data import",
    since: new Date().toISOString(),
  });
}

function verdictOf(file: string, result: ImportResult): FileVerdict {
  const nothing = {
    symbol: "",
    resolution: "",
    rows: 0,
    added: 0,
    removed: 0,
    dropped: 0,
    outside: 0,
    warnings: [],
    reasons: [],
  };
  if (!result.ok) return { file, verdict: "refused", ...nothing, reasons: result.faults.map(catalogueFaultText) };
  if (result.kind === "actions")
    return {
      file,
      verdict: result.isNew ? "imported" : "unchanged",
      ...nothing,
      symbol: result.symbol,
      resolution: "actions",
    };
  const { source, manifest, added, removed, warnings } = result;
  return {
    file,
    verdict: added > 0 || removed > 0 ? "imported" : "unchanged",
    symbol: manifest.symbol,
    resolution: seriesName(manifest.series),
    rows: source.rows,
    added,
    removed,
    dropped: source.dropped + source.suspicious,
    outside: source.outside,
    warnings,
    reasons: [],
  };
}

function countsOf(verdicts: readonly FileVerdict[]): Record<FileVerdict["verdict"], number> {
  const count = (verdict: FileVerdict["verdict"]): number => verdicts.filter((one) => one.verdict === verdict).length;
  return { imported: count("imported"), unchanged: count("unchanged"), refused: count("refused") };
}

function lineOf(verdict: FileVerdict): string {
  const name = `${verdict.symbol} ${verdict.resolution}`;
  if (verdict.verdict === "refused") return `${verdict.file}: refused: ${verdict.reasons.join("; ")}`;
  if (verdict.resolution === "actions")
    return `${verdict.file}: ${verdict.verdict}: splits and dividends of ${verdict.symbol}`;
  if (verdict.verdict === "unchanged") return `${verdict.file}: unchanged: every bar is stored in ${name} already`;
  const left = [
    verdict.removed > 0 ? `${verdict.removed} stored rows taken out` : "",
    verdict.dropped > 0 ? `${verdict.dropped} bad rows dropped` : "",
    verdict.outside > 0 ? `${verdict.outside} outside the session` : "",
  ].filter((text) => text !== "");
  return `${verdict.file}: imported: ${verdict.added} new rows in ${name}${left.length === 0 ? "" : ` (${left.join(", ")})`}`;
}

function exitCodeOf(verdicts: readonly FileVerdict[]): number {
  const { refused } = countsOf(verdicts);
  if (refused === 0) return EXIT.done;
  return refused === verdicts.length ? EXIT.badData : EXIT.partly;
}
