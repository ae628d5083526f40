import { costsText, parametersText, timeframeText } from "../describe-run.ts";
import { amountText } from "../format-figure.ts";
import { escapeHtml, pairTable } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";

/** What was run, on what, and the command that runs it again. */
export function identitySection({ result }: ReportInput): string {
  const { strategy, config, data, analysis } = result;
  const sizing = Object.entries(config.sizing).map(([name, value]) =>
    name === "kind" ? `${value}` : `${name} ${value}`,
  );
  return `<header><h1>${escapeHtml(strategy.name)}</h1>
<p class="soft">Backtest <span class="mono">${escapeHtml(result.runId)}</span> · ${escapeHtml(`${data.from.slice(0, 10)} to ${data.to.slice(0, 10)}`)}</p></header>
${pairTable("Identity", [
  ...(result.strategies.length > 1 ? result.strategies.filter((row) => row.kind !== "") : [strategy]).map(
    (row) => ["Strategy", `${row.id}: ${parametersText(row)}`] as const,
  ),
  ["Mode", `BACKTEST${result.partial ? ", stopped before its end" : ""}`],
  ["Fills", config.fillModel],
  [
    "Universe",
    `${data.instruments.join(", ")} · bars of ${timeframeText(strategy.timeframeSeconds)} · ${config.session} session · zone ${config.tz}`,
  ],
  ["Capital", `${amountText(config.initialCapital, { signed: false })} ${config.currency}`],
  ["Sizing", sizing.join(", ")],
  ["Costs", costsText(config)],
  ["Risk profile", config.risk.profile],
  ["Build", result.build],
])}
<h2>Run it again</h2>
<pre><code>${escapeHtml(analysis.command)}</code></pre>
<p class="soft">With the same build and data this command gives the same orders and the same figures; the run uses no random number.</p>
<details><summary>Hashes</summary>
${pairTable("Hashes", [
  ["Data SHA-256", data.sha256],
  ["Orders", result.ordersHash],
  ["State", result.stateHash],
])}
</details>`;
}
