import {
  closeSync,
  constants,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { acquireLock } from "../platform/lock-file.ts";
import { segmentSeq } from "./storage.ts";
import type { AppendFile, Storage } from "./storage.ts";

/** Journal files in the folder `directory`, which is created for its owner alone when missing. */
export function fileStorage(directory: string): Storage {
  return {
    name: directory,
    lock: (purpose, since) => {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      return acquireLock(join(directory, "journal.lock"), { purpose, since }).release;
    },
    list: () => listSegments(directory),
    sizeOf: (file) => statSync(join(directory, file)).size,
    read: (file, offset, into) => {
      const descriptor = openSync(join(directory, file), "r");
      try {
        return readSync(descriptor, into, 0, into.length, offset);
      } finally {
        closeSync(descriptor);
      }
    },
    open: (file) => openAppend(directory, file),
  };
}

function listSegments(directory: string): string[] {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
  return names.filter((name) => segmentSeq(name) !== null).sort((a, b) => (segmentSeq(a) ?? 0) - (segmentSeq(b) ?? 0));
}

function openAppend(directory: string, file: string): AppendFile {
  const descriptor = openSync(join(directory, file), constants.O_RDWR | constants.O_CREAT, 0o600);
  syncDirectory(directory);
  let size = fstatSync(descriptor).size;
  return {
    size: () => size,
    append: (bytes) => {
      let done = 0;
      while (done < bytes.length) {
        const count = writeSync(descriptor, bytes, done, bytes.length - done, size);
        done += count;
        size += count;
      }
    },
    sync: () =>
      new Promise((resolve, reject) => {
        fdatasync(descriptor, (error) => {
          if (error === null || error === undefined) resolve();
          else reject(error);
        });
      }),
    truncate: (to) => {
      ftruncateSync(descriptor, to);
      size = to;
      fdatasyncSync(descriptor);
    },
    close: () => closeSync(descriptor),
  };
}

/** Makes the names in a folder durable; a system that cannot sync folders does not need it. */
export function syncDirectory(directory: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(directory, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
