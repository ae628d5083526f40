/**
 * The journal beside a plain write + fdatasync loop on the same disk in the same run; figures go
 * to docs/benchmarks.md. `node benches/journal.ts [FOLDER]`
 */
import { closeSync, fdatasync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileStorage } from "../src/journal/file-storage.ts";
import { testBar, testOptions } from "../src/journal/journal-fixture.ts";
import { readJournal } from "../src/journal/journal-reader.ts";
import { JournalWriter } from "../src/journal/journal-writer.ts";
import { verifyJournal } from "../src/journal/verify-journal.ts";

interface Figures {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const LOOPS = 1_000;
const GROUPED = 64_000;
const MILLION = 1_000_000;
const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), "journal-bench-"));

function figures(latencies: number[], elapsedMs: number): Figures {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { perSecond: (latencies.length / elapsedMs) * 1_000, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** The floor: one record written and synced at a time, without any journal. */
async function plainLoop(count: number): Promise<Figures> {
  const descriptor = openSync(join(folder, `plain-${performance.now()}`), "w");
  const bytes = Buffer.alloc(500, "x");
  const latencies: number[] = [];
  const start = performance.now();
  for (let n = 0; n < count; n += 1) {
    const from = performance.now();
    writeSync(descriptor, bytes);
    await new Promise<void>((resolve, reject) =>
      fdatasync(descriptor, (error) => (error === null ? resolve() : reject(error))),
    );
    latencies.push(performance.now() - from);
  }
  const elapsed = performance.now() - start;
  closeSync(descriptor);
  return figures(latencies, elapsed);
}

/** `appenders` loops, each waiting until its input is durable before it appends the next. */
async function closedLoops(name: string, appenders: number, count: number): Promise<Figures> {
  const writer = await JournalWriter.open(fileStorage(join(folder, name)), testOptions());
  const latencies: number[] = [];
  let left = count;
  const loop = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const from = performance.now();
      await writer.whenDurable(writer.append(testBar(writer.lastSeq + 1)));
      latencies.push(performance.now() - from);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: appenders }, loop));
  const elapsed = performance.now() - start;
  await writer.close();
  return figures(latencies, elapsed);
}

/** A feed that does not wait: bursts of 1,000, at most 10,000 in flight. */
async function pipelined(name: string, count: number): Promise<number> {
  const writer = await JournalWriter.open(fileStorage(join(folder, name)), testOptions());
  const start = performance.now();
  while (writer.lastSeq < count) {
    for (let n = 0; n < 1_000; n += 1) writer.append(testBar(writer.lastSeq + 1));
    if (writer.lastSeq - writer.durableSeq > 10_000) await writer.whenDurable(writer.lastSeq - 5_000);
    else await new Promise((resolve) => setImmediate(resolve));
  }
  await writer.close();
  return (count / (performance.now() - start)) * 1_000;
}

function show(name: string, f: Figures): void {
  console.log(
    `${name.padEnd(34)} ${f.perSecond.toFixed(0).padStart(8)}/s  p50 ${f.p50Ms.toFixed(3)} ms  p99 ${f.p99Ms.toFixed(3)} ms`,
  );
}

try {
  await plainLoop(200);
  await closedLoops("warm", 64, 5_000);
  const before = await plainLoop(LOOPS);
  const single = await closedLoops("single", 1, LOOPS);
  const group = await closedLoops("group", 64, GROUPED);
  const after = await plainLoop(LOOPS);
  const plain: Figures = {
    perSecond: (before.perSecond + after.perSecond) / 2,
    p50Ms: (before.p50Ms + after.p50Ms) / 2,
    p99Ms: (before.p99Ms + after.p99Ms) / 2,
  };
  show("plain write + fdatasync", plain);
  show("journal, 1 appender", single);
  show("journal, 64 appenders", group);
  const flow = await pipelined("million", MILLION);
  console.log(`journal, pipelined                 ${flow.toFixed(0).padStart(8)}/s`);
  const readStart = performance.now();
  let inputs = 0;
  for (const record of readJournal(fileStorage(join(folder, "million")))) if (record.r === "input") inputs += 1;
  const readSeconds = (performance.now() - readStart) / 1_000;
  const verifyStart = performance.now();
  const verified = verifyJournal(fileStorage(join(folder, "million")));
  const verifySeconds = (performance.now() - verifyStart) / 1_000;
  console.log(
    `read ${inputs} inputs in ${readSeconds.toFixed(2)} s, verify (${verified.ok}) in ${verifySeconds.toFixed(2)} s`,
  );
  console.log("ratios to the plain loop of this run:");
  console.log(`  append to durable, p50           ${(single.p50Ms / plain.p50Ms).toFixed(2)}   (floor 2, aim 1.2)`);
  console.log(`  append to durable, p99           ${(single.p99Ms / plain.p99Ms).toFixed(2)}`);
  console.log(
    `  inputs/s with 64 appenders       ${(group.perSecond / plain.perSecond).toFixed(1)}  (floor 15, aim 50)`,
  );
  console.log(`  inputs/s pipelined               ${(flow / plain.perSecond).toFixed(1)}`);
} finally {
  rmSync(folder, { recursive: true });
}
