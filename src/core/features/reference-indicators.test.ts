/**
 * Our features against independently published results over 502 daily bars of SPY, 2017 and 2018.
 * Tolerance everywhere: 1e-10 x max(1, |x|), undefined where the reference is; the files print 15
 * to 17 digits, so this holds without a margin. `scale` and `from` are the deviations, each with its reason.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { assertClose, type Prices, runOutputs } from "./feature-fixture.test.ts";

interface Reference {
  readonly file: string;
  readonly kind: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** Our output by the file's column. */
  readonly columns: Readonly<Record<string, string>>;
  /** Our value times this is the file's. */
  readonly scale?: number;
  /** Why something differs, or which columns of the file have no counterpart. */
  readonly note?: string;
}

const REFERENCES: readonly Reference[] = [
  { file: "ema", kind: "ema", parameters: { period: 20 }, columns: { ema: "ema" } },
  { file: "sma", kind: "sma", parameters: { period: 20 }, columns: { sma: "sma" } },
  { file: "rsi", kind: "rsi", parameters: { period: 14 }, columns: { rsi: "rsi" } },
  {
    file: "macd",
    kind: "macd",
    parameters: { fast: 12, slow: 26, signal: 9 },
    columns: { macd: "macd", signal: "signal", histogram: "histogram" },
    note: "fastEma and slowEma are our ema",
  },
  {
    file: "bb",
    kind: "bollinger",
    parameters: { period: 20, width: 2 },
    columns: { lowerBand: "lower", sma: "middle", upperBand: "upper" },
    note: "percentB, zScore and width follow from the bands",
  },
  {
    file: "donchian",
    kind: "donchian",
    parameters: { period: 20 },
    columns: { upperBand: "upper", centerline: "middle", lowerBand: "lower" },
    note: "width follows from the bands",
  },
  {
    file: "atr",
    kind: "atr",
    parameters: { period: 14 },
    columns: { atr: "atr" },
    note: "tr is atr of period 1, atrp follows from atr and the close",
  },
  {
    file: "adx",
    kind: "adx",
    parameters: { period: 14 },
    columns: { pdi: "pdi", mdi: "mdi", adx: "adx" },
    note: "dx and adxr follow from these",
  },
  {
    file: "stoch",
    kind: "stochastic",
    parameters: { k: 14, d: 3, smoothing: 3 },
    columns: { k: "k", d: "d", oscillator: "k", signal: "d" },
    note: "j = 3k - 2d follows",
  },
  { file: "vwap", kind: "vwap", parameters: { anchor: 1 }, columns: { vwap: "vwap" } },
  { file: "roc", kind: "momentum", parameters: { period: 14 }, columns: { momentum: "change" } },
  {
    file: "roc",
    kind: "momentum",
    parameters: { period: 14 },
    columns: { roc: "rate" },
    scale: 100,
    note: "the file gives percent, we give a ratio",
  },
  {
    file: "stdev",
    kind: "rolling-deviation",
    parameters: { period: 14 },
    columns: { stdDev: "deviation" },
    note: "mean is our sma, zScore follows",
  },
  { file: "stdev", kind: "sma", parameters: { period: 14 }, columns: { mean: "sma" } },
  { file: "wma", kind: "wma", parameters: { period: 14 }, columns: { wma: "wma" } },
  { file: "vwma", kind: "vwma", parameters: { period: 14 }, columns: { vwma: "vwma" } },
  { file: "dema", kind: "dema", parameters: { period: 14 }, columns: { dema: "dema" } },
  { file: "tema", kind: "tema", parameters: { period: 20 }, columns: { tema: "tema" } },
  { file: "hma", kind: "hma", parameters: { period: 14 }, columns: { hma: "hma" } },
  {
    file: "kama",
    kind: "kama",
    parameters: { period: 10, fast: 2, slow: 30 },
    columns: { kama: "kama", er: "efficiency" },
  },
  { file: "cci", kind: "cci", parameters: { period: 20 }, columns: { cci: "cci" } },
  { file: "mfi", kind: "mfi", parameters: { period: 14 }, columns: { mfi: "mfi" } },
  { file: "willr", kind: "williams-r", parameters: { period: 14 }, columns: { williamsR: "r" } },
  { file: "obv", kind: "obv", parameters: {}, columns: { obv: "obv" } },
  {
    file: "cmf",
    kind: "cmf",
    parameters: { period: 20 },
    columns: { cmf: "cmf" },
    note: "the multiplier and its flow are the summands, not values of ours",
  },
  {
    file: "stoch-rsi",
    kind: "stochastic-rsi",
    parameters: { period: 14, k: 14, d: 3, smoothing: 1 },
    columns: { stochRsi: "k", signal: "d" },
  },
  {
    file: "keltner",
    kind: "keltner",
    parameters: { period: 20, width: 2, atr: 10 },
    columns: { lowerBand: "lower", centerline: "middle", upperBand: "upper" },
    note: "width follows from the bands",
  },
  {
    file: "slope",
    kind: "linear-regression",
    parameters: { period: 14 },
    columns: { slope: "slope", rSquared: "rSquared" },
    note: "intercept counts from the file's first bar, stdDev is our rolling-deviation, line is drawn back in time",
  },
  { file: "ulcer", kind: "ulcer-index", parameters: { period: 14 }, columns: { ui: "ulcer" } },
  {
    file: "psar",
    kind: "parabolic-sar",
    parameters: { step: 0.02, maximum: 0.2 },
    columns: { sar: "stop" },
    note: "isReversal is where our trend changes",
  },
  {
    file: "supertrend",
    kind: "supertrend",
    parameters: { period: 10, width: 3 },
    columns: { superTrend: "stop" },
    note: "upperBand and lowerBand are the stop by trend",
  },
  {
    file: "atr-stop",
    kind: "atr-stop",
    parameters: { period: 21, width: 3 },
    columns: { atrStop: "stop" },
    note: "buyStop and sellStop are the stop by trend, atr is our atr",
  },
  {
    file: "heikinashi",
    kind: "heikin-ashi",
    parameters: {},
    columns: { open: "open", high: "high", low: "low", close: "close" },
  },
];

