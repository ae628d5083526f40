import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { BarsReport } from "./check-bars.ts";
import { checkBars } from "./check-bars.ts";
import type { ReadBarsOptions } from "./read-bars-csv.ts";
import { READ_BARS_DEFAULTS, readBarsCsv } from "./read-bars-csv.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/data/bars/", import.meta.url));
const skip = existsSync(FOLDER) ? false : "NO REAL BARS beside the project (../shared/data/bars): not read";

/** How a real file is read by a run, and what `data check` says of it. Every file has a row: a new one without is a fault. */
interface Expectation {
  /** What the file does not say itself and the user must. */
  readonly options?: Partial<ReadBarsOptions>;
  /** Rows of the file and bars that remain, or code and line of the refusal. */
  readonly read: string;
  readonly warned?: RegExp;
  /** Verdict of the check, and its findings by kind. */
  readonly check: string;
  readonly why?: string;
}

const DESC = { barTime: "close" } as const;
const EXT = "extended hours, vendor bad prints among them";

const TABLE: Readonly<Record<string, Expectation>> = {
  "1d/AVGO_1d_2024-04-01_2026-03.csv.gz": {
    read: "501 of 501",
    check: "warn, split 1",
    why: "prices as traded across splits",
  },
  "1d/NVDA_1d_2024-04-01_2026-03.csv.gz": {
    read: "502 of 502",
    check: "warn, split 1",
    why: "prices as traded across splits",
  },
  "1d/SOXS_1d_2024-04-01_2026-03.csv.gz": {
    read: "501 of 501",
    check: "warn, split 2",
    why: "prices as traded across splits",
  },
  "1d/etf5_2017-01-03_2017-05-19.csv.gz": {
    read: "SYMBOL_UNKNOWN:0",
    check: "ok",
    why: "eleven funds in one file, none named",
  },
  "1d_long/AAPL_1d_1980-12-12_2018-08-30.csv.gz": {
    read: "BAD_ROW:167",
    check: "refuse, BAD_ROW 1",
    why: "a row of null",
  },
  "1d_long/SPY_1d_1993-01-29_2018-08-30.csv.gz": {
    read: "BAD_ROW:5566",
    check: "refuse, BAD_ROW 2",
    why: "two opens outside their range",
  },
  "1m/AAPL_1m_2019-02-11_2019-02-15_desc.csv.gz": {
    options: DESC,
    read: "1948 of 1948",
    warned: /newest to oldest/,
    check: "warn, gap 2, note 1",
    why: "newest row first, stamped at the end of bars",
  },
  "1m/AAPL_1m_2026-03.csv.gz": { read: "2728 of 2728", check: "warn, gap 1", why: "two minutes missing" },
  "1m/AMZN_1m_2019-02-11_2019-02-15_desc.csv.gz": {
    options: DESC,
    read: "1944 of 1944",
    warned: /newest to oldest/,
    check: "warn, gap 6, note 1",
    why: "newest row first, stamped at the end of bars",
  },
  "1m/IWM_1m_2026-03.csv.gz": {
    read: "2428 of 2429",
    warned: /:2430: the last bar has volume 0/,
    check: "warn, gap 1, note 1",
    why: "unfinished last bar, two minutes missing",
  },
  "1m/MSFT_1m_2026-03.csv.gz": {
    read: "2728 of 2728",
    check: "warn, gap 1, zero-volume 1",
    why: "two minutes missing",
  },
  "1m/NVDA_1m_2022-01_2024-07_samples.csv.gz": {
    read: "11810 of 30000",
    check: "warn, gap 7, info 1",
    why: "months left out",
  },
  "1m/NVDA_1m_2026-03.csv.gz": { read: "2728 of 2728", check: "warn, gap 1", why: "two minutes missing" },
  "1m/QQQ_1m_2019-02-11_2019-02-15_desc.csv.gz": {
    options: DESC,
    read: "1948 of 1948",
    warned: /newest to oldest/,
    check: "warn, gap 2, note 1",
    why: "newest row first, stamped at the end of bars",
  },
  "1m/QQQ_1m_2022-01_2023-07_samples.csv.gz": {
    read: "19999 of 20000",
    check: "warn, gap 6, info 1",
    why: "months left out",
  },
  "1m/QQQ_1m_2026-03.csv.gz": {
    read: "2427 of 2428",
    warned: /:2429: the last bar has volume 0/,
    check: "warn, gap 1, note 1",
    why: "unfinished last bar, two minutes missing",
  },
  "1m/SPY_1m_2019-02-11_2019-02-15_desc.csv.gz": {
    options: DESC,
    read: "1950 of 1950",
    warned: /newest to oldest/,
    check: "warn, note 1",
    why: "newest row first, stamped at the end of bars",
  },
  "1m/SPY_1m_2021-12-01_2022-03-10_close_volume.csv.gz": {
    read: "HEADER_UNKNOWN:2",
    check: "refuse, HEADER_UNKNOWN 1",
    why: "a title line, CR line ends, closes without open, high and low",
  },
  "1m/SPY_1m_2022-01_2024-01_samples.csv.gz": {
    read: "24999 of 25000",
    check: "warn, gap 8, info 1",
    why: "months left out",
  },
  "1m/SPY_1m_2024-02-20_2024-05-17_ext.csv.gz": { read: "24570 of 49720", check: "ok, info 1", why: "extended hours" },
  "1m/SPY_1m_2026-03.csv.gz": {
    read: "2426 of 2427",
    warned: /:2428: the last bar has volume 0/,
    check: "warn, gap 1, note 1",
    why: "unfinished last bar, two minutes missing",
  },
  "1m/TSLA_1m_2019-02-11_2019-02-15_desc.csv.gz": {
    options: DESC,
    read: "1946 of 1946",
    warned: /newest to oldest/,
    check: "warn, gap 4, note 1",
    why: "newest row first, stamped at the end of bars",
  },
  "1m/TSLA_1m_2026-03.csv.gz": { read: "2728 of 2728", check: "warn, gap 1", why: "two minutes missing" },
  "5m/AAPL_5m_2025-07-03_2025-09-26_ext.csv.gz": {
    read: "4621 of 11297",
    check: "warn, info 1, outlier 212",
    why: EXT,
  },
  "5m/AAPL_5m_2025-12-23_2026-02-27.csv.gz": { read: "3351 of 3351", check: "warn, gap 5", why: "bars missing" },
  "5m/IWM_5m_2025-07-03_2025-09-26_ext.csv.gz": {
    read: "4620 of 11210",
    check: "warn, gap 1, info 1, outlier 43",
    why: EXT,
  },
  "5m/IWM_5m_2025-12-23_2026-02-27.csv.gz": { read: "3350 of 3350", check: "warn, gap 5", why: "bars missing" },
  "5m/MSFT_5m_2025-12-23_2026-02-27.csv.gz": { read: "3351 of 3351", check: "warn, gap 5", why: "bars missing" },
  "5m/NVDA_5m_2025-07-03_2025-09-26_ext.csv.gz": {
    read: "4621 of 11299",
    warned: /:11300: the last bar has volume 0/,
    check: "warn, info 1, note 1, outlier 330",
    why: EXT,
  },
  "5m/NVDA_5m_2025-12-23_2026-02-27.csv.gz": {
    read: "3349 of 3349",
    check: "warn, gap 7, outlier 1",
    why: "bars missing",
  },
  "5m/QQQ_5m_2025-07-03_2025-09-26_ext.csv.gz": {
    read: "4621 of 11299",
    warned: /:11300: the last bar has volume 0/,
    check: "warn, info 1, note 1, outlier 68",
    why: EXT,
  },
  "5m/QQQ_5m_2025-12-23_2026-02-27.csv.gz": {
    read: "3350 of 3350",
    check: "warn, gap 6, zero-volume 1",
    why: "bars missing",
  },
  "5m/SPY_5m_2025-07-03_2025-09-26_ext.csv.gz": {
    read: "4619 of 11195",
    warned: /:11196: the last bar has volume 0/,
    check: "warn, gap 1, info 1, note 1, outlier 68",
    why: EXT,
  },
  "5m/SPY_5m_2025-12-23_2026-02-27.csv.gz": { read: "3350 of 3350", check: "warn, gap 5", why: "bars missing" },
  "5m/TSLA_5m_2025-07-03_2025-09-26_ext.csv.gz": {
    read: "4621 of 11278",
    warned: /:11279: the last bar has volume 0/,
    check: "warn, info 1, note 1, outlier 321",
    why: EXT,
  },
  "5m/TSLA_5m_2025-12-23_2026-02-27.csv.gz": { read: "3351 of 3351", check: "warn, gap 5", why: "bars missing" },
  "dirty/SPY_5m_2026-02_mixed_zones.csv.gz": {
    read: "MIXED_ZONES:885",
    check: "refuse, MIXED_ZONES 1, info 1",
    why: "UTC copies of New York rows",
  },
};

