/** One fault a check found: where, and what to do instead. */
export interface Fault {
  readonly path: string;
  /** Line from 1; 0 when the fault is of the file as a whole. */
  readonly line: number;
  readonly text: string;
}

/** What a check saw; one that saw nothing has failed. */
export interface Finding {
  readonly check: string;
  readonly seen: number;
  readonly unit: string;
  readonly faults: readonly Fault[];
  /** A figure worth a line, or empty. */
  readonly note: string;
}

/** True when the check saw something and found no fault. */
export function isGood(finding: Finding): boolean {
  return finding.seen > 0 && finding.faults.length === 0;
}

/** Prints findings, one line each and one for each fault; returns the exit code. */
export function printFindings(findings: readonly Finding[]): number {
  for (const finding of findings) {
    const verdict = isGood(finding) ? "ok  " : "FAIL";
    const why = finding.seen === 0 ? " (saw nothing: the check itself is broken)" : "";
    const note = finding.note === "" ? "" : ` · ${finding.note}`;
    console.log(`${verdict} ${finding.check}: ${finding.seen} ${finding.unit}${note}${why}`);
    for (const fault of finding.faults)
      console.log(`     ${fault.path}${fault.line > 0 ? `:${fault.line}` : ""} ${fault.text}`);
  }
  return findings.length > 0 && findings.every(isGood) ? 0 : 1;
}
