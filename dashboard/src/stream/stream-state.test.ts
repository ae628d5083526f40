import assert from "node:assert/strict";
import { test } from "node:test";
import { backoffMs } from "./backoff.ts";
import { takeEvents } from "./read-events.ts";
import { refetchWaitMs } from "./refetch-topics.ts";
import { messageOf } from "./stream-message.ts";
import { isPolling, type StreamFact, type StreamFacts, startFacts, streamStateOf, withFact } from "./stream-state.ts";

const SERVER = Date.parse("2025-03-04T19:32:00Z");
const asOf = (offsetMs: number): string => new Date(SERVER + offsetMs).toISOString();
const heartbeat = (at: number, build = "b1"): StreamFact => ({
  kind: "heartbeat",
  at,
  serverTimeMs: SERVER + at,
  build,
});
const after = (...facts: readonly StreamFact[]): StreamFacts => facts.reduce(withFact, startFacts(0));
const kindAt = (facts: StreamFacts, now: number, staleAfterMs: number | null = 5_000): string =>
  streamStateOf(facts, now, { asOf: asOf(0), staleAfterMs }).kind;

test("the state follows heartbeats, ages and answers", () => {
  const beating = after(heartbeat(1_000));
  assert.equal(kindAt(startFacts(0), 500), "connecting");
  assert.equal(kindAt(beating, 1_400), "live");
  assert.equal(kindAt(beating, 5_000), "stale");
  assert.equal(kindAt(beating, 5_000, null), "quiet");
});

test("a mute stream leaves live within 10 s and is disconnected within 15 s when polling fails, too", () => {
  const mute = after(heartbeat(0));
  assert.equal(kindAt(mute, 9_999, 60_000), "live");
  assert.equal(kindAt(mute, 10_000, 60_000), "polling");
  assert.equal(kindAt(mute, 15_000, 60_000), "disconnected");
  const polled = withFact(mute, { kind: "replied", at: 14_000, asOfMs: null });
  assert.equal(kindAt(polled, 28_999, 60_000), "polling");
  assert.equal(kindAt(polled, 29_000, 60_000), "disconnected");
});

test("three failures within 30 s begin the polling, old ones do not count", () => {
  const failed = (at: number): StreamFact => ({ kind: "failed", at });
  assert.equal(isPolling(after(failed(1), failed(2)), 100), false);
  assert.equal(isPolling(after(failed(1), failed(2), failed(3)), 100), true);
  assert.equal(isPolling(after(failed(1), failed(2), heartbeat(30_002), failed(30_003)), 30_010), false);
});

test("age is counted by the server's clock", () => {
  const facts = after({ kind: "heartbeat", at: 1_000, serverTimeMs: SERVER, build: "b1" });
  assert.deepEqual(streamStateOf(facts, 1_250, { asOf: asOf(-150), staleAfterMs: 5_000 }), {
    kind: "live",
    ageMs: 400,
  });
});

test("data that nobody called old is as new as the newest answer", () => {
  const facts = after(heartbeat(1_000), { kind: "replied", at: 8_000, asOfMs: SERVER + 7_500 });
  assert.equal(kindAt(facts, 8_100), "live");
  assert.equal(kindAt(after(heartbeat(1_000)), 8_100), "stale");
});

test("data at another clock is live while changes arrive and quiet otherwise", () => {
  const facts = after(heartbeat(1_000), { kind: "changed", at: 2_000 }, heartbeat(11_000));
  assert.deepEqual(streamStateOf(facts, 2_400, { asOf: asOf(0), staleAfterMs: null }), { kind: "live", ageMs: 400 });
  assert.equal(kindAt(facts, 12_000, null), "quiet");
});

test("a topic is asked at once after a calm and then every 1 or 2 s", () => {
  assert.equal(refetchWaitMs("summary", undefined, 5_000), 100);
  assert.equal(refetchWaitMs("summary", 4_900, 5_000), 900);
  assert.equal(refetchWaitMs("activity", 4_900, 5_000), 1_900);
  assert.equal(refetchWaitMs("activity", 1_000, 5_000), 100);
});

test("another build is noticed once and stays noticed", () => {
  const facts = after(heartbeat(0), heartbeat(1, "b2"), heartbeat(2, "b1"));
  assert.equal(facts.isNewBuild, true);
});

test("the wait between tries doubles from 1 s and ends at 30 s", () => {
  assert.deepEqual(
    [0, 1, 2, 5, 50].map((attempt) => backoffMs(attempt, 1)),
    [1_000, 2_000, 4_000, 30_000, 30_000],
  );
  assert.equal(backoffMs(0, 0), 500);
});

test("events are cut from text however it arrives", () => {
  const text = 'id: 7\nevent: change\ndata: {"seq":7,"topics":["orders"],"refs":null}\n\n: note\n\nevent: resync\r\n';
  const first = takeEvents(text);
  assert.deepEqual(first.events, [{ id: "7", event: "change", data: '{"seq":7,"topics":["orders"],"refs":null}' }]);
  const second = takeEvents(`${first.rest}data:{"seq":9}\r\n\r\n`);
  assert.deepEqual(second, { events: [{ id: null, event: "resync", data: '{"seq":9}' }], rest: "" });
  assert.deepEqual(second.events.map(messageOf), [{ kind: "resync", seq: 9 }]);
  const whole = takeEvents(text.replaceAll("\r\n", "\n")).events;
  let rest = "";
  const byChar = text.split("").flatMap((char) => {
    const taken = takeEvents(rest + char);
    rest = taken.rest;
    return taken.events;
  });
  assert.deepEqual(byChar, whole);
});

test("an event of a newer server is passed over", () => {
  assert.equal(messageOf({ id: null, event: "weather", data: "{}" }), null);
});
