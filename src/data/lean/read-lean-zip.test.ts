import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { aggregateBars } from "../../research/backtest/aggregate-bars.ts";
import type { BarColumns } from "../bar-columns.ts";
import { alwaysOpenTable } from "../calendar/nyse-calendar.ts";
import { parseOccCode } from "./occ-code.ts";
import { readLeanZip } from "./read-lean-zip.ts";
import type { LeanOptions, LeanSet } from "./read-lean-zip.ts";
import { zipOf } from "./zip-fixture.test.ts";

const FOLDER = fileURLToPath(new URL("../../../../shared/data/lean/", import.meta.url));
const skip = existsSync(FOLDER) ? false : "NO LEAN SAMPLES beside the project (../shared/data/lean): not read";
const OPTIONS: LeanOptions = { session: "regular", skipBadRows: false, isUnscaled: false };
const ALL: LeanOptions = { ...OPTIONS, session: "all" };

function readSample(name: string, options: LeanOptions): LeanSet {
  const read = readLeanZip(readFileSync(FOLDER + name), options);
  assert.ok(read.ok, `${name}: ${JSON.stringify(read)}`);
  return read.set;
}

function barsOf(set: LeanSet): BarColumns {
  const [openMicros, highMicros, lowMicros, closeMicros, volume] = set.values as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const { symbol, count, timeframeSeconds, tsOpen, tsClose } = set;
  return { symbol, count, timeframeSeconds, tsOpen, tsClose, openMicros, highMicros, lowMicros, closeMicros, volume };
}

const FIELDS = ["openMicros", "highMicros", "lowMicros", "closeMicros", "volume"] as const;

/** How many of the minute file's bars the aggregated bars of another file repeat, field by field. */
function agreement(from: string): { readonly bars: number; readonly equal: readonly number[] } {
  const minute = barsOf(readSample("equity/usa/minute/spy/20131007_trade.zip", ALL));
  const table = alwaysOpenTable("2013-10-06", "2013-10-08", "America/New_York");
  assert.ok(table !== null);
  const aggregated = aggregateBars(barsOf(readSample(from, ALL)), 60, table);
  assert.ok(aggregated.ok);
  const { columns } = aggregated;
  const at = new Map(Array.from(columns.tsOpen, (time, i) => [time, i]));
  const equal = FIELDS.map((name) => {
    const isEqual = (value: number, i: number): boolean =>
      value === columns[name][at.get(minute.tsOpen[i] as number) ?? -1];
    return minute[name].filter(isEqual).length;
  });
  return { bars: minute.count, equal };
}

test("seconds added up reproduce the prices of every minute", { skip }, () => {
  const { bars, equal } = agreement("equity/usa/second/spy/20131007_trade.zip");
  assert.equal(bars, 828);
  // 93 % of the volumes: the rest differ by sale conditions that the minute file leaves out.
  assert.deepEqual(equal, [828, 828, 828, 828, 770]);
});

test("ticks without the suspicious ones come close, odd sale conditions included", { skip }, () => {
  const { bars, equal } = agreement("equity/usa/tick/spy/20131007_trade.zip");
  const shares = equal.slice(0, 4).map((count) => count / bars);
  assert.ok(
    shares.every((share) => share > 0.935 && share < 0.97),
    shares.join(),
  );
});

