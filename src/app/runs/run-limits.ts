/** Most runs of the engine that one sweep or walk-forward over HTTP may take. */
export const COMBINATIONS_MAX = 10_000;
/** Runs that may wait behind the one that is under way. */
export const WAITING_MAX = 8;
/** Milliseconds a cancelled run has to keep what it has. */
export const GRACE_MS = 5_000;
/** Milliseconds between two words about progress. */
export const PROGRESS_MS = 250;
