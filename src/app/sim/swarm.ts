import { createRandom, nextUniform } from "../../core/math/random.ts";
import { SWITCHED } from "./fault-table.ts";

/**
 * Which faults a run has and how hard each hits: every one is off in about half of the runs, so
 * that rare combinations are reached. A pure function of the run's seed.
 */
export interface Swarm {
  /** Intensity in (0, 1] of the faults that are on. */
  readonly intensities: ReadonlyMap<string, number>;
}

/** Draws the swarm of a run; `only` leaves everything else off (and switches these on when they were named by a person). */
export function drawSwarm(seed: number, only: readonly string[] | null): Swarm {
  const random = createRandom(seed * 64 + 63);
  const intensities = new Map<string, number>();
  for (const id of SWITCHED) {
    const isDrawn = nextUniform(random) < 0.5;
    // Drawn also when it is not used, so that leaving one fault out changes no other.
    const intensity = 0.05 + 0.95 * nextUniform(random);
    if (only === null ? isDrawn : only.includes(id)) intensities.set(id, intensity);
  }
  return { intensities };
}

/** Ids of the faults that are on, in the order of the catalogue. */
export function faultsOf(swarm: Swarm): string[] {
  return [...swarm.intensities.keys()];
}
