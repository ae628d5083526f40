import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { nextOpenAtOrAfter, createSessionClock } from "../../core/market/session-clock.ts";
import { barsFile, failureOf, FOLDER, resolveOver, strategyOf, walkRows } from "./run-fixture.test.ts";

const ROWS = walkRows(1, 3);
const GOOD = barsFile("AAA_1m.csv", ROWS);

test("one configuration: instruments, sessions, bars and what was read", () => {
  const run = resolveOver(GOOD, strategyOf());
  assert.deepEqual(run.data, {
    path: GOOD,
    instruments: ["AAA"],
    bars: 3 * 390,
    from: "2024-03-04T14:30:00.000Z",
    to: "2024-03-06T21:00:00.000Z",
    sha256: run.data.sha256,
    actions: null,
  });
  assert.match(run.data.sha256, /^[0-9a-f]{64}$/);
  assert.equal(run.table.days[0], "2024-03-04");
  const last = run.bars[0]?.tsClose[3 * 390 - 1] ?? 0;
  assert.ok(nextOpenAtOrAfter(createSessionClock(run.table), last) > last, "an order may wait past the last bar");
  assert.equal(run.config.accounts[0]?.openingCashMicros, 100_000_000_000);
  assert.deepEqual(run.config.strategies[0]?.sizing, { kind: "fixed-quantity", quantityLots: 10 });
  assert.deepEqual(run.warnings, []);
});

test("finer bars are aggregated from the session's open, coarser ones are a usage error", () => {
  const fine = resolveOver(GOOD, strategyOf({ timeframe: "5m" }));
  assert.equal(fine.data.bars, 3 * 78);
  assert.equal(fine.config.baseTimeframeSeconds, 300);
  assert.equal(resolveOver(GOOD, strategyOf({ timeframe: "1d" })).data.bars, 3);
  const daily = barsFile("AAA_1d.csv", ["2024-03-04,1,1,1,1,9", "2024-03-05,1,1,1,1,9", "2024-03-06,1,1,1,1,9"]);
  const failure = failureOf(() => resolveOver(daily, strategyOf()));
  assert.deepEqual([failure.code, failure.exitCode], ["DATA_COARSER", 2]);
  assert.match(failure.message, /bars of 60 s, the data of AAA have bars of 86400 s/);
});

test("from and to are session dates, both included", () => {
  const run = resolveOver(GOOD, strategyOf(), { from: "2024-03-05", to: "2024-03-05" });
  assert.deepEqual([run.data.bars, run.data.from], [390, "2024-03-05T14:30:00.000Z"]);
  assert.equal(run.table.days[0], "2024-03-05");
});

test("session all has calendar days of the zone and no hours", () => {
  const run = resolveOver(GOOD, strategyOf(), { session: "all" });
  assert.equal(run.table.alwaysOpen, true);
  assert.equal(run.table.days[0], "2024-03-04");
});

test("a folder gives instruments in the strategy's order", () => {
  const folder = join(FOLDER, "several");
  mkdirSync(folder);
  for (const name of ["AAA", "BBB"])
    writeFileSync(join(folder, `${name}_1m.csv`), `time,open,high,low,close,volume\n${walkRows(2, 1).join("\n")}\n`);
  const run = resolveOver(folder, strategyOf({ instruments: "[BBB, AAA]" }));
  assert.deepEqual(
    run.bars.map((columns) => columns.symbol),
    ["BBB", "AAA"],
  );
  assert.equal(run.data.bars, 2 * 390);
  const missing = failureOf(() => resolveOver(folder, strategyOf({ instruments: "[AAA, ZZZ]" })));
  assert.deepEqual([missing.code, missing.exitCode], ["SYMBOL_UNKNOWN", 2]);
  assert.match(missing.message, /no file for instrument "ZZZ"/);
});

