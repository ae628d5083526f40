import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { workerData } from "node:worker_threads";
import { createGunzip } from "node:zlib";
import type { UnpackingShare } from "./open-unpacking.ts";
import { SLOT_BYTES, SLOT_EMPTY, SLOT_ENDED, SLOT_FAILED, SLOT_FULL } from "./open-unpacking.ts";

/** The thread that unpacks a gzip file into the slots its reader empties. */
const share = workerData as UnpackingShare;
const control = new Int32Array(share.control);
let slot = 0;

try {
  await pipeline(createReadStream(share.path), createGunzip({ chunkSize: SLOT_BYTES }), async (chunks) => {
    for await (const chunk of chunks as AsyncIterable<Uint8Array>) fill(chunk);
  });
  hand(SLOT_ENDED);
} catch {
  hand(SLOT_FAILED);
}

function fill(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += SLOT_BYTES) {
    const part = bytes.subarray(at, at + SLOT_BYTES);
    awaitEmpty();
    new Uint8Array(share.slots, slot * SLOT_BYTES, part.length).set(part);
    control[2 + slot] = part.length;
    hand(SLOT_FULL);
    slot = 1 - slot;
  }
}

function awaitEmpty(): void {
  for (;;) {
    const state = Atomics.load(control, slot);
    if (state === SLOT_EMPTY) return;
    Atomics.wait(control, slot, state);
  }
}

function hand(state: number): void {
  if (state !== SLOT_FULL) awaitEmpty();
  Atomics.store(control, slot, state);
  Atomics.notify(control, slot);
}
