import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { catalogueForTest } from "./catalogue-fixture.test.ts";

const { engine } = await catalogueForTest();

test("what is loaded is read back: every double, a missing one and none after it, and its text", async () => {
  const value = fc.oneof(fc.double(), fc.constant(Number.NaN), fc.maxSafeInteger());
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 6000, size: "max" }),
      fc.boolean(),
      async (rows, hasTexts) => {
        const doubles = [0, 1].map((c) => Float64Array.from(rows, (row) => row[c as 0 | 1]));
        // Long enough not to be kept inside the vector itself.
        const texts = hasTexts ? rows.map((_, i) => `the text of row number ${i}`) : null;
        await engine.load("t", { names: ["a", "b"], doubles, textName: hasTexts ? "name" : null, texts });
        assert.deepEqual(await engine.doubles(["SELECT a, b FROM t"], 2, rows.length), doubles);
        if (texts !== null) assert.deepEqual((await engine.rows("SELECT name FROM t")).flat(), texts);
      },
    ),
    { numRuns: 10 },
  );
});

test("a value that is missing in one stretch of rows is not missing in the next", async () => {
  const column = Float64Array.from({ length: 3 * 2048 + 5 }, (_, i) => (i < 2048 && i % 2 === 0 ? Number.NaN : i));
  await engine.load("t", { names: ["a"], doubles: [column], textName: null, texts: null });
  assert.deepEqual(await engine.doubles(["SELECT a FROM t"], 1, column.length), [column]);
});

test("another number of rows than was counted is an error, not a short column", async () => {
  for (const count of [4, 6])
    await assert.rejects(engine.doubles(["SELECT CAST(i AS DOUBLE) FROM range(0, 5) t(i)"], 1, count), /were counted/);
});
