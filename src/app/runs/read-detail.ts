import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { FigureLine, GateLine, RunDetail, SettingLine } from "../../contract/run-detail.ts";
import type { RunNote } from "../../contract/run-row.ts";
import { groupText } from "../../research/report/format-figure.ts";
import { figureRows } from "../../research/report/figure-rows.ts";
import type { ReportInput } from "../../research/report/report-input.ts";
import { readJson } from "../../research/runs/read-report-input.ts";
import { runChecks } from "../../research/report/run-checks.ts";
import { jsonAt, listAt, numberAt, textAt } from "../../research/runs/json-at.ts";
import { scanMembers } from "../../research/runs/scan-members.ts";
import { OBJECTIVES, type Objective } from "../../research/sweep/objective.ts";
import { decimalText, figureLine } from "./figure-text.ts";
import { figureText, metricLines } from "./metric-lines.ts";
import { walkForwardGates } from "./read-walk-forward.ts";

/** What the folder of a run says of it; the row is somebody else's. */
export type StoredDetail = Omit<RunDetail, "run" | "failure" | "log"> & { readonly warnings: readonly RunNote[] };

const WANTED: ReadonlySet<string> = new Set([
  ...["kind", "strategy", "config", "data", "warnings", "metrics", "metricNotes", "benchmark", "analysis"],
  ...["ordersHash", "stateHash", "build", "best", "combinations", "top", "counts", "objective", "grid", "settings"],
  ...["windows", "validWindows", "efficiency", "efficiencyReason", "partial"],
]);

/** The detail of the run in `folder`; null when its result.json cannot be read. */
export function readDetail(folder: string): StoredDetail | null {
  const path = join(folder, "result.json");
  const scanned = scanMembers(path, WANTED);
  if (!scanned.ok) return null;
  const { members } = scanned;
  // Thousands of combinations are more than a scan brings along, and the table of the best wants some of them.
  const isCut = members.get("kind") === "sweep" && !members.has("combinations");
  const result = isCut ? readJson(path) : Object.fromEntries(members);
  const isBacktest = (textAt(result, "kind") || "backtest") === "backtest";
  const input = isBacktest && jsonAt(result, "analysis") !== undefined ? ({ result, parts: {} } as ReportInput) : null;
  return {
    lines: input === null ? plainLines(result) : input.result.metrics === undefined ? [] : reportLines(input),
    benchmark: benchmarkText(result),
    settings: settingsOf(result),
    gates: input === null ? walkForwardGates(result) : runChecks(input).map(gateOf),
    funnel: funnelOf(result),
    refusals: listAt(result, "analysis", "decisions", "refusals").map((one) => ({
      reason: `${textAt(one, "outcome")} ${textAt(one, "reason")}`.trim(),
      count: numberAt(one, "count") ?? 0,
    })),
    robustness: bestTable(result),
    command: textAt(result, "analysis", "command"),
    hashes: hashesOf(result),
    artefacts: artefactsOf(folder),
    warnings: listAt(result, "warnings").map((one) => ({ code: textAt(one, "code"), text: textAt(one, "text") })),
  };
}

/** What a list keeps for itself in the folder of a run. */
const SUMMARY = "summary.json";

/** Plain files of a run that may be fetched. */
function artefactsOf(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const names = entries.filter(
    (entry) => entry.isFile() && entry.name !== SUMMARY && /^[A-Za-z0-9][\w.-]{0,99}$/.test(entry.name),
  );
  return names.map((entry) => entry.name).sort();
}

function reportLines(input: ReportInput): FigureLine[] {
  const { config, metrics } = input.result;
  const costs = metricLines({ commission: metrics.commission, slippageCost: metrics.slippageCost }, {});
  return [
    ...figureRows(input).map(({ key, label, ...more }) => figureLine(key, label, more.value, more)),
    ...costs.map((line) => ({ ...line, label: `${line.label} (${config.currency})` })),
  ];
}

/** Of a sweep those of its best combination, of a walk-forward out of sample. */
function plainLines(result: unknown): FigureLine[] {
  const judged = textAt(result, "kind") === "sweep" ? jsonAt(result, "best") : result;
  return metricLines(jsonAt(judged, "metrics"), jsonAt(judged, "metricNotes"));
}

function gateOf({ name, status, text }: { name: string; status: string; text: string }): GateLine {
  return {
    id: name.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
    label: name,
    isPassed: status === "not-run" ? null : status === "pass",
    value: "",
    bound: "",
    reason: text,
  };
}

function benchmarkText(result: unknown): string {
  const symbols = listAt(result, "benchmark", "instruments").join(", ");
  return symbols === "" ? "" : `Buy & hold of ${symbols}, prices ${textAt(result, "benchmark", "basis")}, no costs`;
}