test("a known bar of each kind of file, to the micro", { skip }, () => {
  const firstOf = (name: string, options: LeanOptions = OPTIONS): string => {
    const set = readSample(name, options);
    const times = [set.tsOpen[0], set.tsClose[0]].map((time) =>
      new Date((time as number) / 1000).toISOString().slice(0, 19),
    );
    return `${set.symbol} ${set.count} ${times.join(" ")} ${set.values.map((column) => column[0]).join(",")}`;
  };
  assert.equal(
    firstOf("equity/usa/daily/aapl.zip"),
    "AAPL 5849 1998-01-02T14:30:00 1998-01-02T21:00:00 13630000,16250000,13500000,16250000,6315000",
  );
  assert.equal(
    firstOf("equity/usa/hour/spy.zip"),
    "SPY 40785 1998-01-02T14:30:00 1998-01-02T15:00:00 97310000,97530000,97030000,97030000,384500",
  );
  assert.equal(
    firstOf("index/usa/minute/spx/20210104_trade.zip", { ...ALL, isUnscaled: true }),
    "SPX 411 2021-01-04T13:30:00 2021-01-04T13:31:00 3764610000,3769990000,3764610000,3766630000,59",
  );
  assert.equal(
    firstOf("equity/usa/minute/spy/20131007_quote.zip", ALL),
    "SPY 908 2013-10-07T08:00:00 2013-10-07T08:01:00 167270000,167270000,167150000,167250000,300,168000000,168000000,167260000,167270000,20000",
  );
});

test("the first bar of an hour file holds what is traded from the open on: hours add up to the day", { skip }, () => {
  const hours = readSample("equity/usa/hour/spy.zip", OPTIONS);
  const days = readSample("equity/usa/daily/spy.zip", OPTIONS);
  const sums = new Map<string, number>();
  for (let i = 0; i < hours.count; i += 1) {
    const day = new Date((hours.tsOpen[i] as number) / 1000).toISOString().slice(0, 10);
    sums.set(day, (sums.get(day) ?? 0) + (hours.values[4]?.[i] as number));
  }
  let equal = 0;
  for (let i = 0; i < days.count; i += 1) {
    const day = new Date((days.tsOpen[i] as number) / 1000).toISOString().slice(0, 10);
    if (sums.get(day) === days.values[4]?.[i]) equal += 1;
  }
  // The rest are half days, on which the file has bars after the close.
  assert.ok(equal / days.count > 0.985, `${equal} of ${days.count}`);
});

test("contracts carry their OCC code and a missing side is missing, not zero", { skip }, () => {
  const set = readSample("option/usa/minute/twx/20140605_quote_american.zip", OPTIONS);
  const contracts = [...new Set(set.contracts)];
  assert.equal(contracts.length, 184);
  assert.ok(contracts.every((code) => code.length === 21 && parseOccCode(code)?.root === "TWX"));
  assert.equal(contracts[0], "TWX   160115C00100000");
  const [bids, asks] = [set.values[0], set.values[5]].map(
    (column) => Array.from(column ?? []).filter(Number.isNaN).length,
  );
  assert.ok((bids ?? 0) > 0 && (asks ?? 0) > 0);
});

const MINUTE = "20131007_spy_minute_trade.csv";
const SOUND = "34200000,1674100,1674200,1674000,1674100,100\n34260000,1674100,1674200,1674000,1674100,100\n";

test("unsound rows are refused by line, or dropped and counted", () => {
  const table: readonly (readonly [string, string, RegExp])[] = [
    ["34320000,1674100,1673000,1674000,1674100,100", "BAD_ROW", /outside low and high/],
    ["34320000,1674100,1674200,1674000,1680000,100", "BAD_ROW", /outside low and high/],
    ["34320000,0,0,0,0,100", "BAD_ROW", /not above 0/],
    ["34320000,x,1674200,1674000,1674100,100", "BAD_ROW", /field 2 is no number/],
    ["34320000,1674100,1674200,1674000,1674100", "BAD_ROW", /5 fields, expected 6/],
    ["99999999,1674100,1674200,1674000,1674100,100", "BAD_ROW", /no time/],
    ["34260000,1674100,1674200,1674000,1674100,100", "DUPLICATE_TIME", /not later/],
    ["34200000,1674100,1674200,1674000,1674100,100", "BAD_ROW", /not later/],
    ["34320000,1674100,1674200,1674000,1674100,-1", "BAD_ROW", /no number|below 0/],
  ];
  for (const [row, code, reason] of table) {
    const bytes = zipOf([{ name: MINUTE, text: `${SOUND}${row}\n` }]);
    const read = readLeanZip(bytes, OPTIONS);
    assert.ok(!read.ok, row);
    assert.deepEqual([read.code, read.member, read.line], [code, MINUTE, 3], row);
    assert.match(read.detail, reason, row);
    const skipped = readLeanZip(bytes, { ...OPTIONS, skipBadRows: true });
    assert.ok(skipped.ok, row);
    assert.deepEqual([skipped.set.count, skipped.counts.rows, skipped.counts.badRows], [2, 3, 1], row);
  }
});

