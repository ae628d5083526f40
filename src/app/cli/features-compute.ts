import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { READ_BARS_DEFAULTS } from "../../data/read-bars-csv.ts";
import { buildId } from "../../platform/build-id.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { featureOfFile } from "../../research/features/feature-of-file.ts";
import { featureRequest } from "../../research/features/feature-request.ts";
import { featureDocument, featureTable } from "../../research/features/print-feature.ts";
import { type Command, hasFlag, numberOf, textOf, textsOf } from "./command.ts";
import { dataDirOf } from "./io.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** `agenttrader features compute`: one feature over all bars of a file, by the kernel that strategies read. */
export const command: Command = {
  positionals: [{ name: "KIND", summary: "kind of feature, like ema or macd; an unknown one lists all" }],
  options: [
    {
      name: "param",
      kind: "text",
      value: "NAME=VALUE",
      isRepeated: true,
      summary: "Parameter of the feature (others as by default)",
    },
    { name: "data", kind: "text", value: "FILE", summary: "Bars as CSV or CSV.gz" },
    { name: "symbol", kind: "text", value: "NAME", summary: "Instrument wanted where the file holds several" },
    { name: "from", kind: "text", value: "DATE", summary: "First session date, included" },
    { name: "to", kind: "text", value: "DATE", summary: "Last session date, included" },
    { name: "warmup", kind: "integer", min: 0, summary: "Bars before --from that warm the feature up (default 0)" },
    {
      name: "tz",
      kind: "text",
      value: "ZONE",
      summary: `Zone of times without one (default ${READ_BARS_DEFAULTS.tz})`,
    },
    { name: "session", kind: "text", choices: ["regular", "all"], summary: "Which bars count (default regular)" },
    {
      name: "bar-time",
      kind: "text",
      choices: ["open", "close"],
      summary: "What the time column names (default open)",
    },
    { name: "skip-bad-rows", kind: "flag", summary: "Drop bad rows instead of refusing the file" },
    { name: "data-dir", kind: "text", value: "DIR", summary: "Data directory with the cache (default .agenttrader)" },
    { name: "json", kind: "flag", summary: "Print one JSON document with all values" },
  ],
  examples: [
    { line: "features compute rsi --data bars/SPY_1d.csv", what: "The last values of a 14-bar index" },
    {
      line: "features compute macd --param fast=8 --param slow=21 --data bars/SPY_1m.csv.gz --json",
      what: "Every value of another MACD, for a script",
    },
  ],
  run: async (args, io) => {
    const spec = featureRequest(args.positionals[0] ?? "", textsOf(args, "param"));
    const data = textOf(args, "data", null);
    if (data === null) {
      throw new Failure({
        code: "DATA_NOT_NAMED",
        exitCode: EXIT.usage,
        message: "A feature needs bars: --data FILE is missing.",
        hint: 'Name a CSV file, or make one with "agenttrader data generate".',
      });
    }
    const options = {
      ...READ_BARS_DEFAULTS,
      tz: textOf(args, "tz", READ_BARS_DEFAULTS.tz),
      barTime: textOf(args, "bar-time", "open") === "close" ? ("close" as const) : ("open" as const),
      session: textOf(args, "session", "regular") === "all" ? ("all" as const) : ("regular" as const),
      from: textOf(args, "from", null),
      to: textOf(args, "to", null),
      skipBadRows: hasFlag(args, "skip-bad-rows"),
      symbol: textOf(args, "symbol", null),
      warmupBars: numberOf(args, "warmup", 0),
    };
    const { columns, notes } = featureOfFile(spec, resolve(io.cwd, data), options, {
      folder: join(dataDirOf(textOf(args, "data-dir", null), io), "cache", "features"),
      build: buildId(ROOT),
    });
    for (const note of notes) io.err(note);
    io.out(hasFlag(args, "json") ? JSON.stringify(featureDocument(columns)) : featureTable(columns));
    return EXIT.done;
  },
};
