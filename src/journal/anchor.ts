import { closeSync, constants, fdatasyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { systemCodeOf } from "../platform/failure.ts";
import { syncDirectory } from "./file-storage.ts";

/** The head of a journal at some time, kept apart from it so that a cut tail is seen. */
export interface Anchor {
  /** Last durable input. */
  readonly seq: number;
  /** Hash of the last durable record. */
  readonly hash: string;
  /** Wall clock, ISO 8601 UTC. */
  readonly at: string;
}

/** Appends an anchor to the file at `path`, durably. */
export function appendAnchor(path: string, anchor: Anchor): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND, 0o600);
  try {
    const isTorn = !/(^|\n)$/.test(readFileSync(path, "utf8"));
    const line = JSON.stringify({ seq: anchor.seq, hash: anchor.hash, at: anchor.at });
    writeSync(descriptor, `${isTorn ? "\n" : ""}${line}\n`);
    fdatasyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  syncDirectory(dirname(path));
}

/** Anchors of the file at `path` in order, [] when there is none; an unfinished last line is left out. */
export function readAnchors(path: string): readonly Anchor[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (systemCodeOf(error) === "ENOENT") return [];
    throw error;
  }
  const anchors: Anchor[] = [];
  for (const line of text.split("\n")) {
    const anchor = parseAnchor(line);
    if (anchor !== null) anchors.push(anchor);
  }
  return anchors;
}

function parseAnchor(line: string): Anchor | null {
  try {
    const { seq, hash, at } = JSON.parse(line) as Partial<Anchor>;
    return typeof seq === "number" && typeof hash === "string" && typeof at === "string" ? { seq, hash, at } : null;
  } catch {
    return null;
  }
}