test("archives that hold something else are refused by the member's name", () => {
  const table: readonly (readonly [readonly string[], RegExp])[] = [
    [["../../spy.csv"], /not named like/],
    [["readme.txt"], /not named like/],
    [["20131399_spy_minute_trade.csv"], /not named like/],
    [["20131007_spy_minute_quote_american_call_123_20131018.csv"], /not named like/],
    [[MINUTE, "20131007_qqq_minute_trade.csv"], /mixes instruments/],
    [[MINUTE, "20131007_spy_second_trade.csv"], /have 1 s, those before 60 s/],
    [["20131007_spy_quote_tick.csv"], /quote ticks are not read/],
  ];
  for (const [names, reason] of table) {
    const read = readLeanZip(zipOf(names.map((name) => ({ name, text: SOUND }))), OPTIONS);
    assert.ok(!read.ok, names.join());
    assert.equal(read.code, "LEAN_UNKNOWN", names.join());
    assert.match(read.detail, reason, names.join());
  }
});

test("a change of daylight saving moves the instants, not the wall clock", () => {
  const at = (day: string): string => {
    const read = readLeanZip(zipOf([{ name: `${day}_spy_minute_trade.csv`, text: SOUND }]), OPTIONS);
    assert.ok(read.ok);
    return new Date((read.set.tsOpen[0] as number) / 1000).toISOString();
  };
  assert.equal(at("20240308"), "2024-03-08T14:30:00.000Z");
  assert.equal(at("20240311"), "2024-03-11T13:30:00.000Z");
});

