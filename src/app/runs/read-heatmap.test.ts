import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sweepHeatmapSchema } from "../../contract/heatmap.ts";
import { Failure } from "../../platform/failure.ts";
import { readDetail } from "./read-detail.ts";
import { readHeatmap } from "./read-heatmap.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-heat-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));
const AXES = [
  { name: "slow", values: [30, 20] },
  { name: "fast", values: [2, 3] },
  { name: "stop", values: [1, 5] },
];
/** The return of a combination tells which one it is. */
const returnOf = (slow: number, fast: number, stop: number): number => slow / 100 + fast / 1_000 + stop / 10_000;

function sweep(axes = AXES, kind = "sweep"): string {
  const combinations = (axes[0]?.values ?? []).flatMap((slow) =>
    (axes[1]?.values ?? [3]).flatMap((fast) =>
      (axes[2]?.values ?? [5]).map((stop) => ({
        parameters: { slow, fast, stop, other: 9 },
        metrics: { totalReturn: returnOf(slow, fast, stop), maxDrawdown: fast / 10, expectancy: "12.50", sharpe: null },
      })),
    ),
  );
  // The strategy refused one.
  const kept = combinations.filter(({ parameters }) => parameters.slow !== 20 || parameters.fast !== 3);
  const best = { place: 0, parameters: { slow: 30, fast: 2, stop: 5 } };
  const document = { kind, runId: "r", objective: "totalReturn", grid: { axes }, best, combinations: kept };
  writeFileSync(join(FOLDER, "result.json"), JSON.stringify(document));
  return FOLDER;
}
const tableOf = (query: Parameters<typeof readHeatmap>[1], axes = AXES) =>
  sweepHeatmapSchema.parse(readHeatmap(sweep(axes), query)).table;

test("two parameters in rising order, the third as the best has it, what was not run left empty", () => {
  const { x, y, cells, chosen, held, label, figure } = tableOf({});
  assert.deepEqual(
    [x, y],
    [
      { name: "slow", values: ["20", "30"] },
      { name: "fast", values: ["2", "3"] },
    ],
  );
  assert.deepEqual(
    cells.map((row) => row.map((cell) => cell?.value ?? null)),
    [[0.2025, 0.3025].map(String), [null, "0.3035"]],
  );
  assert.deepEqual([chosen, held], [{ column: 1, row: 0 }, [{ label: "stop", value: "5" }]]);
  assert.deepEqual(
    [figure, label, cells[1]?.[1]?.text, cells[1]?.[1]?.share],
    ["totalReturn", "Return", "+30.35%", "1"],
  );
});

test("a drawdown is a loss, money keeps its digits, a figure that is missing is no cell", () => {
  const drawdown = tableOf({ figure: "maxDrawdown", x: "fast", y: "stop" });
  assert.deepEqual(
    drawdown.cells[0]?.map((cell) => [cell?.value, cell?.text, cell?.share]),
    [
      ["0.2", "−20.00%", "-0.6666666667"],
      ["0.3", "−30.00%", "-1"],
    ],
  );
  assert.deepEqual(drawdown.held, [{ label: "slow", value: "30" }]);
  assert.equal(tableOf({ figure: "expectancy" }).cells[0]?.[0]?.text, "+12.50");
  assert.deepEqual(tableOf({ figure: "sharpe" }).cells.flat(), [null, null, null, null]);
});

test("one parameter is one row; anything that was not swept is refused", () => {
  const one = tableOf(
    {},
    AXES.slice(1, 2).map((axis) => ({ ...axis, name: "slow", values: [20, 30] })),
  );
  assert.deepEqual([one.x.values, one.y, one.cells.length], [["20", "30"], { name: "", values: [""] }, 1]);
  assert.equal(readHeatmap(sweep(AXES, "backtest"), {}), null);
  const long = [
    { name: "slow", values: Array.from({ length: 101 }, (_, i) => i) },
    { name: "fast", values: Array.from({ length: 100 }, (_, i) => i) },
  ];
  for (const [query, code, axes] of [
    [{ x: "quick" }, "PARAMETER_UNKNOWN", AXES],
    [{ y: "other" }, "PARAMETER_UNKNOWN", AXES],
    [{ x: "fast", y: "fast" }, "PARAMETER_TWICE", AXES],
    [{ figure: "luck" }, "FIGURE_UNKNOWN", AXES],
    [{}, "HEATMAP_TOO_LARGE", long],
  ] as const)
    assert.throws(
      () => readHeatmap(sweep([...axes]), query),
      (error: unknown) => error instanceof Failure && error.code === code,
      code,
    );
  assert.equal(tableOf({ y: "slow" }).x.name, "fast", "the other side is another parameter");
});

test("the best of a sweep have their figures however many combinations there are", () => {
  const metrics = { totalReturn: 0.5, sharpe: 1, maxDrawdown: 0.1, trades: 7 };
  const combinations = Array.from({ length: 9_000 }, (_, place) => ({
    place,
    parameters: { slow: place },
    objective: place,
    metrics,
    metricNotes: { filler: "x".repeat(1_000) },
  }));
  const document = {
    kind: "sweep",
    runId: "r",
    objective: "sharpe",
    grid: { axes: [{ name: "slow", values: [] }] },
    best: { place: 8_999, metrics: { ...metrics, sharpe: null }, metricNotes: { sharpe: "NO_TRADES" } },
    top: [8_999],
    combinations,
  };
  writeFileSync(join(FOLDER, "result.json"), JSON.stringify(document));
  const detail = readDetail(FOLDER);
  const [best] = detail?.robustness ?? [];
  assert.deepEqual(best?.rows, [["8999", "1.00", "+50.00%", "1.00", "−10.00%", "7"]]);
  const lines = (detail?.lines ?? []).map(({ key, value, reason }) => [key, value, reason]);
  assert.deepEqual(lines, [
    ["totalReturn", "+50.00%", ""],
    ["sharpe", "—", "NO_TRADES"],
    ["maxDrawdown", "−10.00%", ""],
    ["trades", "7", ""],
  ]);
});
