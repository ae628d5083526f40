import type { AccountSnapshot } from "../../core/model/account-snapshot.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";

/** A report on its way, named by client id as a venue names it; empty for orders of nobody here. */
export interface Frame {
  readonly clientId: string;
  readonly report: VenueReport;
}

/** The connection from the venue to the process, and what it can repeat. */
export interface Stream {
  /** Until then it is down; frames are lost. */
  downUntil: number;
  /** Until then it is mute: alive, without a frame. */
  muteUntil: number;
  /** The latest `downUntil` and `muteUntil` that cost a frame: each is counted once. */
  lostDown: number;
  lostMute: number;
  /** Frames of the day, for a replay of history. */
  history: Frame[];
  /** An answer of a few seconds ago, for stale lists. */
  oldSnapshot: AccountSnapshot | null;
  /** Until then the positions query fails or comes back empty. */
  positionsFailUntil: number;
  positionsFailAs: "incomplete" | "empty";
}

/** A connection that is up. */
export function createStream(): Stream {
  return {
    downUntil: 0,
    muteUntil: 0,
    lostDown: 0,
    lostMute: 0,
    history: [],
    oldSnapshot: null,
    positionsFailUntil: 0,
    positionsFailAs: "incomplete",
  };
}