/** Rows inside the regular session of every sample archive; contracts of those that have some. */
const SAMPLES: Readonly<Record<string, string>> = {
  "equity/usa/daily/aapl.zip": "AAPL trade 86400 5849 of 5849",
  "equity/usa/daily/bac.zip": "BAC trade 86400 5849 of 5849",
  "equity/usa/daily/ibm.zip": "IBM trade 86400 5849 of 5849",
  "equity/usa/daily/iwm.zip": "IWM trade 86400 5244 of 5244",
  "equity/usa/daily/spy.zip": "SPY trade 86400 5849 of 5849",
  "equity/usa/hour/spy.zip": "SPY trade 3600 40785 of 40832",
  "equity/usa/minute/spy/20131004_quote.zip": "SPY quote 60 390 of 855",
  "equity/usa/minute/spy/20131004_trade.zip": "SPY trade 60 390 of 711",
  "equity/usa/minute/spy/20131007_quote.zip": "SPY quote 60 390 of 908",
  "equity/usa/minute/spy/20131007_trade.zip": "SPY trade 60 390 of 828",
  "equity/usa/minute/spy/20131008_quote.zip": "SPY quote 60 390 of 910",
  "equity/usa/minute/spy/20131008_trade.zip": "SPY trade 60 390 of 828",
  "equity/usa/minute/spy/20131009_quote.zip": "SPY quote 60 390 of 902",
  "equity/usa/minute/spy/20131009_trade.zip": "SPY trade 60 390 of 813",
  "equity/usa/minute/spy/20131010_quote.zip": "SPY quote 60 390 of 941",
  "equity/usa/minute/spy/20131010_trade.zip": "SPY trade 60 390 of 883",
  "equity/usa/minute/spy/20131011_quote.zip": "SPY quote 60 390 of 896",
  "equity/usa/minute/spy/20131011_trade.zip": "SPY trade 60 390 of 776",
  "equity/usa/minute/spy/20230803_quote.zip": "SPY quote 60 390 of 961",
  "equity/usa/minute/spy/20230803_trade.zip": "SPY trade 60 390 of 947",
  "equity/usa/second/spy/20131007_quote.zip": "SPY quote 1 22160 of 27409",
  "equity/usa/second/spy/20131007_trade.zip": "SPY trade 1 14432 of 16675",
  "equity/usa/tick/spy/20131007_trade.zip": "SPY trade 1 15769 of 250601",
  "index/usa/minute/spx/20210104_trade.zip": "SPX trade 60 351 of 411",
  "indexoption/usa/minute/spx/20210104_quote_european.zip": "SPX quote 60 2339 of 2428, 6 contracts",
  "indexoption/usa/minute/spx/20210104_trade_european.zip": "SPX trade 60 334 of 348, 5 contracts",
  "indexoption/usa/minute/spxw/20210104_quote_european.zip": "SPXW quote 60 4445 of 4565, 12 contracts",
  "indexoption/usa/minute/spxw/20210104_trade_european.zip": "SPXW trade 60 1867 of 1918, 12 contracts",
  "indexoption/usa/minute/spxw/20210105_quote_european.zip": "SPXW quote 60 3120 of 3239, 8 contracts",
  "indexoption/usa/minute/spxw/20210105_trade_european.zip": "SPXW trade 60 1057 of 1096, 8 contracts",
  "indexoption/usa/minute/spxw/20210106_quote_european.zip": "SPXW quote 60 6125 of 6305, 16 contracts",
  "indexoption/usa/minute/spxw/20210106_trade_european.zip": "SPXW trade 60 1802 of 1842, 16 contracts",
  "option/usa/daily/aapl_2014_quote_american.zip": "AAPL quote 86400 4532 of 4532, 4532 contracts",
  "option/usa/daily/aapl_2014_trade_american.zip": "AAPL trade 86400 2322 of 2322, 2322 contracts",
  "option/usa/minute/spy/20230803_quote_american.zip": "SPY quote 60 1560 of 1620, 4 contracts",
  "option/usa/minute/spy/20230803_trade_american.zip": "SPY trade 60 183 of 190, 4 contracts",
  "option/usa/minute/twx/20140605_quote_american.zip": "TWX quote 60 30363 of 30468, 184 contracts",
  "option/usa/minute/twx/20140605_trade_american.zip": "TWX trade 60 79 of 79, 28 contracts",
};

test("every sample archive is read whole", { skip }, () => {
  const names = (readdirSync(FOLDER, { recursive: true }) as string[]).filter((name) => name.endsWith(".zip")).sort();
  assert.deepEqual(names, Object.keys(SAMPLES).sort());
  for (const name of names) {
    const read = readLeanZip(readFileSync(FOLDER + name), { ...OPTIONS, isUnscaled: name.startsWith("index/") });
    assert.ok(read.ok, `${name}: ${JSON.stringify(read)}`);
    const { set, counts } = read;
    const contracts = set.contracts === null ? "" : `, ${new Set(set.contracts).size} contracts`;
    const text = `${set.symbol} ${set.content} ${set.timeframeSeconds} ${set.count} of ${counts.rows}${contracts}`;
    assert.equal(text, SAMPLES[name], name);
    assert.equal(counts.badRows, 0, name);
  }
});

test("a date or an hour that does not exist is a bad row, not another day", () => {
  for (const time of ["20131345 00:00", "20130231 00:00", "20130102 24:00", "20130102 09:60"]) {
    const archive = zipOf([{ name: "spy.csv", text: `${time},1000000,1100000,900000,1000000,5\n` }]);
    const read = readLeanZip(archive, OPTIONS);
    assert.ok(!read.ok && read.code === "BAD_ROW" && read.line === 1, `${time}: ${JSON.stringify(read)}`);
  }
});
