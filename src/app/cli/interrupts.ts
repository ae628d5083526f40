import { EXIT } from "../../platform/exit-codes.ts";

export type StopSignal = "SIGINT" | "SIGTERM";

/** Exit code of a run that a signal ended. */
export const STOP_EXIT_CODE: Readonly<Record<StopSignal, number>> = {
  SIGINT: EXIT.interrupted,
  SIGTERM: EXIT.terminated,
};

/** A terminal and npm both pass on one Ctrl-C: what comes this soon after is the same key press. */
const SAME_PRESS_MS = 500;

/**
 * Calls `onFirst` at the first SIGINT or SIGTERM, so that the command can end cleanly, and ends
 * the process at the second. Returns a function that takes the handlers away.
 */
export function onInterrupt(onFirst: (signal: StopSignal) => void): () => void {
  let firstAt: number | null = null;
  const handle = (signal: StopSignal): void => {
    if (firstAt === null) {
      firstAt = performance.now();
      onFirst(signal);
    } else if (performance.now() - firstAt > SAME_PRESS_MS) {
      process.exit(STOP_EXIT_CODE[signal]);
    }
  };
  process.on("SIGINT", handle);
  process.on("SIGTERM", handle);
  return () => {
    process.off("SIGINT", handle);
    process.off("SIGTERM", handle);
  };
}
