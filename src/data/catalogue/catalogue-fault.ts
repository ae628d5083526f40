import type { DataFaultCode } from "../data-fault.ts";

/** Why the catalogue refuses, beside the reasons of the file readers; closed. */
export const CATALOGUE_FAULT_CODES = [
  /** The native package that reads and writes Parquet cannot be loaded. */
  "PARQUET_UNAVAILABLE",
  /** A symbol or resolution that no folder can be named after. */
  "NAME_INVALID",
  "DATASET_MISSING",
  /** A file of the catalogue is cut, changed or not what its manifest says. */
  "DATASET_DAMAGED",
  /** New bars differ from, or lie across, bars that are stored. */
  "CONFLICT",
  /** The folder cannot be written: permissions, read-only, full disk. */
  "NOT_WRITABLE",
  "FORMAT_UNKNOWN",
  "ZIP_DAMAGED",
  "LEAN_UNKNOWN",
  "PARQUET_DAMAGED",
  /** Adjusted prices were asked for and the actions are missing, or the data are adjusted already. */
  "ADJUSTMENT_IMPOSSIBLE",
  "ACTIONS_INVALID",
  /** All hours were asked for and only the regular session is stored. */
  "SESSION_MISSING",
] as const;
export type CatalogueFaultCode = (typeof CATALOGUE_FAULT_CODES)[number];

/** One refusal: where it is, what was found and what is allowed. */
export interface CatalogueFault {
  readonly code: CatalogueFaultCode | DataFaultCode;
  readonly file: string;
  /** Line of the file from 1; 0 when the fault is of the file as a whole. */
  readonly line: number;
  readonly detail: string;
}

export interface Refused {
  readonly ok: false;
  readonly faults: readonly CatalogueFault[];
}

/** A refusal for one reason. */
export function refused(code: CatalogueFault["code"], file: string, detail: string, line = 0): Refused {
  return { ok: false, faults: [{ code, file, line, detail }] };
}

/** What the file system refused as a fault; anything else is a bug and is thrown again. */
export function writeFault(error: unknown, path: string): Refused {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  if (!/^E[A-Z]+$/.test(code)) throw error;
  const why =
    code === "ENOSPC" ? "the disk is full" : code === "EROFS" ? "the file system is read-only" : "no permission";
  return refused("NOT_WRITABLE", path, `it cannot be written: ${why} (${code})`);
}
