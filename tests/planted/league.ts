/** `node tests/planted/league.ts [--write] [fault ...]`: hunts the planted faults and says which are found, and when. */
import { writeTable } from "./league-table.ts";
import { PLANTED_BUGS } from "./planted-bugs.ts";
import { runLeague } from "./run-league.ts";

const names = process.argv.slice(2).filter((word) => word !== "--write");
const bugs = PLANTED_BUGS.filter((bug) => names.length === 0 || names.includes(bug.id));
const rows = await runLeague(bugs, ({ bug, found, complaint }) => {
  const what = found === null ? "not found" : `${found.id} on day ${found.days}, seed ${found.seed}`;
  process.stdout.write(`${bug.id.padEnd(26)} ${complaint === "" ? what : complaint}\n`);
});
if (process.argv.includes("--write") && names.length === 0) writeTable(rows);
process.exitCode = rows.every((row) => row.complaint === "") ? 0 : 1;
