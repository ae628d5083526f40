import type { FigureLine } from "../../contract/run-detail.ts";
import { required } from "../../core/assert.ts";
import { amountText, groupText, percentText, ratioText, timesText } from "../../research/report/format-figure.ts";
import { jsonAt } from "../../research/runs/json-at.ts";
import type { Objective } from "../../research/sweep/objective.ts";
import { figureLine } from "./figure-text.ts";

type Write = (value: number | string | null) => string;
const numberOr = (value: number | string | null): number | null => (value === null ? null : Number(value));
const change: Write = (value) => percentText(numberOr(value), { signed: true, decimals: 2 });
const share: Write = (value) => percentText(numberOr(value), { signed: false, decimals: 2 });
const loss: Write = (value) => percentText(value === null ? null : -Number(value), { signed: true, decimals: 2 });
const ratio: Write = (value) => ratioText(numberOr(value));
const times: Write = (value) => timesText(numberOr(value));
const money: Write = (value) => amountText(value === null ? null : String(value), { signed: true });
const count: Write = (value) => (value === null ? ratioText(null) : groupText(value));

const LINES: readonly (readonly [key: string, label: string, write: Write])[] = [
  ["totalReturn", "Return", change],
  ["cagr", "CAGR", change],
  ["volatility", "Volatility (√252)", share],
  ["sharpe", "Sharpe (√252, rf 0)", ratio],
  ["sortino", "Sortino (√252, rf 0)", ratio],
  ["calmar", "Calmar (CAGR / max drawdown)", ratio],
  ["maxDrawdown", "Max drawdown (every bar)", loss],
  ["maxDrawdownDaily", "Max drawdown (daily)", loss],
  ["var95", "VaR 95 (daily)", loss],
  ["cvar95", "CVaR 95 (daily)", loss],
  ["trades", "Trades", count],
  ["winRate", "Win rate", share],
  ["averageWin", "Average win", money],
  ["averageLoss", "Average loss", money],
  ["profitFactor", "Profit factor", ratio],
  ["expectancy", "Expectancy per trade", money],
  ["exposure", "Exposure (bars with a position)", share],
  ["turnover", "Turnover per year (both sides)", times],
  ["commission", "Commission", money],
  ["slippageCost", "Slippage", money],
];

/** The figure under `key` of `metrics` as a heading. */
export function figureName(key: Objective): string {
  return lineOf(key)[1];
}

/** Its value as the report writes it. */
export function figureText(key: Objective, value: number | string): string {
  return lineOf(key)[2](value);
}

function lineOf(key: Objective): (typeof LINES)[number] {
  return required(
    LINES.find((line) => line[0] === key),
    "every objective is a figure of the table",
  );
}

/** The figures that `metrics` of a result has, written as the report writes them. */
export function metricLines(metrics: unknown, notes: unknown): FigureLine[] {
  return LINES.flatMap(([key, label, write]) => {
    const value = jsonAt(metrics, key);
    if (value !== null && typeof value !== "number" && typeof value !== "string") return [];
    const note = jsonAt(notes, key);
    return [figureLine(key, label, write(value), { reason: typeof note === "string" ? note : "" })];
  });
}
