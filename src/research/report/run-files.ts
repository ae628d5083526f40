import type { FinishedBacktest } from "../backtest/run-backtest.ts";
import { isoTime } from "../backtest/resolve-run.ts";
import { plainYaml } from "./plain-yaml.ts";
import { renderReport } from "./report-html.ts";
import { reportInput } from "./report-input.ts";

/** Names of {@link runFiles}, result.json last: who sees it sees all. */
export const RUN_FILES = ["events.jsonl", "config.resolved.yaml", "charts.json", "report.html", "result.json"] as const;

/** Texts of the files of a run that its report brings, by name and in the order of {@link RUN_FILES}. */
export function runFiles(finished: FinishedBacktest): ReadonlyMap<string, string> {
  const input = reportInput(finished);
  const { strategy, config, data } = input.result;
  const texts: Readonly<Record<(typeof RUN_FILES)[number], string>> = {
    "events.jsonl": eventLines(finished),
    "config.resolved.yaml": plainYaml({ strategy, config, data, command: input.result.analysis.command }),
    "charts.json": `${JSON.stringify(input.charts)}\n`,
    "report.html": renderReport(input),
    "result.json": `${JSON.stringify(input.result, null, 2)}\n`,
  };
  return new Map(RUN_FILES.map((name) => [name, texts[name]]));
}

/** One line per order in the order of creation, then one per reason of a refusal; prices in ticks. */
function eventLines({ run, resolved }: FinishedBacktest): string {
  const lines = run.orders.orders.map((order) =>
    JSON.stringify({
      kind: "order",
      time: isoTime(order.tsCreated),
      index: order.index,
      strategy: resolved.config.strategies[order.strategy]?.id ?? "",
      instrument: resolved.instruments[order.instrument]?.symbol ?? "",
      role: order.role,
      side: order.side,
      type: order.type,
      lots: order.quantityLots,
      filledLots: order.cumLots,
      limitTicks: order.limitTicks,
      stopTicks: order.stopTicks,
      status: order.status,
      reason: order.reason,
    }),
  );
  for (const [key, count] of run.refusals) {
    const at = key.indexOf(":");
    lines.push(JSON.stringify({ kind: "refusal", outcome: key.slice(0, at), reason: key.slice(at + 1), count }));
  }
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}
