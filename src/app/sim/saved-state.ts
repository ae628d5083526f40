import { hash } from "node:crypto";
import { decodeState, encodeState } from "../../core/engine/encode-state.ts";
import type { CoreState } from "../../core/engine/core-state.ts";
import { copyPlainData } from "./copy-plain-data.ts";
import type { Shadow } from "./invariants/shadow.ts";
import type { World } from "./world.ts";

/**
 * A snapshot on the simulated disk, with the oracle's state beside it. Where the journal's bytes
 * are written it is the production's text, elsewhere a copy that becomes text when a bit of it flips.
 */
export interface SavedState {
  readonly seq: number;
  readonly state: CoreState | null;
  /** Text of the state; a flipped bit changes it. Empty: not made. */
  readonly text: string;
  /** Hash of the text when it was written. */
  readonly hash: string;
  readonly shadow: Shadow;
}

const KEPT = 3;

/** Takes a snapshot of the core as it stands. */
export function saveState(world: World): SavedState {
  const { state } = world.host.core;
  const text = world.disk.isWritten ? encodeState(state) : "";
  const saved: SavedState = {
    seq: state.seq,
    state: world.disk.isWritten ? null : copyPlainData(state),
    text,
    hash: text === "" ? "" : hash("sha256", text, "hex"),
    shadow: copyPlainData(world.shadow),
  };
  world.saved.push(saved);
  if (world.saved.length > KEPT) world.saved.shift();
  return saved;
}

/** The state of a snapshot, to go on from; the snapshot stays as it is. */
export function stateOf(saved: SavedState): CoreState {
  return saved.state === null ? decodeState(saved.text) : copyPlainData(saved.state);
}

/** A snapshot after a bad disk flipped one bit of it, at the place that `draw` names. */
export function flipBit(saved: SavedState, draw: (length: number) => number): SavedState {
  const text = saved.state === null ? saved.text : encodeState(saved.state);
  const place = draw(text.length);
  const flipped = String.fromCharCode(text.charCodeAt(place) ^ 1);
  return {
    ...saved,
    state: null,
    text: text.slice(0, place) + flipped + text.slice(place + 1),
    hash: saved.state === null ? saved.hash : hash("sha256", text, "hex"),
  };
}

/** The newest snapshot that is whole and not behind the journal's end; null: replay from the first input. */
export function newestWhole(world: World, lastSeq: number): { saved: SavedState | null; skipped: number } {
  let skipped = 0;
  for (let i = world.saved.length - 1; i >= 0; i -= 1) {
    const saved = world.saved[i] as SavedState;
    if (saved.seq > lastSeq) continue;
    if (saved.state !== null || hash("sha256", saved.text, "hex") === saved.hash) return { saved, skipped };
    skipped += 1;
  }
  return { saved: null, skipped };
}
