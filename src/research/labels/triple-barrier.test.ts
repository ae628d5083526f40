import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { barsOf, columnsOf, type LabelBar, labelBars } from "./label-fixture.test.ts";
import { horizonInBars, NO_END } from "./label-horizon.ts";
import { type Barriers, tripleBarrier } from "./triple-barrier.ts";

/** One bar at a time: the prices it surely visits in order, then what its range adds. */
function twin(bars: readonly LabelBar[], i: number, n: number, barriers: Barriers): string {
  const sign = barriers.side === "long" ? 1 : -1;
  const entry = bars[i]?.close ?? 0;
  const ahead = bars.slice(i + 1, i + 1 + n);
  const scale = barriers.scale?.[i] ?? 1;
  if (ahead.length < n || !(scale > 0)) return "none";
  const target = barriers.target === null ? null : entry * (1 + sign * barriers.target * scale);
  const stop = barriers.stop === null ? null : entry * (1 - sign * barriers.stop * scale);
  const isGain = (price: number): boolean => target !== null && sign * price >= sign * target;
  const isLoss = (price: number): boolean => stop !== null && sign * price <= sign * stop;
  const returned = (price: number): number => sign * (price / entry - 1);
  for (const [k, bar] of ahead.entries()) {
    const at = i + 1 + k;
    const [best, worst] = sign > 0 ? [bar.high, bar.low] : [bar.low, bar.high];
    if (isGain(bar.open)) return `1 at ${at} for ${returned(bar.open)}`;
    if (isLoss(bar.open)) return `-1 at ${at} for ${returned(bar.open)}`;
    if (isLoss(worst)) return `-1 at ${at} for ${returned(stop ?? 0)}${isGain(best) ? " perhaps" : ""}`;
    if (isGain(best)) return `1 at ${at} for ${returned(target ?? 0)}`;
  }
  return `0 at ${i + n} for ${returned(ahead.at(-1)?.close ?? 0)}`;
}

function wordsOf(bars: readonly LabelBar[], n: number, barriers: Barriers): { words: string[]; ambiguous: number } {
  const labels = tripleBarrier(columnsOf(bars), horizonInBars(bars.length, n), barriers);
  const words = bars.map((_, i) => {
    if (Number.isNaN(labels.touched[i])) {
      assert.ok(labels.ends[i] === NO_END && Number.isNaN(labels.returns[i]) && labels.ambiguous[i] === 0);
      return "none";
    }
    const perhaps = labels.ambiguous[i] === 1 ? " perhaps" : "";
    return `${labels.touched[i]} at ${labels.ends[i]} for ${labels.returns[i]}${perhaps}`;
  });
  return { words, ambiguous: labels.ambiguousCount };
}

const distance = fc.constantFrom(null, 0.01, 0.02, 0.04);

test("the first barrier touched, by a walk over each horizon", () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(
      labelBars,
      fc.integer({ min: 1, max: 8 }),
      fc.constantFrom("long", "short"),
      distance,
      distance,
      fc.option(fc.array(fc.constantFrom(0, 0.5, 1, 2, Number.NaN), { minLength: 60, maxLength: 60, size: "max" })),
      (bars, n, side, target, stop, scale) => {
        const barriers: Barriers = { side, target, stop, scale };
        const { words, ambiguous } = wordsOf(bars, n, barriers);
        assert.deepEqual(
          words,
          bars.map((_, i) => twin(bars, i, n, barriers)),
        );
        assert.equal(ambiguous, words.filter((word) => word.endsWith("perhaps")).length);
        for (const word of words) {
          const kind = word.endsWith("perhaps") ? "perhaps" : (word.split(" ")[0] ?? "");
          seen.set(kind, (seen.get(kind) ?? 0) + 1);
        }
      },
    ),
    { seed: 7, numRuns: 300 },
  );
  for (const kind of ["1", "-1", "0", "none", "perhaps"]) assert.ok((seen.get(kind) ?? 0) > 20, `${kind} happens`);
});

test("stop, target, time, gap and both in one bar", () => {
  const barriers: Barriers = { side: "long", target: 0.04, stop: 0.02, scale: null };
  const rows: readonly (readonly [bars: string, word: string])[] = [
    ["100/104/100/103 103/103/103/103", "1 at 1 for 0.040000000000000036"],
    ["100/103/98/99 99/110/99/110", "-1 at 1 for -0.020000000000000018"],
    ["100/101/99/100 100/103/99/102", "0 at 2 for 0.020000000000000018"],
    ["96/110/96/110 110/110/110/110", "-1 at 1 for -0.040000000000000036"],
    ["108/109/90/91 91/91/91/91", "1 at 1 for 0.08000000000000007"],
    ["100/104/98/101 101/101/101/101", "-1 at 1 for -0.020000000000000018 perhaps"],
  ];
  for (const [text, word] of rows) {
    assert.equal(wordsOf(barsOf(`100/100/100/100 ${text}`), 2, barriers).words[0], word, text);
  }
});
