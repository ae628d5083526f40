import { EXIT } from "../platform/exit-codes.ts";
import { Failure } from "../platform/failure.ts";
import type { AppendFile, Storage } from "./storage.ts";

/** A storage in memory that fails on command (faults F36-F39); for tests and the simulator. */
export interface FaultyStorage extends Storage {
  /** Bytes the whole disk takes; appending beyond it writes what fits and throws ENOSPC. */
  capacityBytes: number;
  /** The next this many syncs throw EIO. */
  failingSyncs: number;
  /** While true, syncs wait for {@link releaseSyncs}. */
  holdsSyncs: boolean;
  releaseSyncs(): void;
  readonly syncs: () => number;
  /** What a power cut leaves: synced bytes and `keptRatio` (0..1) of the others; the lock is free again. */
  crash(keptRatio: number): void;
  /** Current bytes of a file. */
  bytesOf(file: string): Buffer;
  /** How many of its bytes a power cut leaves for certain. */
  syncedSizeOf(file: string): number;
  /** Replaces a file's bytes, as damage does. */
  replace(file: string, bytes: Buffer): void;
  remove(file: string): void;
}

interface MemoryFile {
  bytes: Buffer;
  synced: number;
}

/** An empty {@link FaultyStorage} without limits. */
export function faultyStorage(): FaultyStorage {
  const files = new Map<string, MemoryFile>();
  let isLocked = false;
  let syncCount = 0;
  let held: (() => void)[] = [];
  const fileOf = (name: string): MemoryFile => {
    const file = files.get(name);
    if (file === undefined) throw systemError("ENOENT", `no file ${name}`);
    return file;
  };
  const used = (): number => [...files.values()].reduce((sum, file) => sum + file.bytes.length, 0);
  const storage: FaultyStorage = {
    name: "memory",
    capacityBytes: Number.POSITIVE_INFINITY,
    failingSyncs: 0,
    holdsSyncs: false,
    releaseSyncs: () => {
      const waiting = held;
      held = [];
      for (const release of waiting) release();
    },
    syncs: () => syncCount,
    crash: (keptRatio) => {
      for (const file of files.values()) {
        const kept = file.synced + Math.floor((file.bytes.length - file.synced) * keptRatio);
        file.bytes = file.bytes.subarray(0, kept);
        file.synced = kept;
      }
      isLocked = false;
    },
    bytesOf: (name) => fileOf(name).bytes,
    syncedSizeOf: (name) => fileOf(name).synced,
    replace: (name, bytes) => {
      files.set(name, { bytes, synced: bytes.length });
    },
    remove: (name) => {
      files.delete(name);
    },
    lock: () => {
      if (isLocked) throw new Failure({ code: "LOCKED", exitCode: EXIT.conflict, message: "The memory is locked." });
      isLocked = true;
      return () => {
        isLocked = false;
      };
    },
    list: () => [...files.keys()].sort(),
    sizeOf: (name) => fileOf(name).bytes.length,
    read: (name, offset, into) => fileOf(name).bytes.copy(into, 0, offset),
    open: (name) => {
      const file = files.get(name) ?? { bytes: Buffer.alloc(0), synced: 0 };
      files.set(name, file);
      return openFile(file);
    },
  };
  const openFile = (file: MemoryFile): AppendFile => ({
    size: () => file.bytes.length,
    append: (bytes) => {
      const room = Math.max(0, storage.capacityBytes - used());
      file.bytes = Buffer.concat([file.bytes, bytes.subarray(0, room)]);
      if (bytes.length > room) throw systemError("ENOSPC", "no space left on device");
    },
    sync: async () => {
      const length = file.bytes.length;
      if (storage.holdsSyncs) await new Promise<void>((resolve) => held.push(resolve));
      else await new Promise<void>((resolve) => setImmediate(resolve));
      if (storage.failingSyncs > 0) {
        storage.failingSyncs -= 1;
        throw systemError("EIO", "i/o error");
      }
      syncCount += 1;
      file.synced = Math.max(file.synced, length);
    },
    truncate: (size) => {
      file.bytes = file.bytes.subarray(0, size);
      file.synced = Math.min(file.synced, size);
    },
    close: () => {},
  });
  return storage;
}

function systemError(code: string, message: string): Error {
  return Object.assign(new Error(`${code}: ${message}`), { code });
}
