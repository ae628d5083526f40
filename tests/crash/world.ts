/** What a crash leaves: the disk, and what those outside were told. */
import type { FaultyStorage } from "../../src/journal/faulty-storage.ts";
import { faultyStorage } from "../../src/journal/faulty-storage.ts";
import type { Acknowledged } from "./process.ts";
import type { DiskEnd, Reference } from "./reference.ts";

/** Where in the life of one input the process dies (F36). */
export const BOUNDARIES = ["before write", "after write", "after sync", "after send", "after answer"] as const;
export type Boundary = (typeof BOUNDARIES)[number];

export interface World {
  readonly seq: number;
  readonly boundary: Boundary;
  /** Share of the unsynced bytes that reached the disk all the same. */
  readonly keptRatio: number;
}

/** Two crashes with the same key leave the same world, so one recovery speaks for both. */
export function keyOf(reference: Reference, world: World): string {
  const { seq, boundary } = world;
  if (boundary === "after write") return `${seq} torn`;
  const { file, bytes } = boundary === "before write" ? reference.endBefore(seq) : reference.endAfter(seq);
  return `${file} ${bytes} told ${toldBefore(reference, boundary === "after answer" ? seq + 1 : seq)}`;
}

/** The storage as the next process finds it. */
export function diskOf(reference: Reference, world: World): FaultyStorage {
  const { seq, boundary } = world;
  const isWritten = boundary !== "before write" && boundary !== "after write";
  const disk = diskUpTo(reference, isWritten ? reference.endAfter(seq) : reference.endBefore(seq));
  if (boundary !== "after write") return disk;
  const end = reference.endAfter(seq);
  const before = disk.list().includes(end.file) ? disk.sizeOf(end.file) : 0;
  disk.open(end.file).append(reference.storage.bytesOf(end.file).subarray(before, end.bytes));
  disk.crash(world.keptRatio);
  return disk;
}

/** The same files on a disk of their own. */
export function copyOf(disk: FaultyStorage): FaultyStorage {
  const copy = faultyStorage();
  for (const file of disk.list()) copy.replace(file, disk.bytesOf(file));
  return copy;
}

/** Answers that were given before the crash. */
export function toldIn(reference: Reference, world: World): Acknowledged {
  const before = world.boundary === "after answer" ? world.seq + 1 : world.seq;
  return new Map([...reference.acknowledged].filter(([, seq]) => seq < before));
}

function toldBefore(reference: Reference, seq: number): number {
  let told = 0;
  for (const at of reference.acknowledged.values()) if (at < seq) told += 1;
  return told;
}

function diskUpTo(reference: Reference, end: DiskEnd): FaultyStorage {
  const disk = faultyStorage();
  for (const file of reference.storage.list()) {
    if (file > end.file) break;
    const bytes = reference.storage.bytesOf(file);
    disk.replace(file, file === end.file ? bytes.subarray(0, end.bytes) : bytes);
  }
  return disk;
}
