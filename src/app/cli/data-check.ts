import { resolve } from "node:path";
import { type BarsReport, checkBars } from "../../data/check-bars.ts";
import { listBarFiles } from "../../data/list-bar-files.ts";
import { READ_BARS_DEFAULTS, type ReadBarsOptions } from "../../data/read-bars-csv.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { type Command, type CommandArgs, hasFlag, type OptionSpec, textOf } from "./command.ts";
import type { CliIo } from "./io.ts";

/** How a bars file is to be read; the same for every command that looks into one. */
export const READING_OPTIONS: readonly OptionSpec[] = [
  {
    name: "tz",
    kind: "text",
    value: "ZONE",
    summary: `Zone of times without one (default ${READ_BARS_DEFAULTS.tz})`,
  },
  { name: "bar-time", kind: "text", choices: ["open", "close"], summary: "What the time column names (default open)" },
  { name: "session", kind: "text", choices: ["regular", "all"], summary: "Which bars count (default regular)" },
  { name: "symbol", kind: "text", value: "NAME", summary: "Instrument wanted where the file holds several" },
];

/** Findings of one kind that are printed for a file; `--json` has them all. */
const PRINTED_MAX = 20;

/** `agenttrader data check`: what a run would refuse in bars files, and what is worth a look. */
export const command: Command = {
  positionals: [{ name: "FILE", summary: "bars as CSV or CSV.gz, or a folder of them", isRepeated: true }],
  options: [...READING_OPTIONS, { name: "json", kind: "flag", summary: "Print one JSON document" }],
  examples: [
    { line: "data check bars/SPY_1m.csv.gz", what: "Name every fault with its line" },
    { line: "data check bars.csv --tz UTC --session all --json", what: "The same for a script, times in UTC" },
    { line: "data check bars", what: "Every file of a folder, a verdict for each" },
  ],
  run: async (args, io) => {
    const options = readingOf(args);
    const reports: BarsReport[] = [];
    let isSingle = args.positionals.length === 1;
    for (const path of args.positionals) {
      const listed = listBarFiles(resolve(io.cwd, path));
      if (listed.ok) {
        isSingle &&= listed.isSingle;
        for (const file of listed.files) reports.push(checkBars(file, options));
      } else {
        const { file, line, code, detail } = listed.fault;
        const issues = [{ line, kind: code, detail }];
        reports.push({ file, verdict: "refuse", rows: 0, from: "", to: "", issues, assumed: [] });
      }
    }
    print(reports, isSingle, { io, isJson: hasFlag(args, "json") });
    return exitCodeFor(reports);
  },
};

/** The reader's options as given on the command line; bad rows are findings here and never dropped silently. */
export function readingOf(args: CommandArgs): ReadBarsOptions {
  return {
    ...READ_BARS_DEFAULTS,
    tz: textOf(args, "tz", READ_BARS_DEFAULTS.tz),
    barTime: textOf(args, "bar-time", "open") === "close" ? "close" : "open",
    session: textOf(args, "session", "regular") === "all" ? "all" : "regular",
    symbol: textOf(args, "symbol", null),
  };
}

function print(
  reports: readonly BarsReport[],
  isSingle: boolean,
  { io, isJson }: { readonly io: CliIo; readonly isJson: boolean },
): void {
  const [only] = reports;
  if (isJson) {
    const verdict = verdictOf(reports);
    io.out(JSON.stringify(isSingle && only !== undefined ? only : { verdict, files: reports }, null, 2));
    return;
  }
  for (const text of new Set(reports.flatMap((report) => report.assumed))) io.err(`assumed: ${text}`);
  for (const report of reports) {
    for (const line of issueLines(report)) io.out(line);
    const name = isSingle ? "" : `${report.file}: `;
    const span = report.from === "" ? "" : ` from ${report.from} to ${report.to}`;
    io.out(`${name}${report.verdict}: ${report.rows} rows${span}`);
  }
  if (isSingle) return;
  const counted = ["ok", "warn", "refuse"].map(
    (verdict) => `${reports.filter((report) => report.verdict === verdict).length} ${verdict}`,
  );
  io.out(`${reports.length} files: ${counted.join(", ")}`);
}

function issueLines({ file, issues }: BarsReport): string[] {
  const seen = new Map<string, number>();
  const lines: string[] = [];
  for (const { line, kind, detail } of issues) {
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    if (count <= PRINTED_MAX) lines.push(`${file}${line > 0 ? `:${line}` : ""}: ${kind}: ${detail}`);
  }
  for (const [kind, count] of seen)
    if (count > PRINTED_MAX)
      lines.push(`${file}: ${kind}: ${count - PRINTED_MAX} more of this kind; --json lists them`);
  return lines;
}

function verdictOf(reports: readonly BarsReport[]): BarsReport["verdict"] {
  if (reports.some((report) => report.verdict === "refuse")) return "refuse";
  return reports.some((report) => report.verdict === "warn") ? "warn" : "ok";
}

/** A file that is not there is missing data; one that was read and found bad is a check that failed. */
function exitCodeFor(reports: readonly BarsReport[]): number {
  if (verdictOf(reports) !== "refuse") return EXIT.done;
  const kinds = reports.flatMap((report) => report.issues.map((issue) => issue.kind));
  const isMissing = kinds.includes("FILE_MISSING") || kinds.includes("FILE_UNREADABLE");
  return isMissing ? EXIT.badData : EXIT.notSo;
}
