import { Worker } from "node:worker_threads";
import type { PullBytes } from "./byte-windows.ts";

/**
 * What the reader and the unpacking thread share: two slots that are filled and emptied in turn, so
 * that unpacking and parsing run side by side and memory stays what it is.
 */
export interface UnpackingShare {
  readonly path: string;
  /** Int32: state of slot 0 and 1, then the number of bytes in each. */
  readonly control: SharedArrayBuffer;
  /** Two slots of {@link SLOT_BYTES}. */
  readonly slots: SharedArrayBuffer;
}

export const SLOT_BYTES = 1_048_576;
export const SLOT_EMPTY = 0;
export const SLOT_FULL = 1;
export const SLOT_ENDED = 2;
export const SLOT_FAILED = 3;
/** A disk that gives nothing for so long gives nothing any more. */
const PATIENCE_MS = 120_000;

/** Unpacks a gzip file in a thread; `onFault` is called once when the content is damaged or the thread falls silent. */
export function openUnpacking(
  path: string,
  onFault: () => void,
): { readonly pull: PullBytes; readonly close: () => void } {
  const share: UnpackingShare = {
    path,
    control: new SharedArrayBuffer(16),
    slots: new SharedArrayBuffer(2 * SLOT_BYTES),
  };
  const control = new Int32Array(share.control);
  const worker = new Worker(new URL("./unpack-worker.ts", import.meta.url), { workerData: share });
  worker.unref();
  // What goes wrong in the thread is told through the slots; an error event must not end the process.
  worker.on("error", () => {});
  let slot = 0;
  let taken = 0;
  let hasEnded = false;
  const close = (): void => {
    hasEnded = true;
    void worker.terminate();
  };
  const pull = (into: Uint8Array): number => {
    if (hasEnded) return 0;
    const waited = Atomics.wait(control, slot, SLOT_EMPTY, PATIENCE_MS);
    const state = waited === "timed-out" ? SLOT_FAILED : Atomics.load(control, slot);
    if (state !== SLOT_FULL) {
      hasEnded = true;
      if (state === SLOT_FAILED) onFault();
      return 0;
    }
    const length = control[2 + slot] as number;
    const count = Math.min(into.length, length - taken);
    into.set(new Uint8Array(share.slots, slot * SLOT_BYTES + taken, count));
    taken += count;
    if (taken === length) {
      taken = 0;
      Atomics.store(control, slot, SLOT_EMPTY);
      Atomics.notify(control, slot);
      slot = 1 - slot;
    }
    return count;
  };
  return { pull, close };
}
