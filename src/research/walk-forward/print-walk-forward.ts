import { amountText, groupText, NONE, percentText, ratioText } from "../report/format-figure.ts";
import { alignedRight, objectiveText } from "../sweep/print-sweep.ts";
import type { WalkForwardResult } from "./walk-forward-result.ts";

/** The terminal's table of a walk-forward (lines joined by line feeds, none at the end). */
export function walkForwardText(result: WalkForwardResult, folder: string): string {
  const { settings, strategy, data, grid, metrics, windows } = result;
  const { objective } = settings;
  const names = grid.axes.map((axis) => axis.name);
  const head = [
    `walk-forward ${strategy.id}`,
    strategy.kind,
    data.instruments.join(" "),
    `${data.sessions} sessions ${data.from.slice(0, 10)} → ${data.to.slice(0, 10)}`,
    `${settings.mode} ${settings.inSample}/${settings.outOfSample}/${settings.step}`,
    `${groupText(result.combinations)} combinations`,
  ].join(" · ");
  const table = [
    ["window", "trained on", "judged on", ...names, `${objective} in`, "out", "ratio", "return", "trades"],
    ...windows.map((row) => [
      `${row.n}${row.isShort ? " short" : ""}`,
      `${row.trainFrom} – ${row.trainTo}`,
      `${row.testFrom} – ${row.testTo}`,
      ...names.map((name) => String(row.bestParameters?.[name] ?? NONE)),
      row.isValid ? objectiveText(row.inSample, objective) : row.reason,
      objectiveText(row.outOfSample, objective),
      ratioText(row.ratio),
      percentText(row.outOfSampleMetrics?.totalReturn ?? (row.isValid ? null : 0), { signed: true, decimals: 2 }),
      groupText(row.trades),
    ]),
  ];
  const lines = [head, ...alignedRight(table), "Out of sample only:"];
  const change = (value: number | null): string => percentText(value, { signed: true, decimals: 2 });
  lines.push(
    `  return ${change(metrics.totalReturn)} · CAGR ${change(metrics.cagr)} · Sharpe (√252, rf 0) ${ratioText(metrics.sharpe)}` +
      ` · max drawdown (daily) ${change(metrics.maxDrawdownDaily === null ? null : -metrics.maxDrawdownDaily)}`,
    `  ${groupText(metrics.trades)} trades · profit factor ${ratioText(metrics.profitFactor)}` +
      ` · commission ${amountText(metrics.commission, { signed: false })} · slippage ${amountText(metrics.slippageCost, { signed: false })}`,
    `  efficiency ${ratioText(result.efficiency)}${result.efficiencyReason === "" ? "" : ` (${result.efficiencyReason})`}` +
      ` · ${result.validWindows} of ${windows.length} windows valid`,
  );
  for (const { name, mean, deviation, variation, keptShare } of result.parameterStability) {
    const kept = percentText(keptShare, { signed: false, decimals: 0 });
    lines.push(
      `  ${name}: mean ${ratioText(mean)} · sd ${ratioText(deviation)} · variation ${ratioText(variation)} · kept ${kept}`,
    );
  }
  for (const warning of result.warnings) lines.push(`Warning   ! ${warning.text}`);
  lines.push(`Run ${result.runId} · by ${objective} · ${(result.durationMs / 1000).toFixed(1)} s · ${folder}`);
  return lines.join("\n");
}
