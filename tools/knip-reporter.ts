import type { Reporter } from "knip";

/** Prints knip's issues one a line and, last, how many files it has read: `processed N`. */
const report: Reporter = ({ issues, counters, report: kinds }) => {
  for (const [kind, isReported] of Object.entries(kinds)) {
    if (!isReported) continue;
    const byFile = Object.values(issues[kind as keyof typeof issues] as Record<string, Record<string, IssueLike>>);
    for (const issue of byFile.flatMap((found) => Object.values(found))) {
      console.log(
        `${issue.filePath}${issue.line === undefined ? "" : `:${issue.line}`} unused ${kind}: ${issue.symbol}`,
      );
    }
  }
  console.log(`processed ${counters.processed}`);
};

interface IssueLike {
  readonly filePath: string;
  readonly symbol: string;
  readonly line?: number;
}

export default report;