const broken = (line: number, row: string): string[] => ROWS.map((kept, i) => (i === line ? row : kept));
const BAD: readonly { name: string; path: () => string; code: string; exit: number; says: RegExp }[] = [
  {
    name: "a missing file",
    path: () => join(FOLDER, "none.csv"),
    code: "FILE_MISSING",
    exit: 5,
    says: /none\.csv.*no such file/,
  },
  { name: "an empty file", path: () => barsFile("AAA_e.csv", [], ""), code: "FILE_EMPTY", exit: 5, says: /no text/ },
  {
    name: "a wrong header",
    path: () => barsFile("AAA_h.csv", ROWS, "a,b,c,d,e,f"),
    code: "HEADER_UNKNOWN",
    exit: 5,
    says: /AAA_h\.csv:1/,
  },
  {
    name: "a bad row",
    path: () => barsFile("AAA_b.csv", broken(4, "2024-03-04T14:34:00.000Z,10,9,11,10,5")),
    code: "BAD_ROW",
    exit: 5,
    says: /AAA_b\.csv:6: BAD_ROW/,
  },
  {
    name: "a duplicate time",
    path: () => barsFile("AAA_d.csv", broken(4, ROWS[3] ?? "")),
    code: "DUPLICATE_TIME",
    exit: 5,
    says: /AAA_d\.csv:6: DUPLICATE_TIME/,
  },
];
for (const { name, path, code, exit, says } of BAD) {
  test(`${name} is refused with file and line`, () => {
    const failure = failureOf(() => resolveOver(path(), strategyOf()));
    assert.deepEqual([failure.code, failure.exitCode], [code, exit]);
    assert.match(failure.message, says);
  });
}

test("bad rows may be skipped, and are counted", () => {
  const path = barsFile("AAA_s.csv", broken(4, "2024-03-04T14:34:00.000Z,10,9,11,10,5"));
  const run = resolveOver(path, strategyOf(), { skipBadRows: true });
  assert.equal(run.data.bars, 3 * 390 - 1);
  assert.deepEqual(
    run.warnings.map((warning) => warning.code),
    ["BAD_ROWS_SKIPPED"],
  );
});

test("an unfinished last bar is dropped with a warning", () => {
  const path = barsFile("AAA_u.csv", broken(ROWS.length - 1, (ROWS.at(-1) ?? "").replace(/,100$/, ",0")));
  const run = resolveOver(path, strategyOf());
  assert.equal(run.data.bars, 3 * 390 - 1);
  assert.deepEqual(
    run.warnings.map((warning) => warning.code),
    ["UNFINISHED_BAR_DROPPED"],
  );
});

test("usage errors name what was and what is allowed", () => {
  const codeOf = (act: () => unknown): string => {
    const failure = failureOf(act);
    assert.equal(failure.exitCode, 2);
    return failure.code;
  };
  const one = strategyOf();
  assert.equal(
    codeOf(() => resolveOver(GOOD, one, { from: "yesterday" })),
    "DATE_INVALID",
  );
  assert.equal(
    codeOf(() => resolveOver(GOOD, one, { from: "2024-03-06", to: "2024-03-05" })),
    "DATE_INVALID",
  );
  assert.equal(
    codeOf(() => resolveOver(GOOD, one, { tz: "Mars/Base" })),
    "ZONE_UNKNOWN",
  );
  assert.equal(
    codeOf(() => resolveOver(GOOD, strategyOf({ instruments: "[AAA, BBB]" }))),
    "INSTRUMENT_AMBIGUOUS",
  );
  const half = strategyOf({ sizing: "{ kind: fixed-quantity, quantity: 0.5 }" });
  assert.equal(
    codeOf(() => resolveOver(GOOD, half)),
    "QUANTITY_NOT_WHOLE",
  );
});

test("a file named after another ticker is read and said", () => {
  const run = resolveOver(barsFile("BBB_1m.csv", ROWS), strategyOf());
  assert.deepEqual([run.bars[0]?.symbol, run.warnings[0]?.code], ["AAA", "FILE_NAME_DIFFERS"]);
});
