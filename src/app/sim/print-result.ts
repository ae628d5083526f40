import { cellText, outOfReachText } from "./cells.ts";
import { FAULT_TABLE } from "./fault-table.ts";
import type { SetResult } from "./run-set.ts";
import type { FoundViolation } from "./run-world.ts";
import { plainCounts } from "./tally.ts";

/** Violations printed in full; of the others one line each. */
const FULL = 1;

/** The result as a person reads it. */
export function resultText(result: SetResult): string {
  const { tally } = result;
  const lines = [`${tally.days} simulated days, ${tally.inputs} inputs, digest ${result.digest.slice(0, 16)}`];
  lines.push(`${tally.journalDays} days with their journal in bytes, ${tally.replayedDays} replayed whole`);
  lines.push(`${tally.foldedDays} days with their views folded and rebuilt from nothing`, "");
  lines.push("fault   fired    hit  what");
  for (const row of FAULT_TABLE) {
    if (row.waitsFor !== null) continue;
    const fired = String(tally.firings.get(row.id) ?? 0).padStart(8);
    const hit = String(tally.hits.get(row.id) ?? 0).padStart(7);
    lines.push(`${row.id} ${fired}${hit}  ${row.what}`);
  }
  lines.push("", cellText(tally.cells), outOfReachText());
  for (const id of result.silent) lines.push(`never fired: ${id}`);
  for (const cell of result.missed) lines.push(`never reached: ${cell}`);
  lines.push(`${result.violations.length} violations`);
  result.violations.forEach((violation, i) => lines.push("", violationText(violation, i < FULL)));
  return lines.join("\n");
}

/** One broken promise with the command that shows it again. */
export function violationText(violation: FoundViolation, isFull: boolean): string {
  const lines = isFull ? [...violation.lastEvents, ""] : [];
  lines.push(violation.text, `  seed ${violation.seed}, seq ${violation.seq}`, `  replay: ${replayCommand(violation)}`);
  return lines.join("\n");
}

/** The command line that runs this one world again, to the byte. */
export function replayCommand(violation: FoundViolation): string {
  const faults = violation.isNamed
    ? ` --faults ${violation.faults.length === 0 ? "none" : violation.faults.join(",")}`
    : "";
  return `agenttrader sim --days ${violation.days} --seed ${violation.seed}${faults}`;
}

/** The result as one JSON document (semantics section 11). */
export function resultJson(result: SetResult): string {
  const { tally } = result;
  return JSON.stringify(
    {
      days: tally.days,
      inputs: tally.inputs,
      journalDays: tally.journalDays,
      replayedDays: tally.replayedDays,
      foldedDays: tally.foldedDays,
      digest: result.digest,
      firings: plainCounts(tally.firings),
      hits: plainCounts(tally.hits),
      cells: plainCounts(tally.cells),
      silent: result.silent,
      missed: result.missed,
      violations: result.violations.map((violation) => ({ ...violation, replay: replayCommand(violation) })),
    },
    null,
    2,
  );
}

/** Every fault of the catalogue: a switch, or what it waits for. */
export function faultListText(): string {
  return FAULT_TABLE.map((row) => {
    return `${row.id}  ${row.what}${row.waitsFor === null ? `; window: ${row.window}` : `; waits for ${row.waitsFor}`}`;
  }).join("\n");
}
