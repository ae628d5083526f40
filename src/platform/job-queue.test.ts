import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { JobQueue } from "./job-queue.ts";

interface Job {
  readonly id: string;
}

/** A queue over jobs that end when they are told to. */
function queueForTest(waitingMax: number, hearsCancel = true) {
  const told: string[] = [];
  const ends = new Map<string, (outcome: string | Error) => void>();
  const queue = new JobQueue<Job, number, string>({
    waitingMax,
    graceMs: 20,
    runner: {
      start: ({ id }, onProgress) => {
        const { promise, resolve, reject } = Promise.withResolvers<string>();
        ends.set(id, (outcome) => (typeof outcome === "string" ? resolve(outcome) : reject(outcome)));
        onProgress(0);
        return {
          ended: promise,
          cancel: () => hearsCancel && resolve("part"),
          kill: () => reject(new Error("killed")),
        };
      },
    },
    onStart: ({ id }) => told.push(`${id} starts`),
    onProgress: ({ id }, share) => told.push(`${id} at ${share}`),
    onEnd: ({ id }, end) =>
      told.push(
        `${id} ${end.kind}${end.kind === "finished" ? ` ${end.outcome}` : end.kind === "broken" ? ` ${String(end.error)}` : ""}`,
      ),
  });
  return { queue, told, end: (id: string, outcome: string | Error) => ends.get(id)?.(outcome) };
}

test("one runs, as many as may wait, the next is refused; they run in their order", async () => {
  const { queue, told, end } = queueForTest(2);
  assert.deepEqual(
    ["a", "b", "c", "d"].map((id) => queue.add({ id })),
    [true, true, true, false],
  );
  assert.deepEqual(
    ["a", "b", "c", "d"].map((id) => queue.placeOf(id)),
    [0, 1, 2, null],
  );
  end("a", "well");
  await sleep(0);
  assert.equal(queue.placeOf("b"), 0);
  end("b", new Error("bug"));
  await sleep(0);
  assert.ok(queue.add({ id: "d" }));
  end("c", "well");
  await sleep(0);
  end("d", "well");
  await sleep(0);
  assert.deepEqual(told, [
    ...["a starts", "a at 0", "a finished well", "b starts", "b at 0", "b broken Error: bug"],
    ...["c starts", "c at 0", "c finished well", "d starts", "d at 0", "d finished well"],
  ]);
});

test("cancelling takes a waiting job out and asks the running one for what it has", async () => {
  const { queue, told } = queueForTest(2);
  for (const id of ["a", "b"]) queue.add({ id });
  assert.ok(queue.cancel("b") && queue.cancel("a"));
  assert.equal(queue.cancel("c"), false);
  await sleep(0);
  assert.deepEqual(told.slice(2), ["b cancelled", "a finished part"]);
});

test("a job that does not hear is killed after its time, and the next one runs", async () => {
  const { queue, told, end } = queueForTest(2, false);
  for (const id of ["a", "b"]) queue.add({ id });
  queue.cancel("a");
  queue.cancel("a");
  for (let tries = 0; queue.placeOf("a") !== null && tries < 500; tries += 1) await sleep(5);
  assert.deepEqual(told.slice(2, 4), ["a cancelled", "b starts"]);
  end("b", "well");
  await sleep(0);
});

test("a job that cannot be started is a broken one, and the next one runs", async () => {
  const told: string[] = [];
  const queue = new JobQueue<Job, number, string>({
    waitingMax: 1,
    graceMs: 20,
    runner: {
      start: ({ id }) => {
        if (id === "a") throw new Error("no thread");
        return { ended: Promise.resolve("well"), cancel() {}, kill() {} };
      },
    },
    onStart: ({ id }) => told.push(`${id} starts`),
    onProgress() {},
    onEnd: ({ id }, end) => told.push(`${id} ${end.kind} ${end.kind === "broken" ? String(end.error) : ""}`.trim()),
  });
  assert.ok(queue.add({ id: "a" }) && queue.add({ id: "b" }));
  for (let tries = 0; told.length < 4 && tries < 500; tries += 1) await sleep(1);
  assert.deepEqual(told, ["a starts", "a broken Error: no thread", "b starts", "b finished"]);
});

test("closing ends the running job and tells nobody of what was left", async () => {
  const { queue, told } = queueForTest(2);
  for (const id of ["a", "b"]) queue.add({ id });
  await queue.close();
  assert.deepEqual(told, ["a starts", "a at 0"]);
  assert.equal(queue.add({ id: "c" }), false);
});
