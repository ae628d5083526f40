import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { createColumns } from "../bar-columns.ts";
import type { BarColumns } from "../bar-columns.ts";
import { nyseSessions } from "../calendar/nyse-calendar.ts";
import type { ImportOptions } from "./import-file.ts";
import { openParquetEngine } from "./parquet-engine.ts";
import type { EngineResult, ParquetEngine } from "./parquet-engine.ts";

/** An engine for the tests of one file, closed at its end, and folders that go with it. */
export async function catalogueForTest(): Promise<{
  readonly engine: ParquetEngine;
  readonly open: () => Promise<EngineResult>;
  readonly newFolder: () => string;
}> {
  const opened = await openParquetEngine();
  if (!opened.ok) throw new Error(opened.detail);
  const { engine } = opened;
  const folders: string[] = [];
  after(() => {
    engine.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return {
    engine,
    open: async () => ({ ok: true, engine: { ...engine, close: () => undefined } }),
    newFolder: () => {
      const folder = mkdtempSync(join(tmpdir(), "catalogue-[x]*-"));
      folders.push(folder);
      return folder;
    },
  };
}

/** What `data import` uses when nothing is said, with prices claimed to be raw. */
export function optionsFor(dataDir: string, changes: Partial<ImportOptions> = {}): ImportOptions {
  return {
    dataDir,
    symbol: null,
    tz: "America/New_York",
    barTime: "open",
    session: "regular",
    skipBadRows: false,
    format: "auto",
    basis: "raw",
    isReplacing: false,
    ...changes,
  };
}

/** `count` sound one-minute bars from the open of 2 January 2024 on, prices by `price`. */
export function minutes(count: number, price: (i: number) => number, from = "2024-01-02"): BarColumns {
  const columns = createColumns("TEST", count, 60);
  let i = 0;
  for (const session of nyseSessions(from, "2025-12-31")) {
    for (let at = session.openMicros; at < session.closeMicros && i < count; at += 60e6) {
      const base = price(i);
      columns.tsOpen[i] = at;
      columns.tsClose[i] = at + 60e6;
      columns.openMicros[i] = base;
      columns.highMicros[i] = base + 3;
      columns.lowMicros[i] = base - 2;
      columns.closeMicros[i] = base + 1;
      columns.volume[i] = 1 + (i % 7);
      i += 1;
    }
  }
  return columns;
}
