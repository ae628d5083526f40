import { join } from "node:path";
import type { GateLine } from "../../contract/run-detail.ts";
import type { WalkForward, WalkForwardWindow } from "../../contract/walk-forward.ts";
import { THRESHOLDS } from "../../research/doubt/passport-gates.ts";
import { ratioText } from "../../research/report/format-figure.ts";
import { jsonAt, listAt, numberAt, textAt } from "../../research/runs/json-at.ts";
import { scanMembers } from "../../research/runs/scan-members.ts";
import { decimalText, lineText } from "./figure-text.ts";
import { metricLines } from "./metric-lines.ts";

const WANTED: ReadonlySet<string> = new Set([
  ...["kind", "settings", "windows", "validWindows", "metrics", "metricNotes", "parameterStability", "efficiency"],
  ...["efficiencyReason", "combinations", "data"],
]);

/** The windows of the walk-forward in `folder`; null when it holds something else. */
export function readWalkForward(folder: string): WalkForward | null {
  const scanned = scanMembers(join(folder, "result.json"), WANTED);
  const result: unknown = scanned.ok ? Object.fromEntries(scanned.members) : {};
  if (textAt(result, "kind") !== "walk-forward") return null;
  const windows = listAt(result, "windows");
  const valid = numberAt(result, "validWindows") ?? 0;
  return {
    mode: textAt(result, "settings", "mode") === "anchored" ? "anchored" : "rolling",
    objective: textAt(result, "settings", "objective"),
    windows: windows.map(windowOf),
    lines: metricLines(jsonAt(result, "metrics"), jsonAt(result, "metricNotes")),
    stability: listAt(result, "parameterStability").map((one) => ({
      name: textAt(one, "name"),
      mean: decimalText(numberAt(one, "mean")) ?? "—",
      deviation: decimalText(numberAt(one, "deviation")) ?? "—",
      variation: decimalText(numberAt(one, "variation")),
      keptShare: decimalText(numberAt(one, "keptShare")),
      values: listAt(one, "values").map(String),
    })),
    efficiency: decimalText(numberAt(result, "efficiency")),
    gates: walkForwardGates(result),
    trials: windows.length * (numberAt(result, "combinations") ?? 0) + valid,
  };
}

/** The gates of a strategy's passport that a walk-forward alone can judge; none of anything else. */
export function walkForwardGates(result: unknown): GateLine[] {
  if (textAt(result, "kind") !== "walk-forward") return [];
  const trades = numberAt(result, "metrics", "trades") ?? 0;
  const days = numberAt(result, "data", "sessions");
  const efficiency = numberAt(result, "efficiency");
  const invalid = listAt(result, "windows").length - (numberAt(result, "validWindows") ?? 0);
  const gates: GateLine[] = [
    {
      id: "windows",
      label: "Every window has a winner",
      isPassed: invalid === 0 && listAt(result, "windows").length > 0,
      value: `${invalid} without`,
      bound: "0 without",
      reason: "",
    },
    {
      id: "trades",
      label: "Trades out of sample",
      isPassed: trades >= THRESHOLDS.outOfSampleTrades,
      value: String(trades),
      bound: `≥ ${THRESHOLDS.outOfSampleTrades}`,
      reason: "",
    },
    {
      id: "efficiency",
      label: "Efficiency",
      isPassed: efficiency === null ? null : efficiency >= THRESHOLDS.efficiency,
      value: lineText(ratioText(efficiency)),
      bound: `≥ ${THRESHOLDS.efficiency}`,
      reason: textAt(result, "efficiencyReason"),
    },
  ];
  if (days === null) return gates;
  const bound = THRESHOLDS.historyDays;
  const history = {
    id: "history",
    label: "Sessions of data",
    isPassed: days >= bound,
    value: String(days),
    reason: "",
  };
  return [{ ...history, bound: `≥ ${bound}` }, ...gates];
}

function windowOf(window: unknown): WalkForwardWindow {
  const best = (jsonAt(window, "bestParameters") ?? {}) as Record<string, unknown>;
  return {
    n: numberAt(window, "n") ?? 0,
    trainFrom: textAt(window, "trainFrom"),
    trainTo: textAt(window, "trainTo"),
    testFrom: textAt(window, "testFrom"),
    testTo: textAt(window, "testTo"),
    bestParameters: Object.entries(best).map(([label, value]) => ({ label, value: String(value) })),
    inSample: figureOf(window, "inSample"),
    outOfSample: figureOf(window, "outOfSample"),
    trades: numberAt(window, "trades") ?? 0,
    isValid: jsonAt(window, "isValid") === true,
    isShort: jsonAt(window, "isShort") === true,
    reason: textAt(window, "reason"),
  };
}

/** The objective's value as every other ratio is written; null where there is none. */
function figureOf(window: unknown, name: string): string | null {
  const value = numberAt(window, name);
  return value === null ? null : ratioText(value);
}