/** Files without a feature of ours, and why. */
const WITHOUT_COUNTERPART: Readonly<Record<string, string>> = {
  beta: "needs a second series; a feature sees one instrument",
  corr: "needs a second series; a feature sees one instrument",
  zigzag: "repaints: a pivot is known only after later bars, so no strategy could have acted on it",
};

const FOLDER = new URL("../../../../shared/data/indicators/skender/", import.meta.url);
const skip = existsSync(FOLDER) ? false : `reference data are missing: ${FOLDER.pathname}`;

const read = (name: string): string => gunzipSync(readFileSync(new URL(name, FOLDER))).toString("utf8");

function readBars(): Prices[] {
  return read("quotes/default.csv.gz")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line): Prices => {
      const [, open = 0, high = 0, low = 0, close = 0, volume = 0] = line.split(",").map(Number);
      const micros = (price: number): number => Math.round(price * 1_000_000);
      return { open: micros(open), high: micros(high), low: micros(low), close: micros(close), volume };
    });
}

function readColumn(file: string, column: string): number[] {
  const rows: readonly Record<string, number | string | null>[] = JSON.parse(
    read(`results/${file}.standard.json.gz`).replace(/^\ufeff/, ""),
  );
  return rows.map((row) => (typeof row[column] === "number" ? row[column] : Number.NaN));
}

for (const { file, kind, parameters, columns, scale = 1 } of REFERENCES) {
  test(`${kind} agrees with ${file} (${Object.keys(columns).join(", ")})`, { skip }, () => {
    const bars = readBars();
    assert.equal(bars.length, 502);
    const outputs = runOutputs({ kind, parameters }, bars);
    for (const [column, output] of Object.entries(columns)) {
      const expected = readColumn(file, column);
      assert.ok(expected.filter((x) => !Number.isNaN(x)).length > 400, `${file}.${column} holds numbers`);
      const actual = (outputs[output] ?? []).map((x) => scale * x);
      assertClose(actual, expected, `${file}.${column}, bar`);
    }
  });
}

test("every reference file is either compared or named with the reason why not", { skip }, () => {
  const files = readdirSync(new URL("results/", FOLDER)).map((name) => name.split(".")[0] ?? "");
  const named = new Set([...REFERENCES.map(({ file }) => file), ...Object.keys(WITHOUT_COUNTERPART)]);
  assert.deepEqual(files.toSorted(), [...named].toSorted());
});
