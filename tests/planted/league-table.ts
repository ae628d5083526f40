import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LeagueRow } from "./run-league.ts";
import { DAYS_AT_MOST } from "./run-league.ts";

const PAGE = join(import.meta.dirname, "../../docs/reliability-planted-bugs.md");
const HEAD = "| fault | planted in | what it does | broke | day | seed |";

/** One row of the table as it stands in the docs. */
export interface WrittenRow {
  readonly id: string;
  readonly foundBy: string;
  readonly days: number;
}

/** Writes the page of the docs anew. */
export function writeTable(rows: readonly LeagueRow[], page: string = PAGE): void {
  const days = rows.map((row) => row.found?.days ?? DAYS_AT_MOST).sort((a, b) => a - b);
  const middle = days[Math.floor(days.length / 2)] ?? 0;
  const lines = rows.map(({ bug, found }) => {
    const caught = found === null ? "not found | - | -" : `${found.id} | ${found.days} | ${found.seed}`;
    return `| ${bug.id} | ${bug.file} | ${bug.title} | ${caught} |`;
  });
  writeFileSync(
    page,
    `${introduction(rows.length, middle, days.at(-1) ?? 0)}\n${HEAD}\n|---|---|---|---|---|---|\n${lines.join("\n")}\n`,
  );
}

/** The rows of the page. */
export function readTable(page: string = PAGE): WrittenRow[] {
  const rows: WrittenRow[] = [];
  for (const line of readFileSync(page, "utf8").split("\n")) {
    const cells = line.split("|").map((cell) => cell.trim());
    if (cells.length !== 8 || cells[1] === "fault" || cells[1]?.startsWith("---") === true) continue;
    rows.push({ id: cells[1] as string, foundBy: cells[4] as string, days: Number(cells[5]) });
  }
  return rows;
}

function introduction(count: number, middle: number, most: number): string {
  return `# Planted bugs

A simulator that finds nothing proves nothing. So ${count} faults of one line each are planted in a copy of the
core, one at a time, and the hostile simulator, which knows nothing of them, must say that a promise is broken. The
table shows which promise broke, on which simulated day counted from seed 1, and in which seed: half of the faults
show within ${middle} days, the best hidden one on day ${most}. A finding counts only when the broken promise is one that the
fault can break (tests/planted/bugs-of-*.ts names them) and the same seed holds without the fault. CORE is an assertion
of the core itself, GROWTH an account that is asked for the same without end.

\`node tests/planted/league.ts\` runs the league and prints it, \`--write\` writes this page, names of faults run only
those. \`npm test\` plants four of them, the long mode (\`AGENTTRADER_LONG_TESTS=1\`) all, and both check that
every fault still finds its line in the source and has its row here. The days move with every change of the core or of
the simulated world; the test does not compare them.
`;
}
