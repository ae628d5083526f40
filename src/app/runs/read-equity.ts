import { join } from "node:path";
import type { RunEquity } from "../../contract/run-detail.ts";
import { jsonAt, listAt, textAt } from "../../research/runs/json-at.ts";
import { scanMembers } from "../../research/runs/scan-members.ts";
import { decimalText } from "./figure-text.ts";

const WANTED: ReadonlySet<string> = new Set(["kind", "equity", "analysis", "config"]);

/** Equity of the run in `folder` at the end of each session, at most `most` points; null without a curve. */
export function readEquity(folder: string, most: number): RunEquity | null {
  const scanned = scanMembers(join(folder, "result.json"), WANTED);
  const result: unknown = scanned.ok ? Object.fromEntries(scanned.members) : {};
  const times = listAt(result, "equity", "times").map(String);
  const values = listAt(result, "equity", "values").map(String);
  if (times.length === 0 || times.length !== values.length) return null;
  const others = listAt(result, "analysis", "benchmark").map(String);
  const isOutOfSample = textAt(result, "kind") === "walk-forward" ? true : null;
  const numbers = values.map(Number);
  const falls = drawdownsOf(numbers, Number(jsonAt(result, "config", "initialCapital")));
  const kept = extremesOf(numbers, most);
  return {
    points: kept.map((i) => ({
      t: times[i] as string,
      equity: values[i] as string,
      benchmark: others[i] ?? null,
      drawdownPct: decimalText(falls[i]) ?? "0",
      isOutOfSample,
    })),
    decimation: { method: kept.length < values.length ? "min-max" : "none", from: values.length, to: kept.length },
  };
}

/** Loss from the peak so far, which begins as `start`, as a positive fraction. */
function drawdownsOf(values: readonly number[], start: number): number[] {
  let peak = Number.isFinite(start) ? start : 0;
  return values.map((value) => {
    peak = Math.max(peak, value);
    return peak > 0 ? (peak - value) / peak : 0;
  });
}

/** Positions of at most `most` values: first, last, and the lowest and highest of equal stretches between. */
export function extremesOf(values: readonly number[], most: number): number[] {
  const { length } = values;
  if (length <= most) return values.map((_, i) => i);
  const stretches = Math.max(0, Math.floor((most - 2) / 2));
  const kept = new Set([0]);
  for (let s = 0; s < stretches; s += 1) {
    const from = 1 + Math.floor((s * (length - 2)) / stretches);
    const to = 1 + Math.floor(((s + 1) * (length - 2)) / stretches);
    let [low, high] = [from, from];
    for (let i = from; i < to; i += 1) {
      if ((values[i] as number) < (values[low] as number)) low = i;
      if ((values[i] as number) > (values[high] as number)) high = i;
    }
    for (const at of [low, high].sort((a, b) => a - b)) kept.add(at);
  }
  return [...kept.add(length - 1)];
}
