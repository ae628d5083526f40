import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { createColumns, setBar } from "../bar-columns.ts";
import type { BarColumns } from "../bar-columns.ts";
import { nyseSessions } from "../calendar/nyse-calendar.ts";
import { readLeanZip } from "../lean/read-lean-zip.ts";
import { adjustBars } from "./adjust-bars.ts";
import type { Adjustment, CorporateActions } from "./corporate-actions.ts";
import { readActionsCsv } from "./read-actions-csv.ts";
import { isLeanFactors, readLeanFactors } from "./read-lean-factors.ts";

const FOLDER = fileURLToPath(new URL("../../../../shared/data/lean/equity/usa/", import.meta.url));
const skip = existsSync(FOLDER) ? false : "NO LEAN SAMPLES beside the project (../shared/data/lean): not read";

/** Daily bars of the first sessions of 2024 with these closes; open, high and low are the close. */
function daily(closes: readonly number[]): BarColumns {
  const sessions = nyseSessions("2024-01-02", "2024-12-31");
  const columns = createColumns("TEST", closes.length, 86_400);
  for (const [i, closeMicros] of closes.entries()) {
    const session = sessions[i];
    if (session === undefined) throw new Error("more closes than sessions");
    setBar(columns, i, {
      tsOpen: session.openMicros,
      tsClose: session.closeMicros,
      openMicros: closeMicros,
      highMicros: closeMicros,
      lowMicros: closeMicros,
      closeMicros,
      volume: 700,
    });
  }
  return columns;
}

function dayOf(i: number): string {
  return nyseSessions("2024-01-02", "2024-12-31")[i]?.day ?? "";
}

function adjusted(columns: BarColumns, actions: CorporateActions, adjustment: Adjustment): BarColumns {
  const result = adjustBars(columns, actions, adjustment);
  assert.ok(result.ok, JSON.stringify(result));
  return result.columns;
}

function actionsOf(rows: string): CorporateActions {
  const read = readActionsCsv(`date,kind,value\n${rows}`);
  assert.ok(read.ok, JSON.stringify(read));
  return read.actions;
}

function sample(): { readonly bars: BarColumns; readonly actions: CorporateActions } {
  const read = readLeanZip(readFileSync(`${FOLDER}daily/aapl.zip`), {
    session: "regular",
    skipBadRows: false,
    isUnscaled: false,
  });
  const text = readFileSync(`${FOLDER}factor_files/aapl.csv`, "utf8");
  const factors = readLeanFactors(text);
  assert.ok(read.ok && factors.ok && isLeanFactors(text));
  const { symbol, count, timeframeSeconds, tsOpen, tsClose, values } = read.set;
  const [openMicros, highMicros, lowMicros, closeMicros, volume] = values as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const bars = {
    symbol,
    count,
    timeframeSeconds,
    tsOpen,
    tsClose,
    openMicros,
    highMicros,
    lowMicros,
    closeMicros,
    volume,
  };
  return { bars, actions: factors.actions };
}

function closeOn(bars: BarColumns, day: string): number {
  const session = nyseSessions(day, day)[0];
  return bars.closeMicros[bars.tsOpen.indexOf(session?.openMicros ?? 0)] ?? Number.NaN;
}

test("Apple's splits of 2014 (7:1) and 2020 (4:1) come out of rounded factors as exact ratios", { skip }, () => {
  const { bars, actions } = sample();
  assert.deepEqual([closeOn(bars, "2014-06-06"), closeOn(bars, "2014-06-09")], [645_570_000, 93_700_000]);
  const split = adjusted(bars, actions, "split");
  // 645.57 / 28 = 23.0560714..., 93.70 / 4 = 23.425: no jump is left.
  assert.deepEqual([closeOn(split, "2014-06-06"), closeOn(split, "2014-06-09")], [23_056_071, 23_425_000]);
  assert.equal(closeOn(split, "2020-08-31"), closeOn(bars, "2020-08-31"));
  assert.equal(closeOn(split, "2020-08-28"), 124_807_500);
  // 2:1 in 2000 and 2005 as well: 112 shares of today for one of 1998.
  assert.equal(split.closeMicros[0], Math.round(16_250_000 / 112));
  assert.equal(split.volume[0], 6_315_000 * 112);
});

test("total return is what cash put back into shares earns", { skip }, () => {
  const { bars, actions } = sample();
  const total = adjusted(bars, actions, "total-return");
  const split = adjusted(bars, actions, "split");
  assert.ok(actions.kind === "factors");
  // The naive twin walks forward with shares: each dividend D of a price P buys 1 / (1 - D / P).
  let shares = 1;
  const factors = actions.rows;
  const index = (day: string): number => factors.findIndex((row) => day <= row.lastDay);
  const firstFactor = Number(factors[0]?.priceFactor);
  for (let i = 0; i < bars.count; i += 1) {
    const day = new Date((bars.tsOpen[i] as number) / 1000).toISOString().slice(0, 10);
    shares = Number(factors[index(day)]?.priceFactor) / firstFactor;
    const wealth = (shares * (split.closeMicros[i] as number)) / (split.closeMicros[0] as number);
    const ratio = (total.closeMicros[i] as number) / (total.closeMicros[0] as number);
    // The first close is 0.125 in today's shares: a micro of it is 8e-6.
    assert.ok(Math.abs(ratio / wealth - 1) < 1e-5, `${day}: ${ratio} against ${wealth}`);
  }
  // 2014-08-06 to 08-07: 0.47 on 94.97 was paid (ex-date 2014-08-07).
  const [before, after] = ["2014-08-06", "2014-08-07"].map((day) => closeOn(total, day)) as [number, number];
  const [rawBefore, rawAfter] = ["2014-08-06", "2014-08-07"].map((day) => closeOn(bars, day)) as [number, number];
  assert.ok(Math.abs(after / before - rawAfter / (rawBefore - 470_000)) < 1e-4);
});