const SETTINGS: readonly (readonly [label: string, ...path: string[]])[] = [
  ["Strategy", "strategy", "name"],
  ["Kind", "strategy", "kind"],
  ["Instruments", "strategy", "instruments"],
  ["Bar length in seconds", "strategy", "timeframeSeconds"],
  ["Initial capital", "config", "initialCapital"],
  ["Currency", "config", "currency"],
  ["Sizing", "config", "sizing"],
  ["Commission per order", "config", "costs", "commissionPerOrder"],
  ["Slippage in bps", "config", "costs", "slippageBps"],
  ["Cost model", "config", "costModel"],
  ["Fill model", "config", "fillModel"],
  ["Session", "config", "session"],
  ["Zone", "config", "tz"],
  ["Closes at the end", "config", "closeAtEnd"],
  ["From", "config", "from"],
  ["To", "config", "to"],
  ["Bars", "data", "bars"],
  ["Data", "data", "path"],
  ["Objective", "objective"],
  ["Combinations run", "counts", "finished"],
  ["Combinations planned", "counts", "planned"],
  ["Sessions to choose on", "settings", "inSample"],
  ["Sessions to judge on", "settings", "outOfSample"],
  ["Step in sessions", "settings", "step"],
  ["Training", "settings", "mode"],
  ["Objective of the windows", "settings", "objective"],
];

function settingsOf(result: unknown): SettingLine[] {
  const parameters = Object.entries((jsonAt(result, "strategy", "parameters") ?? {}) as Record<string, unknown>);
  const axes = listAt(result, "grid", "axes").map((axis) => ({
    label: `Grid: ${textAt(axis, "name")}`,
    value: listAt(axis, "values").join(", "),
  }));
  const lines = SETTINGS.flatMap(([label, ...path]) => {
    const value = jsonAt(result, ...path);
    return value === undefined || value === null ? [] : [{ label, value: plainText(value) }];
  });
  return [
    ...lines,
    ...parameters.map(([name, value]) => ({ label: `Parameter ${name}`, value: String(value) })),
    ...axes,
  ];
}

function plainText(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([key, item]) => `${key} ${String(item)}`)
      .join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

const FUNNEL = [
  ["signals", "Signals"],
  ["decided", "Led to an order"],
  ["orders", "Orders"],
  ["filled", "Filled"],
] as const;

function funnelOf(result: unknown): RunDetail["funnel"] {
  if (jsonAt(result, "analysis", "decisions") === undefined) return [];
  return FUNNEL.map(([key, label]) => ({ label, count: numberAt(result, "analysis", "decisions", key) ?? 0 }));
}

/** The best combinations of a sweep with their figures. */
function bestTable(result: unknown): RunDetail["robustness"] {
  if (textAt(result, "kind") !== "sweep") return [];
  const rows = new Map(listAt(result, "combinations").map((row) => [numberAt(row, "place"), row]));
  const names = listAt(result, "grid", "axes").map((axis) => textAt(axis, "name"));
  const objective = OBJECTIVES.find((key) => key === textAt(result, "objective"));
  const text = (row: unknown, key: Objective | undefined): string => {
    const value = key === undefined ? null : jsonAt(row, "metrics", key);
    // Money is text.
    const isFigure = typeof value === "number" || typeof value === "string";
    return key === undefined || !isFigure ? "—" : figureText(key, value);
  };
  return [
    {
      title: `Best combinations by ${textAt(result, "objective")}`,
      columns: [...names, textAt(result, "objective"), "Return", "Sharpe", "Max drawdown", "Trades"],
      rows: listAt(result, "top").map((place) => {
        const row = rows.get(place as number);
        const trades = numberAt(row, "metrics", "trades");
        return [
          ...names.map((name) => decimalText(numberAt(row, "parameters", name)) ?? "—"),
          ...([objective, "totalReturn", "sharpe", "maxDrawdown"] as const).map((key) => text(row, key)),
          trades === null ? "—" : groupText(trades),
        ];
      }),
    },
  ];
}

function hashesOf(result: unknown): SettingLine[] {
  const rows = [
    ["Data (SHA-256)", textAt(result, "data", "sha256")],
    ["Code (SHA-256)", textAt(result, "strategy", "codeSha256")],
    ["Orders", textAt(result, "ordersHash")],
    ["Final state", textAt(result, "stateHash")],
    ["Build", textAt(result, "build")],
  ] as const;
  return rows.filter(([, value]) => value !== "").map(([label, value]) => ({ label, value }));
}