/** Daily files of free data are sound from 1970 on but for what TABLE says; all others stand there. */
function expectationOf(name: string, rows: number): Expectation {
  const sound = { read: `${rows} of ${rows}`, check: "ok" };
  return TABLE[name] ?? sound;
}

test("every file of real bars is read or refused as expected, and checked without false alarm", { skip }, () => {
  const seen: string[] = [];
  for (const folder of readdirSync(FOLDER)) {
    for (const file of readdirSync(FOLDER + folder)) {
      const name = `${folder}/${file}`;
      seen.push(name);
      assert.ok(folder.startsWith("1d") || TABLE[name] !== undefined, `${name} has no row in the table`);
      const options = { ...READ_BARS_DEFAULTS, ...TABLE[name]?.options };
      const report = checkBars(FOLDER + name, options);
      const expected = expectationOf(name, report.rows);
      const label = `${name} (${expected.why ?? "sound"})`;
      assert.equal(checkText(report), expected.check, label);
      const result = readBarsCsv(FOLDER + name, options);
      if (!result.ok) {
        const [fault] = result.faults;
        assert.equal(`${fault?.code}:${fault?.line}`, expected.read, label);
        assert.equal(report.verdict === "refuse" || fault?.code === "SYMBOL_UNKNOWN", true, label);
        continue;
      }
      assert.equal(`${result.columns.count} of ${result.rows}`, expected.read, label);
      assert.equal(result.columns.symbol, file.split("_")[0], label);
      assert.equal(result.columns.timeframeSeconds, { "1m": 60, "5m": 300 }[folder] ?? 86_400, label);
      assert.equal(result.skipped, 0, label);
      const warnings = result.warnings.filter((text) => !text.includes("outside regular hours")).join("\n");
      if (expected.warned === undefined) assert.equal(warnings, "", label);
      else assert.match(warnings, expected.warned, label);
    }
  }
  assert.ok(seen.length >= 76, `${seen.length} files seen`);
  for (const name of Object.keys(TABLE)) assert.ok(seen.includes(name), `${name} is gone`);
});

/** `verdict kind x count ...`, kinds by name. */
function checkText(report: BarsReport): string {
  const counts = new Map<string, number>();
  for (const { kind } of report.issues) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const kinds = [...counts.keys()].sort((a, b) => (a < b ? -1 : 1));
  return [report.verdict, ...kinds.map((kind) => `${kind} ${counts.get(kind)}`)].join(", ");
}

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
