import { resolve } from "node:path";
import type { InstrumentGaps } from "../../data/check-bars.ts";
import { listGaps } from "../../data/check-bars.ts";
import type { BarGap } from "../../data/find-gaps.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { type Command, hasFlag } from "./command.ts";
import { READING_OPTIONS, readingOf } from "./data-check.ts";

/** `agenttrader data gaps`: every bar and session a file lacks against the exchange's calendar. */
export const command: Command = {
  positionals: [{ name: "FILE", summary: "bars as CSV or CSV.gz" }],
  options: [...READING_OPTIONS, { name: "json", kind: "flag", summary: "Print one JSON document" }],
  examples: [
    { line: "data gaps bars/SPY_1m.csv.gz", what: "A line for each gap: when, how long, after which line" },
    { line: "data gaps bars.csv --bar-time close --json", what: "The same for a script, times end the bars" },
  ],
  run: async (args, io) => {
    const file = resolve(io.cwd, args.positionals[0] ?? "");
    const listed = listGaps(file, readingOf(args));
    if (!listed.ok) {
      const [first] = listed.issues;
      throw new Failure({
        code: first?.kind ?? "DATA_REFUSED",
        exitCode: first?.kind === "ZONE_UNKNOWN" || first?.kind === "SYMBOL_UNKNOWN" ? EXIT.usage : EXIT.badData,
        message: listed.issues
          .map(({ line, kind, detail }) => `${file}${line > 0 ? `:${line}` : ""}: ${kind}: ${detail}`)
          .join("\n"),
        hint: `Run "agenttrader data check" on the file first.`,
      });
    }
    if (hasFlag(args, "json")) {
      io.out(JSON.stringify({ file, instruments: listed.instruments.map(jsonOf) }, null, 2));
      return EXIT.done;
    }
    for (const instrument of listed.instruments) {
      for (const gap of instrument.gaps) io.out(lineOf(instrument.instrument, gap));
      io.out(summaryOf(instrument));
    }
    return EXIT.done;
  },
};

/** ISO 8601 UTC to the second. */
function isoOf(micros: number): string {
  return `${new Date(micros / 1000).toISOString().slice(0, 19)}Z`;
}

function jsonOf({ gaps, ...rest }: InstrumentGaps): object {
  return { ...rest, gaps: gaps.map((gap) => ({ ...gap, from: isoOf(gap.from), to: isoOf(gap.to) })) };
}

function lineOf(instrument: string, gap: BarGap): string {
  const days = gap.day === gap.lastDay ? gap.day : `${gap.day} to ${gap.lastDay}`;
  const what = `${gap.missing} ${gap.kind === "sessions" ? "session" : "bar"}${gap.missing === 1 ? "" : "s"}`;
  return [
    instrument.padEnd(6),
    days.padEnd(24),
    isoOf(gap.from),
    isoOf(gap.to),
    what.padEnd(12),
    `after line ${gap.line}`,
  ].join("  ");
}

function summaryOf({ instrument, sessions, expectedBars, missingBars, gaps }: InstrumentGaps): string {
  const absent = gaps.reduce((sum, gap) => sum + (gap.kind === "sessions" ? gap.missing : 0), 0);
  const share = expectedBars > 0 ? ((missingBars / expectedBars) * 100).toFixed(2) : "0.00";
  return (
    `${instrument}: ${sessions} ${sessions === 1 ? "session" : "sessions"} with bars, ${absent} without; ` +
    `${missingBars} of ${expectedBars} bars missing inside them (${share} %)`
  );
}
