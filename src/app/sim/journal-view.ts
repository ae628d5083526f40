import type { Storage } from "../../journal/storage.ts";
import type { Segment } from "./disk.ts";

/** The simulated journal as the storage that the production readers walk; made only when one of them looks. */
export function storageOf(segments: readonly Segment[], tornTail = ""): Storage {
  const bytes = new Map<string, Buffer>();
  const bytesOf = (name: string): Buffer => {
    const known = bytes.get(name);
    if (known !== undefined) return known;
    const at = segments.findIndex((segment) => segment.name === name);
    const lines = (segments[at] as Segment).lines;
    const tail = at === segments.length - 1 ? tornTail : "";
    const made = Buffer.from(lines.length === 0 ? tail : `${lines.join("\n")}\n${tail}`, "utf8");
    bytes.set(name, made);
    return made;
  };
  const refuse = (): never => {
    throw new Error("the simulated journal is read only here");
  };
  return {
    name: "simulated disk",
    lock: refuse,
    list: () => segments.map((segment) => segment.name),
    sizeOf: (name) => bytesOf(name).length,
    read: (name, offset, into) => bytesOf(name).copy(into, 0, offset),
    open: refuse,
  };
}
