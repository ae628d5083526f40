import { statSync } from "node:fs";
import { dayOfText } from "../../data/calendar/civil-date.ts";
import { zoneClock } from "../../data/calendar/zone-clock.ts";
import type { DataFault } from "../../data/data-fault.ts";
import { faultText } from "../../data/data-fault.ts";
import { findHeader } from "../../data/find-header.ts";
import { readHeader } from "../../data/header-columns.ts";
import { instrumentOfFileName } from "../../data/judge-bars.ts";
import { readBytes } from "../../data/read-bars-csv.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { DataOptions } from "./resolve-run.ts";
import type { RunWarning } from "./run-warning.ts";

/** A refusal of what a user asked for. */
export function usage(code: string, message: string, hint: string): Failure {
  return new Failure({ code, exitCode: EXIT.usage, message, hint });
}

/** Dates and zone are what they say they are; throws a {@link Failure}. */
export function checkOptions({ tz, from, to, warmupBars }: DataOptions): void {
  for (const [name, value] of [
    ["--from", from],
    ["--to", to],
  ] as const) {
    if (value !== null && dayOfText(value) === null)
      throw usage("DATE_INVALID", `${name} was "${value}".`, "Write a session date like 2024-03-11.");
  }
  if (warmupBars > 0 && from === null)
    throw usage("WARMUP_WITHOUT_FROM", `--warmup ${warmupBars} needs --from.`, "It counts the bars before that date.");
  if (from !== null && to !== null && from > to)
    throw usage("DATE_INVALID", `--from ${from} is after --to ${to}.`, "Both days are included.");
  if (zoneClock(tz) === null)
    throw usage("ZONE_UNKNOWN", `--tz was "${tz}", which is no zone name.`, "Write one like America/New_York or UTC.");
}

/** One file without a symbol column cannot hold the bars of several instruments. */
export function checkInstruments(instruments: readonly string[], file: string, path: string): void {
  if (instruments.length === 1 || !isFile(path)) return;
  const read = readBytes(path);
  const header = read.ok ? findHeader(read.bytes) : null;
  const layout = header === null ? null : readHeader(header.text);
  if (layout === null || !layout.ok || layout.hasSymbol) return;
  throw usage(
    "INSTRUMENT_AMBIGUOUS",
    `${path} has no symbol column, and ${file} trades ${instruments.join(", ")}.`,
    "Give a folder with one file per instrument, or a file with a symbol column.",
  );
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** A file that is named after another ticker is probably a slip; its rows do not tell. */
export function nameWarnings(instruments: readonly string[], path: string): RunWarning[] {
  const [only] = instruments;
  const named = instrumentOfFileName(path);
  if (instruments.length > 1 || only === undefined || !isFile(path)) return [];
  if (named === only || !/^[A-Z]{1,5}$/.test(named)) return [];
  return [{ code: "FILE_NAME_DIFFERS", text: `${path} is named after ${named} and was read as ${only}.` }];
}

const USAGE_FAULTS: readonly string[] = ["SYMBOL_UNKNOWN", "ZONE_UNKNOWN"];
const FAULTS_SHOWN = 20;

/** The faults of the reader as one refusal. */
export function refusal(faults: readonly DataFault[]): Failure {
  const lines = faults.slice(0, FAULTS_SHOWN).map(faultText);
  if (faults.length > FAULTS_SHOWN) lines.push(`... and ${faults.length - FAULTS_SHOWN} more`);
  const isUsage = faults.every((fault) => USAGE_FAULTS.includes(fault.code));
  const hasBadRows = faults.some((fault) => fault.code === "BAD_ROW" || fault.code === "DUPLICATE_TIME");
  return new Failure({
    code: faults[0]?.code ?? "DATA_REFUSED",
    exitCode: isUsage ? EXIT.usage : EXIT.badData,
    message: lines.join("\n"),
    hint: hasBadRows ? "\nMend the rows, or drop them with --skip-bad-rows." : "",
  });
}
