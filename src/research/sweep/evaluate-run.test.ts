import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { barsFile, FOLDER, resolveOver, runOver, strategyOf, walkRows } from "../backtest/run-fixture.test.ts";
import type { Evaluation, EvaluationTask } from "./evaluation-task.ts";
import { evaluateRun } from "./evaluate-run.ts";
import { rowsOfSessions, sessionRows } from "./session-rows.ts";
import { shareBars } from "./share-bars.ts";

const WALK = barsFile("AAA_1m.csv", walkRows(1, 20));
const WHOLE: Omit<EvaluationTask, "parameters"> = { rows: null, warmUp: null, closesAtEnd: null, keepsTrades: true };

function parametersOf(fast: number, slow: number, allowShort = 0): EvaluationTask["parameters"] {
  return { fast, slow, allowShort };
}

test("an evaluation has the figures, trades and orders of the backtest", () => {
  const base = shareBars(resolveOver(WALK, strategyOf()));
  for (const [fast, slow] of [
    [3, 8],
    [5, 20],
  ] as const) {
    const evaluation = evaluateRun(base, { ...WHOLE, parameters: parametersOf(fast, slow) });
    const { result, daily } = runOver(WALK, { parameters: `{ fast: ${fast}, slow: ${slow} }` });
    assert.deepEqual(evaluation.metrics, result.metrics);
    assert.deepEqual(evaluation.notes, result.metricNotes);
    assert.equal(evaluation.ordersHash, result.ordersHash);
    assert.deepEqual([...evaluation.dailyReturns], daily.returns);
    assert.deepEqual(evaluation.trades, result.trades);
    assert.equal(evaluation.netMicros.length, result.trades.length);
  }
});

test("a stretch of sessions is the backtest from and to those dates", () => {
  for (const closeAtEnd of ["false", "true"]) {
    const base = resolveOver(WALK, strategyOf({ closeAtEnd }));
    const sessions = sessionRows(base.bars, base.table);
    assert.equal(sessions.days.length, 20);
    const [from, to] = [4, 11];
    const task = { ...WHOLE, rows: rowsOfSessions(sessions, from, to), parameters: parametersOf(3, 8, 1) };
    const evaluation = evaluateRun(base, task);
    const cut = resolveOver(WALK, strategyOf({ closeAtEnd }), {
      from: sessions.days[from] ?? "",
      to: sessions.days[to - 1] ?? "",
    });
    const alone = evaluateRun(cut, { ...WHOLE, parameters: parametersOf(3, 8, 1) });
    assert.deepEqual(evaluation, alone);
    assert.ok(evaluation.trades.length > 50);
  }
});

test("a warmed run trades as if it had followed the market before, and starts and ends flat", () => {
  const base = resolveOver(WALK, strategyOf());
  const sessions = sessionRows(base.bars, base.table);
  const warmUp = rowsOfSessions(sessions, 0, 6);
  const rows = rowsOfSessions(sessions, 6, 12);
  const parameters = parametersOf(20, 300);
  const warm = evaluateRun(base, { parameters, rows, warmUp, closesAtEnd: true, keepsTrades: true });
  const cold = evaluateRun(base, { parameters, rows, warmUp: null, closesAtEnd: true, keepsTrades: true });
  const through = evaluateRun(base, { ...WHOLE, parameters, rows: rowsOfSessions(sessions, 0, 12) });
  const start = sessions.closes[5] as number;
  const startText = new Date(start / 1000).toISOString();
  assert.equal(warm.dailyReturns.length, 6);
  assert.ok(warm.trades.every((trade) => trade.entryTime > startText));
  // A crossing within the stretch is acted on by both runs: the averages are those of the whole history.
  const entriesOf = (evaluation: Evaluation): string[] => evaluation.trades.map((trade) => trade.entryTime);
  const inside = entriesOf(through).filter((time) => time > startText);
  assert.ok(inside.length > 3);
  assert.deepEqual(entriesOf(warm).slice(0, inside.length), inside);
  assert.notDeepEqual(entriesOf(cold).slice(0, inside.length), inside);
  const net = warm.netMicros.reduce((sum, value) => sum + value, 0);
  assert.equal(Number(warm.metrics.finalEquity), 100_000 + net / 1e6, "nothing is left open");
});

test("what the strategy wished at the last bar before the stretch is not traded", () => {
  const base = resolveOver(WALK, strategyOf());
  const sessions = sessionRows(base.bars, base.table);
  // With averages this short many a session ends on a crossing.
  for (let at = 1; at < 18; at += 1) {
    const task = { parameters: parametersOf(1, 2, 1), closesAtEnd: true, keepsTrades: true };
    const rows = rowsOfSessions(sessions, at, at + 1);
    const warm = evaluateRun(base, { ...task, rows, warmUp: rowsOfSessions(sessions, 0, at) });
    const open = new Date((base.bars[0]?.tsOpen[rows[0]?.from ?? 0] as number) / 1000).toISOString();
    assert.ok(warm.trades.length > 0);
    assert.ok(
      warm.trades.every((trade) => trade.entryTime > open),
      `session ${at}`,
    );
  }
});

test("an instrument without a bar in the stretch does no harm", () => {
  const folder = join(FOLDER, "late");
  mkdirSync(folder);
  const header = "time,open,high,low,close,volume";
  writeFileSync(join(folder, "AAA.csv"), `${header}\n${walkRows(1, 6).join("\n")}\n`);
  writeFileSync(
    join(folder, "BBB.csv"),
    `${header}\n${walkRows(2, 6)
      .slice(3 * 390)
      .join("\n")}\n`,
  );
  writeFileSync(join(folder, "CCC.csv"), `${header}\n${walkRows(3, 2).join("\n")}\n`);
  const base = resolveOver(folder, strategyOf({ instruments: "[AAA, BBB, CCC]" }));
  const sessions = sessionRows(base.bars, base.table);
  assert.equal(sessions.days.length, 6);
  const rows = rowsOfSessions(sessions, 2, 3);
  const evaluation = evaluateRun(base, { ...WHOLE, parameters: parametersOf(3, 8), rows });
  assert.ok(evaluation.trades.length > 0);
  assert.deepEqual([...new Set(evaluation.trades.map((trade) => trade.instrument))], ["AAA"]);
  const later = rowsOfSessions(sessions, 3, 6);
  const both = evaluateRun(base, { ...WHOLE, parameters: parametersOf(3, 8), rows: later, warmUp: rows });
  assert.deepEqual([...new Set(both.trades.map((trade) => trade.instrument))].sort(), ["AAA", "BBB"]);
});
