import type { Fault, Finding } from "../finding.ts";
import { isTestFile, type SourceFile } from "../source-files.ts";

const LINES_MAX = 300;

/** Why a source file is longer than 300 lines; an entry that is no longer needed is a fault. */
export const LONG_FILES: Readonly<Record<string, string>> = {
  "bin/boot.cjs": "runs before anything is installed: one file to read, no module of ours to load",
  "src/journal/journal-writer.ts": "owns one file: append, group commit, retry and rotation change the same few fields",
};

/** Reports median and longest source file; each beyond 300 lines needs a reason in the table. */
export function checkFileLengths(
  files: readonly SourceFile[],
  reasons: Readonly<Record<string, string>> = LONG_FILES,
): Finding {
  const faults: Fault[] = [];
  const sources = files.filter((file) => !isTestFile(file.path));
  const lengths = sources.map((file) => ({ path: file.path, lines: lineCount(file.text) }));
  for (const { path, lines } of lengths) {
    const hasReason = Object.hasOwn(reasons, path);
    if (lines > LINES_MAX && !hasReason) {
      faults.push({
        path,
        line: 0,
        text: `has ${lines} lines: split it, or give the reason in tools/tidy/file-lengths.ts`,
      });
    }
    if (lines <= LINES_MAX && hasReason)
      faults.push({ path, line: 0, text: `has ${lines} lines: needs no reason any more` });
  }
  for (const path of Object.keys(reasons)) {
    if (!lengths.some((file) => file.path === path))
      faults.push({ path, line: 0, text: "is gone: take its reason away" });
  }
  return { check: "file lengths", seen: sources.length, unit: "source files", faults, note: summary(lengths) };
}

function summary(lengths: readonly { readonly path: string; readonly lines: number }[]): string {
  const sorted = lengths.toSorted((a, b) => a.lines - b.lines);
  const median = sorted[Math.floor(sorted.length / 2)]?.lines ?? 0;
  const longest = sorted.at(-1);
  const long = lengths.filter((file) => file.lines > LINES_MAX).length;
  return `median ${median} lines, longest ${longest?.path ?? "none"} with ${longest?.lines ?? 0}, ${long} over ${LINES_MAX}`;
}

function lineCount(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
