import type { KillState } from "../../../src/contract/kill-switch.ts";
import { countOf } from "../format/words.ts";

/** A level of the kill switch in the words of the dialog. */
export interface StopLevel {
  readonly level: 1 | 2 | 3;
  readonly name: string;
  readonly effect: (counts: StopCounts) => string;
}
/** What a stop touches; null while unknown. */
export interface StopCounts {
  readonly openPositions: number | null;
  readonly workingEntries: number | null;
}

const countText = (count: number | null, noun: string): string =>
  count === null ? `all ${noun}s` : countOf(count, noun);

export const STOP_LEVELS: readonly StopLevel[] = [
  {
    level: 1,
    name: "Stop new risk",
    effect: ({ openPositions }) =>
      `Entries are blocked at once. Exits, stops and targets keep working. ${stayText(openPositions)}`,
  },
  {
    level: 2,
    name: "Stop and cancel",
    effect: ({ workingEntries }) =>
      `Also cancels ${countText(workingEntries, "working entry order")}. Protective orders stay.`,
  },
  {
    level: 3,
    name: "Stop and flatten",
    effect: ({ openPositions }) =>
      `Also closes ${countText(openPositions, "open position")} at market; their protective orders are taken off as part of it. Positions in closed markets wait for the opening.`,
  },
];

function stayText(openPositions: number | null): string {
  if (openPositions === null) return "Open positions stay.";
  return openPositions === 1 ? "1 position stays open." : `${openPositions} positions stay open.`;
}

/** What must be typed for level 3, as the server expects it. */
export function flattenPhrase(openPositions: number): string {
  return `FLATTEN ${openPositions}`;
}

/** Text of the button that sends the level. */
export function stopButtonText(level: 1 | 2 | 3, counts: StopCounts): string {
  switch (level) {
    case 1:
      return "STOP NEW RISK";
    case 2:
      return "STOP AND CANCEL ENTRIES";
    case 3:
      return counts.openPositions === null ? "STOP AND CLOSE ALL" : `STOP AND CLOSE ${counts.openPositions}`;
  }
}

/** What is left after a stop: nothing means that it is finished. */
export function leftToDo(kill: KillState): readonly string[] {
  const { openPositions, openOrders, workingEntries, waitingFor } = kill.progress;
  const left: string[] = [];
  if (kill.level === 2 && workingEntries > 0) left.push(`${countOf(workingEntries, "entry order")} to cancel`);
  if (kill.level < 3 || kill.certificate !== null) return left;
  if (openOrders > 0) left.push(countOf(openOrders, "live order"));
  if (openPositions > 0) left.push(`${countOf(openPositions, "position")} to close`);
  left.push(...waitingFor.map((text) => `waits for ${text}`));
  // Our books are no proof: only the venue's own answer is.
  if (left.length === 0) left.push("the venue's word that nothing is left");
  return left;
}

/** What the stop has done so far; empty while that is nothing. */
export function doneSoFar(kill: KillState): string {
  const { cancelledOrders, closedLots } = kill.progress;
  const done: string[] = [];
  if (cancelledOrders > 0) done.push(`${countOf(cancelledOrders, "order")} cancelled`);
  if (closedLots > 0) done.push(`${countOf(closedLots, "lot")} closed`);
  return done.join(", ");
}
