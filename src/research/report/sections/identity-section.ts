import type { SweepResult } from "../../sweep/sweep-result.ts";
import { costsText, parametersText, timeframeText } from "../describe-run.ts";
import { amountText } from "../format-figure.ts";
import { escapeHtml, pairTable } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";

/** What a page is about: its names and settings, and how it is made again. */
export interface PageHeader {
  readonly title: string;
  /** `Backtest`, `Sweep` and the like. */
  readonly kind: string;
  readonly runId: string;
  /** The period, or what the run rests on. */
  readonly subtitle: string;
  readonly rows: readonly (readonly [name: string, text: string])[];
  readonly command: string;
  /** What the command gives again. */
  readonly promise: string;
  readonly hashes: readonly (readonly [name: string, hash: string])[];
}

/** What was run, on what, and the command that runs it again. */
export function identitySection({ result }: ReportInput): string {
  const { strategy, strategies, data, analysis } = result;
  const files = strategies.length > 1 ? strategies.filter((row) => row.kind !== "") : [strategy];
  return headerSection({
    title: strategy.name,
    kind: "Backtest",
    runId: result.runId,
    subtitle: periodText(data),
    rows: [
      ...files.map((row) => ["Strategy", `${row.id}: ${parametersText(row)}`] as const),
      ["Mode", `BACKTEST${result.partial ? ", stopped before its end" : ""}`],
      ...settingRows(result),
    ],
    command: analysis.command,
    promise:
      "With the same build and data this command gives the same orders and the same figures; the run uses no random number.",
    hashes: [
      ["Data SHA-256", data.sha256],
      ["Orders", result.ordersHash],
      ["State", result.stateHash],
    ],
  });
}

/** `2024-01-02 to 2024-12-31`. */
export function periodText({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${from.slice(0, 10)} to ${to.slice(0, 10)}`;
}

/** The settings every simulated run has. */
export function settingRows({
  strategy,
  config,
  data,
  build,
}: Pick<SweepResult, "strategy" | "config" | "data" | "build">): (readonly [string, string])[] {
  const sizing = Object.entries(config.sizing).map(([name, value]) =>
    name === "kind" ? `${value}` : `${name} ${value}`,
  );
  return [
    ["Fills", config.fillModel],
    [
      "Universe",
      `${data.instruments.join(", ")} · bars of ${timeframeText(strategy.timeframeSeconds)} · ${config.session} session · zone ${config.tz}`,
    ],
    ["Capital", `${amountText(config.initialCapital, { signed: false })} ${config.currency}`],
    ["Sizing", sizing.join(", ")],
    ["Costs", costsText(config)],
    ["Risk profile", config.risk.profile],
    ["Build", build],
  ];
}

/** The head of a page. */
export function headerSection({ title, kind, runId, subtitle, rows, command, promise, hashes }: PageHeader): string {
  const foot =
    hashes.length === 0 ? "" : `\n<details><summary>Hashes</summary>\n${pairTable("Hashes", hashes)}\n</details>`;
  return `<header><h1>${escapeHtml(title)}</h1>
<p class="soft">${kind} <span class="mono">${escapeHtml(runId)}</span> · ${escapeHtml(subtitle)}</p></header>
${pairTable("Identity", rows)}
<h2>Run it again</h2>
<pre><code>${escapeHtml(command)}</code></pre>
<p class="soft">${promise}</p>${foot}`;
}
