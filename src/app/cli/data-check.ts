import { resolve } from "node:path";
import { type BarsReport, checkBars } from "../../data/check-bars.ts";
import { READ_BARS_DEFAULTS } from "../../data/read-bars-csv.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { type Command, hasFlag, textOf } from "./command.ts";

/** `agenttrader data check`: what a run would refuse in a bars file, and what is worth a look. */
export const command: Command = {
  positionals: [{ name: "FILE", summary: "bars as CSV or CSV.gz" }],
  options: [
    {
      name: "tz",
      kind: "text",
      value: "ZONE",
      summary: `Zone of times without one (default ${READ_BARS_DEFAULTS.tz})`,
    },
    { name: "session", kind: "text", choices: ["regular", "all"], summary: "Which bars count (default regular)" },
    { name: "symbol", kind: "text", value: "NAME", summary: "Instrument wanted where the file holds several" },
    { name: "json", kind: "flag", summary: "Print one JSON document" },
  ],
  examples: [
    { line: "data check bars/SPY_1m.csv.gz", what: "Name every fault with its line" },
    { line: "data check bars.csv --tz UTC --session all --json", what: "The same for a script, times in UTC" },
  ],
  run: async (args, io) => {
    const file = resolve(io.cwd, args.positionals[0] ?? "");
    const report = checkBars(file, {
      ...READ_BARS_DEFAULTS,
      tz: textOf(args, "tz", READ_BARS_DEFAULTS.tz),
      session: textOf(args, "session", "regular") === "all" ? "all" : "regular",
      symbol: textOf(args, "symbol", null),
    });
    if (hasFlag(args, "json")) io.out(JSON.stringify(report, null, 2));
    else {
      for (const issue of report.issues)
        io.out(`${file}${issue.line > 0 ? `:${issue.line}` : ""}: ${issue.kind}: ${issue.detail}`);
      io.out(`${report.verdict}: ${report.rows} rows${report.rows > 0 ? ` from ${report.from} to ${report.to}` : ""}`);
    }
    return exitCodeFor(report);
  },
};

/** A file that is not there is missing data; one that was read and found bad is a check that failed. */
function exitCodeFor(report: BarsReport): number {
  if (report.verdict !== "refuse") return EXIT.done;
  const isMissing = report.issues.some((issue) => issue.kind === "FILE_MISSING" || issue.kind === "FILE_UNREADABLE");
  return isMissing ? EXIT.badData : EXIT.notSo;
}
