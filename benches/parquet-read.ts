/**
 * The catalogue's Parquet: writing bars and reading them straight into typed arrays, against reading
 * the same file into row objects, in the same run. Each way runs in a process of its own, so that its
 * peak memory is its own. Processor time of all threads, which a busy machine leaves alone; what a
 * user waits is beside it. `node benches/parquet-read.ts [rows] [rounds]`
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { createColumns } from "../src/data/bar-columns.ts";
import type { BarColumns } from "../src/data/bar-columns.ts";
import { openParquetEngine } from "../src/data/catalogue/parquet-engine.ts";
import { readCatalogueBars } from "../src/data/catalogue/read-catalogue-bars.ts";
import { storeRows } from "../src/data/catalogue/store-rows.ts";
import { rowsOfBars } from "../src/data/catalogue/stored-rows.ts";

const SECONDS_PER_BAR = 1;
/** All in one year, so that one file holds them. */
const FIRST = Date.parse("2024-01-02T00:00:00Z") * 1000;

function generate(rowCount: number): BarColumns {
  const bars = createColumns("BENCH", rowCount, SECONDS_PER_BAR);
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 4_294_967_296;
  };
  let price = 500_000_000;
  for (let i = 0; i < rowCount; i += 1) {
    const open = price;
    price = Math.max(10_000_000, price + Math.round((random() - 0.5) * 100) * 10_000);
    bars.tsOpen[i] = FIRST + i * 1e6;
    bars.tsClose[i] = FIRST + (i + 1) * 1e6;
    bars.openMicros[i] = open;
    bars.highMicros[i] = Math.max(open, price) + 10_000;
    bars.lowMicros[i] = Math.min(open, price) - 10_000;
    bars.closeMicros[i] = price;
    bars.volume[i] = Math.floor(random() * 1e6);
  }
  return bars;
}

interface Seconds {
  readonly cpu: number;
  readonly wall: number;
}

async function timed(work: () => Promise<void>): Promise<Seconds> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1e6, wall: (performance.now() - start) / 1000 };
}

/** Stores the bars as an import would; returns the seconds of that alone. */
async function write(dataDir: string, rowCount: number): Promise<Seconds> {
  const bars = generate(rowCount);
  const opened = await openParquetEngine();
  if (!opened.ok) throw new Error(opened.detail);
  const counts = { rows: rowCount, dropped: 0, outside: 0, suspicious: 0 };
  const claims = { zone: "UTC", barTime: "open", session: "all", importer: 1 } as const;
  const source = { file: "generated", sha256: "generated", format: "csv", ...counts, ...claims } as const;
  const request = { dataDir, rows: rowsOfBars(bars), source, adjustment: "raw", isReplacing: false } as const;
  const seconds = await timed(async () => {
    const stored = await storeRows(opened.engine, request);
    if (!stored.ok) throw new Error(JSON.stringify(stored));
  });
  opened.engine.close();
  return seconds;
}

function readTyped(dataDir: string, rowCount: number): Promise<Seconds> {
  return timed(async () => {
    const read = await readCatalogueBars(dataDir, "BENCH", "1s", { from: null, to: null, adjust: "raw" });
    if (!read.ok || read.columns.count !== rowCount) throw new Error("the reader saw other rows than were written");
  });
}

/** What one would write first: every row an object. */
function readObjects(dataDir: string, rowCount: number): Promise<Seconds> {
  const path = join(dataDir, "catalogue", "BENCH", "1s", "2024.parquet");
  return timed(async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const rows = await (await connection.run(`SELECT * FROM read_parquet('${path}')`)).getRowObjects();
    if (rows.length !== rowCount) throw new Error("the reader saw other rows than were written");
  });
}

const WAYS = { write, "read into columns": readTyped, "read into objects": readObjects } as const;

/** The kernel's highest resident set of this process in MiB; 0 where it does not say. */
function peakMebibytes(): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

async function measure(rowCount: number, rounds: number): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "parquet-read-"));
  console.log(`${rowCount} rows of 7 columns, processor time, best of ${rounds}`);
  try {
    for (const way of Object.keys(WAYS)) {
      let best: Seconds = { cpu: Number.POSITIVE_INFINITY, wall: Number.POSITIVE_INFINITY };
      let peak = 0;
      for (let round = 0; round < (way === "write" ? 1 : rounds); round += 1) {
        const args = [fileURLToPath(import.meta.url), way, dataDir, String(rowCount)];
        const child = spawnSync(process.execPath, args, { encoding: "utf8" });
        if (child.status !== 0) throw new Error(child.stderr);
        const answer = JSON.parse(child.stdout) as { readonly seconds: Seconds; readonly peak: number };
        if (answer.seconds.cpu < best.cpu) best = answer.seconds;
        peak = Math.max(peak, answer.peak);
      }
      const rate = Math.round(rowCount / best.cpu)
        .toLocaleString("en")
        .padStart(12);
      const [cpu, wall] = [best.cpu, best.wall].map((seconds) => (seconds * 1000).toFixed(0).padStart(7));
      console.log(`${way.padEnd(20)} ${cpu} ms  ${rate} rows/s  waited ${wall} ms  peak ${peak} MiB`);
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const [first, dataDir, rows] = process.argv.slice(2);
const way = Object.entries(WAYS).find(([name]) => name === first)?.[1];
if (way !== undefined && dataDir !== undefined) {
  const seconds = await way(dataDir, Number(rows));
  console.log(JSON.stringify({ seconds, peak: peakMebibytes() }));
} else await measure(Number(first ?? 10_000_000), Number(dataDir ?? 3));
