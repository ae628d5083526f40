const FIRST_MS = 1_000;
const LAST_MS = 30_000;

/** Wait before try number `attempt` (from 0): doubles from 1 s to 30 s; `random` in [0, 1) spreads clients. */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling * (0.5 + random / 2));
}
