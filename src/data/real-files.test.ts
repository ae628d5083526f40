import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { ReadBarsOptions } from "./read-bars-csv.ts";
import { READ_BARS_DEFAULTS, readBarsCsv } from "./read-bars-csv.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/data/bars/", import.meta.url));
const skip = existsSync(FOLDER) ? false : "NO REAL BARS beside the project (../shared/data/bars): not read";

/** What stands out in a file: how it is read and what the answer must be. The rest is read whole with the defaults. */
interface Expectation {
  readonly options?: Partial<ReadBarsOptions>;
  /** Code and line of the refusal. */
  readonly refused?: string;
  /** Bars that remain of the file's rows. */
  readonly bars?: number;
  readonly warned?: RegExp;
  readonly why: string;
}

const TABLE: Readonly<Record<string, Expectation>> = {
  "dirty/SPY_5m_2026-02_mixed_zones.csv.gz": { refused: "MIXED_ZONES:885", why: "UTC copies of New York rows" },
  "1m/SPY_1m_2021-12-01_2022-03-10_close_volume.csv.gz": { refused: "HEADER_UNKNOWN:1", why: "close and volume only" },
  "1d/etf5_2017-01-03_2017-05-19.csv.gz": { refused: "SYMBOL_UNKNOWN:0", why: "eleven instruments, none named" },
  "1d_long/AAPL_1d_1980-12-12_2018-08-30.csv.gz": { refused: "BAD_ROW:167", why: "a row of null" },
  "1d_long/SPY_1d_1993-01-29_2018-08-30.csv.gz": { refused: "BAD_ROW:5566", why: "two opens outside their range" },
  "1m/NVDA_1m_2022-01_2024-07_samples.csv.gz": { bars: 11_810, why: "extended hours" },
  "1m/QQQ_1m_2022-01_2023-07_samples.csv.gz": { bars: 19_999, why: "one bar at the close of a half day" },
  "1m/SPY_1m_2022-01_2024-01_samples.csv.gz": { bars: 24_999, why: "one bar at the close of a half day" },
  "1m/SPY_1m_2024-02-20_2024-05-17_ext.csv.gz": { bars: 24_570, why: "63 sessions of 390 minutes out of 04:00-20:00" },
  "1m/IWM_1m_2026-03.csv.gz": { bars: 2428, warned: /:2430: the last bar has volume 0/, why: "unfinished last bar" },
  "1m/QQQ_1m_2026-03.csv.gz": { bars: 2427, warned: /:2429: the last bar has volume 0/, why: "unfinished last bar" },
  "1m/SPY_1m_2026-03.csv.gz": { bars: 2426, warned: /:2428: the last bar has volume 0/, why: "unfinished last bar" },
  "5m/AAPL_5m_2025-07-03_2025-09-26_ext.csv.gz": { bars: 4621, why: "extended hours" },
  "5m/IWM_5m_2025-07-03_2025-09-26_ext.csv.gz": { bars: 4620, why: "extended hours" },
  "5m/NVDA_5m_2025-07-03_2025-09-26_ext.csv.gz": { bars: 4621, warned: /:11300: the last bar/, why: "extended hours" },
  "5m/QQQ_5m_2025-07-03_2025-09-26_ext.csv.gz": { bars: 4621, warned: /:11300: the last bar/, why: "extended hours" },
  "5m/SPY_5m_2025-07-03_2025-09-26_ext.csv.gz": { bars: 4619, warned: /:11196: the last bar/, why: "extended hours" },
  "5m/TSLA_5m_2025-07-03_2025-09-26_ext.csv.gz": { bars: 4621, warned: /:11279: the last bar/, why: "extended hours" },
};

function expectationOf(name: string): Expectation {
  const listed = TABLE[name];
  if (listed !== undefined) return listed;
  if (name.includes("_desc"))
    return { options: { barTime: "close" }, warned: /newest to oldest/, why: "falling, end-stamped" };
  return { why: "sound" };
}

test("every file of real bars is read or refused as expected", { skip }, () => {
  let seen = 0;
  for (const folder of readdirSync(FOLDER)) {
    for (const file of readdirSync(FOLDER + folder)) {
      const name = `${folder}/${file}`;
      const expected = expectationOf(name);
      const result = readBarsCsv(FOLDER + name, { ...READ_BARS_DEFAULTS, ...expected.options });
      const label = `${name} (${expected.why})`;
      seen += 1;
      if (expected.refused !== undefined) {
        assert.ok(!result.ok, label);
        assert.equal(`${result.faults[0]?.code}:${result.faults[0]?.line}`, expected.refused, label);
        continue;
      }
      assert.ok(result.ok, `${label}: ${JSON.stringify(result)}`);
      assert.equal(result.columns.count, expected.bars ?? result.rows, label);
      assert.equal(result.columns.symbol, file.split("_")[0], label);
      assert.equal(result.columns.timeframeSeconds, { "1m": 60, "5m": 300 }[folder] ?? 86_400, label);
      assert.equal(result.skipped, 0, label);
      if (expected.warned !== undefined) assert.match(result.warnings.join("\n"), expected.warned, label);
      else
        assert.deepEqual(
          result.warnings.filter((text) => !text.includes("outside regular hours")),
          [],
          label,
        );
    }
  }
  assert.ok(seen >= 76, `${seen} files seen`);
});

test("skipping bad rows reads the files that have some, and counts them", { skip }, () => {
  const skipped = (name: string): string => {
    const result = readBarsCsv(FOLDER + name, { ...READ_BARS_DEFAULTS, skipBadRows: true });
    return result.ok ? `${result.skipped} of ${result.rows}` : (result.faults[0]?.code ?? "");
  };
  assert.equal(skipped("1d_long/AAPL_1d_1980-12-12_2018-08-30.csv.gz"), "1 of 9512");
  assert.equal(skipped("1d_long/SPY_1d_1993-01-29_2018-08-30.csv.gz"), "2 of 6445");
  assert.equal(skipped("dirty/SPY_5m_2026-02_mixed_zones.csv.gz"), "MIXED_ZONES");
});

test("an instrument of a long-format file, and a known bar to the micro", { skip }, () => {
  const long = `${FOLDER}1d/etf5_2017-01-03_2017-05-19.csv.gz`;
  const voo = readBarsCsv(long, { ...READ_BARS_DEFAULTS, symbol: "VOO" });
  assert.ok(voo.ok);
  assert.deepEqual([voo.columns.symbol, voo.columns.count, voo.columns.openMicros[0]], ["VOO", 96, 206_680_000]);
  const spy = readBarsCsv(`${FOLDER}1m/SPY_1m_2026-03.csv.gz`);
  assert.ok(spy.ok);
  const { columns } = spy;
  assert.deepEqual(
    [columns.tsOpen[0], columns.openMicros[0], columns.highMicros[0], columns.lowMicros[0], columns.closeMicros[0]],
    [Date.parse("2026-03-23T13:30:00Z") * 1000, 658_070_007, 658_380_005, 656_950_012, 657_859_985],
  );
});

test("a file in the wrong zone is refused and the right one named", { skip }, () => {
  const path = `${FOLDER}1m/SPY_1m_2019-02-11_2019-02-15_desc.csv.gz`;
  const result = readBarsCsv(path, { ...READ_BARS_DEFAULTS, barTime: "close", tz: "UTC" });
  assert.ok(!result.ok);
  assert.equal(result.faults[0]?.code, "WRONG_ZONE");
  assert.match(result.faults[0]?.detail ?? "", /--tz America\/New_York/);
});
