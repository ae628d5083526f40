import { THRESHOLDS } from "../../doubt/passport-gates.ts";
import type { WalkForwardResult } from "../../walk-forward/walk-forward-result.ts";
import { pointsText } from "../chart-key.ts";
import { lineChart } from "../charts/line-chart.ts";
import { decimate } from "../decimate.ts";
import { amountText, groupText, percentText, ratioText, timesText } from "../format-figure.ts";
import { figure, htmlTable, numberCell, section, textCell, tiles } from "../html-text.ts";
import { monthlyReturns } from "../monthly-returns.ts";
import { reportPage } from "../report-html.ts";
import type { ReportCheck } from "../report-parts.ts";
import { warningChecks } from "../run-checks.ts";
import { glossarySection } from "../sections/glossary-section.ts";
import { headerSection, periodText, settingRows } from "../sections/identity-section.ts";
import { monthTable } from "../sections/returns-section.ts";
import { checksSection } from "../sections/verdict-section.ts";
import {
  efficiencyText,
  noEfficiencyText,
  stability,
  windowFigure,
  windowTable,
} from "../sections/walk-forward-section.ts";
import { searchRows } from "./search-rows.ts";

const change = (value: number | null): string => percentText(value, { signed: true, decimals: 2 });
const share = (value: number | null): string => percentText(value, { signed: false, decimals: 2 });
const loss = (value: number | null): string => change(value === null ? null : -value);

/** Warnings that the checks of the page tell already. */
const TOLD = ["NO_VALID_WINDOW", "INVALID_WINDOWS", "EFFICIENCY_NULL"];

/** The page of a walk-forward, made of its result.json; `command` makes it again. */
export function walkForwardPage(result: WalkForwardResult, command: string): string {
  const { strategy, data, settings, equity, windows } = result;
  const header = headerSection({
    title: strategy.name,
    kind: "Walk-forward",
    runId: result.runId,
    subtitle: periodText(data),
    rows: [
      ...searchRows(result, settings.objective),
      [
        "Windows",
        `${windows.length}, ${settings.mode}: ${settings.inSample} sessions to choose on, ${settings.outOfSample} to judge on, step ${settings.step}`,
      ],
      ["Winner", `the best of ${groupText(result.combinations)} with at least ${settings.minTrades} trades in-sample`],
      ...settingRows(result),
    ],
    command,
    promise: "With the same build and data this command gives the same windows, winners and figures.",
    hashes: [
      ["Data SHA-256", data.sha256],
      ["Orders", result.ordersHash],
    ],
  });
  const days = equity.times.map((time) => time.slice(0, 10));
  return reportPage(`${strategy.name} · ${data.instruments.join(", ")} · walk-forward`, header, [
    checksSection([...warningChecks(result.warnings.filter(({ code }) => !TOLD.includes(code))), ...checks(result)]),
    section("figures", "Key figures, out-of-sample", figures(result)),
    section("windows", "Windows", `<p>${efficiencyText(result)}</p>\n${windowFigure(result)}\n${windowTable(result)}`),
    section("equity", "Equity, out-of-sample", curve(result)),
    days.length === 0 ? "" : section("returns", "Returns", monthTable(monthlyReturns(equity.returns, days))),
    section("stability", "Parameter stability", stability(result)),
    glossarySection(),
  ]);
}

function checks(result: WalkForwardResult): ReportCheck[] {
  const { efficiency, windows, validWindows } = result;
  const least = ratioText(THRESHOLDS.efficiency);
  const own: ReportCheck[] = [
    {
      name: "Windows",
      status: validWindows === 0 ? "fail" : validWindows < windows.length ? "warn" : "pass",
      text: `${validWindows} of ${windows.length} had a winner; the others count as flat.`,
    },
  ];
  own.push(
    efficiency === null
      ? { name: "Efficiency", status: "fail", text: `There is none, ${noEfficiencyText(result)}; the gate fails.` }
      : {
          name: "Efficiency",
          status: efficiency >= THRESHOLDS.efficiency ? "pass" : "fail",
          text: `${ratioText(efficiency)}; the gate wants at least ${least}.`,
        },
  );
  return own;
}

function figures({ metrics, config, efficiency, validWindows, windows }: WalkForwardResult): string {
  const money = (value: string | null): string => amountText(value, { signed: true });
  const boxes = tiles([
    ["Return", change(metrics.totalReturn), `CAGR ${change(metrics.cagr)}`],
    ["Sharpe (√252, rf 0)", ratioText(metrics.sharpe), `Sortino ${ratioText(metrics.sortino)}`],
    ["Max drawdown (daily)", loss(metrics.maxDrawdownDaily), `Calmar ${ratioText(metrics.calmar)}`],
    ["Trades", groupText(metrics.trades), `win rate ${share(metrics.winRate)}`],
    ["Efficiency", ratioText(efficiency), `${validWindows} of ${windows.length} windows valid`],
  ]);
  const rows: readonly (readonly [string, string])[] = [
    ["Volatility (√252)", share(metrics.volatility)],
    ["VaR 95 (daily)", loss(metrics.var95)],
    ["CVaR 95 (daily)", loss(metrics.cvar95)],
    ["Profit factor", ratioText(metrics.profitFactor)],
    [`Expectancy per trade (${config.currency})`, money(metrics.expectancy)],
    ["Exposure (bars with a position)", share(metrics.exposure)],
    ["Turnover per year (both sides)", timesText(metrics.turnover)],
    [`Commission (${config.currency})`, amountText(metrics.commission, { signed: false })],
    [`Slippage (${config.currency})`, amountText(metrics.slippageCost, { signed: false })],
  ];
  const table = htmlTable(
    "Further key figures",
    [textCell("Figure"), numberCell("Out-of-sample")],
    rows.map(([name, value]) => [textCell(name), numberCell(value)]),
    { style: "fit" },
  );
  return `${boxes}\n${table}\n<p class="soft"><small>Daily returns of all windows chained, each begun with the initial capital; flat where no combination won.</small></p>`;
}

function curve({ equity, metrics, config }: WalkForwardResult): string {
  const values = equity.values.map(Number);
  if (values.length === 0) return "<p>No session was judged.</p>";
  const at = decimate(values, values.length);
  const text = (value: string): string => `${amountText(value, { signed: false })} ${config.currency}`;
  const chart = lineChart({
    id: "equity-out",
    title: "Equity, out-of-sample",
    description: `From ${text(metrics.initialCapital)} to ${text(metrics.finalEquity)}.`,
    lines: [{ name: "Equity", style: "a", at, values: at.map((i) => values[i] ?? 0) }],
    count: values.length,
    times: at.map((i) => Date.parse(equity.times[i] ?? "") * 1000),
    height: "l",
    unit: "money",
  });
  return figure(
    chart,
    `${config.currency} · the initial capital grown by the returns of the judged sessions. ${pointsText(values.length, at.length, "session")}`,
  );
}
