import { hash } from "node:crypto";
import { encodeState } from "../../core/engine/encode-state.ts";
import type { Shadow } from "./invariants/shadow.ts";
import { copyShadow } from "./invariants/shadow.ts";
import type { World } from "./world.ts";

/** A snapshot on the simulated disk, with the oracle's state beside it. */
export interface SavedState {
  readonly seq: number;
  /** Text of the state; a flipped bit changes it. */
  text: string;
  /** Hash of the text when it was written. */
  readonly hash: string;
  readonly shadow: Shadow;
}

const KEPT = 3;

/** Takes a snapshot of the core as it stands. */
export function saveState(world: World): SavedState {
  const text = encodeState(world.host.core.state);
  const saved: SavedState = {
    seq: world.host.core.state.seq,
    text,
    hash: hash("sha256", text, "hex"),
    shadow: copyShadow(world.shadow),
  };
  world.saved.push(saved);
  if (world.saved.length > KEPT) world.saved.shift();
  return saved;
}

/** Flips one bit of the newest snapshot, as a bad disk does. */
export function flipBit(saved: SavedState, at: number): void {
  const place = at % saved.text.length;
  const flipped = String.fromCharCode(saved.text.charCodeAt(place) ^ 1);
  saved.text = saved.text.slice(0, place) + flipped + saved.text.slice(place + 1);
}

/** The newest snapshot that is whole and not behind the journal's end; null: replay from the first input. */
export function newestWhole(world: World, lastSeq: number): { saved: SavedState | null; skipped: number } {
  let skipped = 0;
  for (let i = world.saved.length - 1; i >= 0; i -= 1) {
    const saved = world.saved[i] as SavedState;
    if (saved.seq > lastSeq) continue;
    if (hash("sha256", saved.text, "hex") === saved.hash) return { saved, skipped };
    skipped += 1;
  }
  return { saved: null, skipped };
}
