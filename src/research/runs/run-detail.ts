import { join } from "node:path";
import { durationText, NONE, percentText, ratioText } from "../report/format-figure.ts";
import { jsonAt, listAt, textAt } from "./json-at.ts";
import type { RunRow } from "./run-row.ts";
import { scanMembers } from "./scan-members.ts";

/** A run as `runs show` tells it: its row and the parts of its result that are not long. */
export interface RunDetail extends RunRow {
  /** Parts of result.json as they stand there; null where a kind has none. */
  readonly config: unknown;
  readonly data: unknown;
  readonly metrics: unknown;
  readonly benchmark: unknown;
  readonly warningList: readonly { readonly code: string; readonly text: string }[];
  /** The command that makes it again; empty where the result does not say. */
  readonly command: string;
  readonly ordersHash: string;
  readonly build: string;
}

const WANTED: ReadonlySet<string> = new Set([
  "config",
  "data",
  "metrics",
  "benchmark",
  "warnings",
  "analysis",
  "ordersHash",
  "build",
]);

/** Reads the detail of the run in `folder`, whose row was read before. */
export function readRunDetail(folder: string, row: RunRow): RunDetail {
  const scanned = scanMembers(join(folder, "result.json"), WANTED);
  const result = scanned.ok ? Object.fromEntries(scanned.members) : {};
  return {
    ...row,
    config: jsonAt(result, "config") ?? null,
    data: jsonAt(result, "data") ?? null,
    metrics: jsonAt(result, "metrics") ?? null,
    benchmark: jsonAt(result, "benchmark") ?? null,
    warningList: listAt(result, "warnings").map((warning) => ({
      code: textAt(warning, "code"),
      text: textAt(warning, "text"),
    })),
    command: textAt(result, "analysis", "command"),
    ordersHash: textAt(result, "ordersHash"),
    build: textAt(result, "build"),
  };
}

/** The detail for a terminal, warnings before figures. */
export function runDetailText(
  detail: RunDetail & { readonly path: string; readonly files: readonly string[] },
): string {
  const change = (value: number | null): string => percentText(value, { signed: true, decimals: 2 });
  const { period, durationMs } = detail;
  const rows: readonly (readonly [string, string])[] = [
    ["Run", `${detail.runId} (${detail.kind})`],
    ["Strategy", `${detail.strategy} on ${detail.instruments.join(" ") || NONE}`],
    ["Period", period.from === "" ? NONE : `${period.from} → ${period.to}`],
    ["Started", `${detail.startedAt.slice(0, 19).replace("T", " ")} UTC`],
    ["Took", durationMs === null ? NONE : durationText(durationMs / 1000)],
    ["Status", detail.status],
    ...detail.warningList.map(({ text }) => ["Warning", `! ${text}`] as const),
    ["Return", change(detail.totalReturn)],
    ["Sharpe (√252, rf 0)", ratioText(detail.sharpe)],
    ["Max drawdown", change(detail.maxDrawdown === null ? null : -detail.maxDrawdown)],
    ["Trades", detail.trades === null ? NONE : String(detail.trades)],
    ["Build", detail.build || NONE],
    ["Orders hash", detail.ordersHash || NONE],
    ["Again with", detail.command || NONE],
    ["Folder", detail.path],
    ["Files", detail.files.join(", ")],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `${name.padEnd(width)}  ${text}`).join("\n");
}
