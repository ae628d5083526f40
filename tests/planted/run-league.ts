import type { Catch } from "./hunt.ts";
import { hunt } from "./hunt.ts";
import type { SourceCopy } from "./plant.ts";
import { plant } from "./plant.ts";
import type { PlantedBug } from "./planted-bug.ts";

/** The first world of every hunt, and how many days a fault may hide. */
export const FIRST_SEED = 1;
export const DAYS_AT_MOST = 300;
const SECONDS_AT_MOST = 420;
/** Days of one world, to run a single seed again. */
const ONE_WORLD = 1;

/** What became of one planted fault. */
export interface LeagueRow {
  readonly bug: PlantedBug;
  /** Null: the simulator did not see it. */
  readonly found: Catch | null;
  /** What is wrong with the finding; empty: nothing. */
  readonly complaint: string;
}

/** Hunts every fault, two at a time; rows in the order of the list. */
export async function runLeague(
  bugs: readonly PlantedBug[],
  onRow: (row: LeagueRow) => void = () => {},
): Promise<LeagueRow[]> {
  const rows: LeagueRow[] = [];
  const healthy = plant(null);
  const clean = new Map<number, Promise<Catch | null>>();
  const isClean = async (seed: number): Promise<boolean> => {
    let known = clean.get(seed);
    if (known === undefined) {
      known = hunt(healthy, { seed, days: ONE_WORLD, secondsAtMost: SECONDS_AT_MOST });
      clean.set(seed, known);
    }
    return (await known) === null;
  };
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < bugs.length; at = next++) {
      const bug = bugs[at] as PlantedBug;
      const found = await huntOne(bug);
      const row = { bug, found, complaint: await complaintOf(bug, found, isClean) };
      rows[at] = row;
      onRow(row);
    }
  };
  try {
    await Promise.all([work(), work()]);
  } finally {
    healthy.remove();
  }
  return rows;
}

async function huntOne(bug: PlantedBug): Promise<Catch | null> {
  const copy: SourceCopy = plant(bug);
  try {
    return await hunt(copy, { seed: FIRST_SEED, days: DAYS_AT_MOST, secondsAtMost: SECONDS_AT_MOST });
  } finally {
    copy.remove();
  }
}

/** A finding counts when the fault is to blame: a promise it can break, in a world that holds without it. */
async function complaintOf(
  bug: PlantedBug,
  found: Catch | null,
  isClean: (seed: number) => Promise<boolean>,
): Promise<string> {
  if (found === null) return `${bug.id}: not found in ${DAYS_AT_MOST} simulated days`;
  if (!bug.expects.includes(found.id)) {
    return `${bug.id}: reported as ${found.id}, expected ${bug.expects.join(" or ")}: ${found.text}`;
  }
  if (!(await isClean(found.seed))) return `${bug.id}: seed ${found.seed} breaks a promise without the fault too`;
  return "";
}
