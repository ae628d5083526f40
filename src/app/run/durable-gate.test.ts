import assert from "node:assert/strict";
import { test } from "node:test";
import type { Applied } from "./apply-input.ts";
import { DurableGate } from "./durable-gate.ts";

function entry(seq: number): Applied {
  const input = { kind: "TimerFired", seq, tsEvent: seq, tsReceived: seq, timerId: seq } as const;
  return { input: { ...input }, outputs: [], records: [] };
}

/** A journal whose syncs are told by hand. */
function handJournal() {
  const waiters: { seq: number; resolve: () => void; reject: (error: Error) => void }[] = [];
  return {
    durableSeq: 0,
    whenDurable(seq: number): Promise<void> {
      return new Promise((resolve, reject) => void waiters.push({ seq, resolve, reject }));
    },
    sync(seq: number): void {
      this.durableSeq = seq;
      for (const waiter of waiters.splice(0)) {
        if (waiter.seq <= seq) waiter.resolve();
        else waiters.push(waiter);
      }
    },
    fail(): void {
      for (const waiter of waiters.splice(0)) waiter.reject(new Error("disk full"));
    },
  };
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

test("nothing passes before its sync, everything after it, in order and once", async () => {
  const journal = handJournal();
  const passed: number[] = [];
  const gate = new DurableGate(journal, (applied) => passed.push(applied.input.seq));
  for (const seq of [1, 2, 3]) gate.push(entry(seq));
  await turn();
  assert.deepEqual(passed, []);
  journal.sync(2);
  gate.push(entry(4));
  await turn();
  assert.deepEqual(passed, [1, 2]);
  journal.sync(4);
  await turn();
  await turn();
  assert.deepEqual(passed, [1, 2, 3, 4]);
  assert.equal(gate.waitingEntries, 0);
});

test("a refused write holds its entries until a later one succeeds", async () => {
  const journal = handJournal();
  const passed: number[] = [];
  const gate = new DurableGate(journal, (applied) => passed.push(applied.input.seq));
  gate.push(entry(1));
  journal.fail();
  await turn();
  assert.deepEqual(passed, []);
  journal.durableSeq = 1;
  gate.push(entry(2));
  journal.sync(2);
  await turn();
  assert.deepEqual(passed, [1, 2]);
});
