import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { cachedFeature, type CachedFeature, type FeatureKey } from "./feature-cache.ts";
import { decodeFeatureFile, encodeFeatureFile, type KeptFeature } from "./feature-file.ts";

const KEY: FeatureKey = {
  spec: { kind: "macd", parameters: { fast: 3, slow: 5, signal: 2 } },
  build: "1.0.0+abc",
  dataHash: "d1",
  reading: { tz: "UTC", from: null, skipBadRows: false },
};

const COMPUTED: KeptFeature = {
  columns: {
    times: Float64Array.of(1e15, 1e15 + 60e6, 1e15 + 120e6),
    outputs: [
      { name: "macd", values: Float64Array.of(Number.NaN, 0.1 + 0.2, -0) },
      { name: "signal", values: Float64Array.of(Number.NaN, Number.NaN, 1e-300) },
    ],
  },
  warnings: ["a last bar without volume was dropped"],
};

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "features-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "cache", "features");
}

function take(folder: string, key = KEY): CachedFeature & { computations: number } {
  let computations = 0;
  const compute = (): KeptFeature => {
    computations += 1;
    return COMPUTED;
  };
  return { ...cachedFeature(folder, key, compute), computations };
}

test("cold and warm give the same bits, and warm computes nothing", (t) => {
  const folder = temporaryFolder(t);
  const cold = take(folder);
  const warm = take(folder);
  assert.deepEqual([cold.source, cold.computations, warm.source, warm.computations], ["computed", 1, "cache", 0]);
  assert.deepEqual(warm.feature, COMPUTED);
  assert.deepEqual(readdirSync(folder).length, 1);
});

test("a cut file and a changed file are computed again and mended", (t) => {
  const folder = temporaryFolder(t);
  const { path } = take(folder);
  const whole = readFileSync(path);
  const changed = Buffer.from(whole);
  changed[whole.length - 50] = (changed[whole.length - 50] ?? 0) ^ 1;
  for (const bytes of [Buffer.alloc(0), whole.subarray(0, 20), whole.subarray(0, -1), changed]) {
    writeFileSync(path, bytes);
    const again = take(folder);
    assert.deepEqual([again.source, again.computations], ["damaged", 1]);
    assert.deepEqual(again.feature, COMPUTED);
    assert.deepEqual(readFileSync(path), whole);
  }
});

test("no length but the whole and no changed byte decodes", () => {
  const whole = encodeFeatureFile("key", COMPUTED);
  assert.deepEqual(decodeFeatureFile(whole, "key"), COMPUTED);
  assert.equal(decodeFeatureFile(whole, "other key"), null);
  assert.equal(decodeFeatureFile(Buffer.concat([whole, whole]), "key"), null);
  for (let at = 0; at < whole.length; at++) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    assert.equal(decodeFeatureFile(changed, "key"), null, `byte ${at}`);
    assert.equal(decodeFeatureFile(whole.subarray(0, at), "key"), null, `length ${at}`);
  }
});

test("whatever a feature depends on has a file of its own, and another's file is not taken for it", (t) => {
  const folder = temporaryFolder(t);
  const others: readonly FeatureKey[] = [
    { ...KEY, spec: { kind: "macd", parameters: { fast: 3, slow: 5, signal: 3 } } },
    { ...KEY, spec: { kind: "other", parameters: KEY.spec.parameters } },
    { ...KEY, build: "1.0.0+abd" },
    { ...KEY, dataHash: "d2" },
    { ...KEY, reading: { ...KEY.reading, tz: "America/New_York" } },
    { ...KEY, reading: { ...KEY.reading, from: "null" } },
  ];
  const first = take(folder);
  for (const key of others) {
    const other = take(folder, key);
    assert.deepEqual([other.source, other.computations], ["computed", 1]);
    copyFileSync(first.path, other.path);
    assert.equal(take(folder, key).source, "damaged");
  }
  assert.equal(readdirSync(folder).length, others.length + 1);
  const turned = { fast: 3, signal: 2, slow: 5 };
  assert.equal(take(folder, { ...KEY, spec: { kind: "macd", parameters: turned } }).source, "cache");
});

test("a folder that cannot be written and data that changed meanwhile keep nothing", (t) => {
  const folder = temporaryFolder(t);
  const changed = cachedFeature(
    folder,
    KEY,
    () => COMPUTED,
    () => false,
  );
  assert.deepEqual([changed.source, changed.feature], ["changed", COMPUTED]);
  const file = join(folder, "..", "..", "a-file");
  writeFileSync(file, "");
  const unwritable = take(join(file, "features"));
  assert.deepEqual([unwritable.source, unwritable.feature], ["unwritable", COMPUTED]);
});
