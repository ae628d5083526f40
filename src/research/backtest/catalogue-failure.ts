import type { CatalogueFault } from "../../data/catalogue/catalogue-fault.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import type { ExitCode } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";

const FAULTS_SHOWN = 20;
const USAGE: readonly string[] = [
  "NAME_INVALID",
  "ZONE_UNKNOWN",
  "SYMBOL_UNKNOWN",
  "FORMAT_UNKNOWN",
  "ADJUSTMENT_IMPOSSIBLE",
  "SESSION_MISSING",
];
const UNAVAILABLE: readonly string[] = ["PARQUET_UNAVAILABLE", "NOT_WRITABLE"];

/** What the catalogue refused as one refusal, with its exit code. */
export function catalogueFailure(faults: readonly CatalogueFault[]): Failure {
  const lines = faults.slice(0, FAULTS_SHOWN).map(catalogueFaultText);
  if (faults.length > FAULTS_SHOWN) lines.push(`... and ${faults.length - FAULTS_SHOWN} more`);
  return new Failure({
    code: faults[0]?.code ?? "CATALOGUE_REFUSED",
    exitCode: exitCodeOf(faults),
    message: lines.join("\n"),
    hint: hintOf(faults),
  });
}

/** One fault as `file:line: CODE: detail`. */
export function catalogueFaultText(fault: CatalogueFault): string {
  return `${fault.line > 0 ? `${fault.file}:${fault.line}` : fault.file}: ${fault.code}: ${fault.detail}`;
}

function exitCodeOf(faults: readonly CatalogueFault[]): ExitCode {
  const has = (codes: readonly string[]): boolean => faults.some((fault) => codes.includes(fault.code));
  if (has(UNAVAILABLE)) return EXIT.unavailable;
  if (has(["CONFLICT"])) return EXIT.conflict;
  return faults.every((fault) => USAGE.includes(fault.code)) ? EXIT.usage : EXIT.badData;
}

function hintOf(faults: readonly CatalogueFault[]): string {
  const has = (code: string): boolean => faults.some((fault) => fault.code === code);
  if (has("PARQUET_UNAVAILABLE"))
    return "The catalogue alone needs it; everything else works. Install it with npm ci on a platform that has it, or read CSV files with --data.";
  if (has("CONFLICT")) return "Nothing was changed. Give --replace to let the new bars win.";
  if (has("BAD_ROW") || has("DUPLICATE_TIME")) return "Mend the rows, or drop them with --skip-bad-rows.";
  if (has("NOT_WRITABLE")) return "Make it writable, or choose another data directory with --data-dir.";
  return "";
}