test("raw gives the very columns back", () => {
  const bars = daily([100_000_000, 50_000_000]);
  assert.equal(adjusted(bars, actionsOf(`${dayOf(1)},split,2:1`), "raw"), bars);
});

test("splits of a list are exact, forward and reverse, and reach back through each other", () => {
  const bars = daily([100_000_001, 700_000_000, 100_000_000, 1_000_000_000]);
  const actions = actionsOf(`${dayOf(2)},split,7:1\n${dayOf(3)},split,1:10`);
  const split = adjusted(bars, actions, "split");
  assert.deepEqual([...split.closeMicros], [142_857_144, 1_000_000_000, 1_000_000_000, 1_000_000_000]);
  assert.deepEqual([...split.volume], [490, 490, 70, 700]);
  assert.deepEqual(split.tsOpen, bars.tsOpen);
});

test("a dividend lowers what came before by its share of the close before it", () => {
  const bars = daily([100_000_000, 99_000_000, 98_000_000]);
  const actions = actionsOf(`${dayOf(1)},dividend,1.00\n${dayOf(2)},dividend,0.99`);
  assert.deepEqual([...adjusted(bars, actions, "split").closeMicros], [...bars.closeMicros]);
  // 100 x (98.01 / 99) x (99 / 100) = 98.01; 99 x 98.01 / 99 = 98.01.
  assert.deepEqual([...adjusted(bars, actions, "total-return").closeMicros], [98_010_000, 98_010_000, 98_000_000]);
});

test("total return over random days equals reinvesting at the price without the dividend", () => {
  const day = fc.record({ move: fc.integer({ min: -50, max: 50 }), dividend: fc.integer({ min: 0, max: 2000 }) });
  fc.assert(
    fc.property(fc.array(day, { minLength: 2, maxLength: 60, size: "max" }), (days) => {
      const closes: number[] = [];
      let price = 100_000_000;
      for (const { move } of days) {
        price = Math.round(price * (1 + move / 1000));
        closes.push(price);
      }
      const rows = days.flatMap(({ dividend }, i) =>
        i > 0 && dividend > 0 ? [`${dayOf(i)},dividend,${dividend / 1000}`] : [],
      );
      if (rows.length === 0) return;
      const bars = daily(closes);
      const total = adjusted(bars, actionsOf(rows.join("\n")), "total-return");
      let shares = 1;
      for (const [i, { dividend }] of days.entries()) {
        const before = closes[i - 1];
        if (before !== undefined) shares *= before / (before - dividend * 1000);
        const wealth = (shares * (closes[i] as number)) / (closes[0] as number);
        const ratio = (total.closeMicros[i] as number) / (total.closeMicros[0] as number);
        assert.ok(Math.abs(ratio / wealth - 1) < 1e-6);
      }
      assert.equal(total.closeMicros.at(-1), closes.at(-1));
    }),
  );
});

test("actions nobody could apply are refused with their line", () => {
  const table: readonly (readonly [string, RegExp])[] = [
    ["2024-13-01,split,2:1", /"2024-13-01" is no date/],
    ["2024-01-03,merger,2:1", /expected split or dividend/],
    ["2024-01-03,split,0:1", /no split ratio/],
    ["2024-01-03,split,2:1:1", /no split ratio/],
    ["2024-01-03,dividend,-1", /no amount above 0/],
    ["2024-01-03,split,2:1,x", /three fields/],
  ];
  for (const [row, reason] of table) {
    const read = readActionsCsv(`Date,Kind,Value\n2024-01-02,dividend,1\n${row}\n`);
    assert.ok(!read.ok, row);
    assert.equal(read.line, 3, row);
    assert.match(read.detail, reason, row);
  }
  const twice = readActionsCsv("date,kind,value\n2024-01-02,dividend,1\n2024-01-02,dividend,1\n");
  assert.ok(!twice.ok && /add them up/.test(twice.detail));
  const result = adjustBars(daily([1_000_000, 1_000_000]), actionsOf(`${dayOf(1)},dividend,2`), "total-return");
  assert.ok(!result.ok && /not below the close/.test(result.detail));
  assert.ok(!readLeanFactors("20140606,0,1\n").ok);
  assert.ok(!readLeanFactors("20140606,1,1\n20140605,1,1\n").ok);
});
