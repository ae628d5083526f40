import type { RunWarning } from "../backtest/run-warning.ts";
import { groupText, NONE, percentText } from "./format-figure.ts";
import type { ReportInput } from "./report-input.ts";
import type { CheckStatus, ReportCheck } from "./report-parts.ts";

const TRADES_MIN = 30;
const SESSIONS_MIN = 252;
const COST_SHARE_MAX = 0.25;
const BEST_TRADE_MAX = 0.25;
const COVERAGE_MIN = 0.99;

/** What a single backtest always must say of itself. */
export const IN_SAMPLE =
  "Only in-sample: nothing was held back. agenttrader walkforward judges the choice on days it did not see.";

const RANK: Readonly<Record<CheckStatus, number>> = { fail: 0, warn: 1, "not-run": 2, pass: 3 };

/** Warnings of a run that one of the checks below tells already. */
const TOLD = ["FEW_TRADES", "FEW_DAYS", "HIGH_COSTS", "NO_COSTS", "NO_COMMISSION", "NO_SLIPPAGE", "OPTIMISTIC_FILLS"];

/**
 * The verdict: what a reader must know before the figures. Warnings of the run, checks on its
 * figures, and what others checked; what nobody checked is said, too.
 */
export function runChecks(input: ReportInput): ReportCheck[] {
  const { result, parts } = input;
  const own = [
    tradeCount(input),
    period(input),
    costs(input),
    fills(input),
    bestTrade(input),
    coverage(input),
    outOfSample(input),
  ];
  const given = parts.checks ?? [];
  const others = NOT_RUN.filter(({ name }) => given.every((check) => check.name !== name));
  const judged = new Set(given.filter(({ status }) => status !== "not-run").map(({ name }) => name));
  const warnings = warningChecks(result.warnings.filter(({ code }) => !TOLD.includes(code)));
  return [...warnings, ...own.filter(({ name }) => !judged.has(name)), ...given, ...others];
}

/** Warnings as lines of a verdict. */
export function warningChecks(warnings: readonly RunWarning[]): ReportCheck[] {
  return warnings.map(({ code, text }) => ({ name: nameOf(code), status: "warn", text }));
}

/** `ORDERS_DENIED` as a reader's words: Orders denied. */
function nameOf(code: string): string {
  return code.charAt(0) + code.slice(1).toLowerCase().replaceAll("_", " ");
}

/** Failures before warnings before the rest; equally grave ones in their order. */
export function gravestFirst(checks: readonly ReportCheck[]): ReportCheck[] {
  return checks.toSorted((a, b) => RANK[a.status] - RANK[b.status]);
}

const NOT_RUN: readonly ReportCheck[] = [
  { name: "Look-ahead", status: "not-run", text: "Not checked for this run; agenttrader passport does." },
  {
    name: "Number of trials",
    status: "not-run",
    text: "Not counted here; agenttrader report and passport read the register of trials.",
  },
];

function tradeCount({ result }: ReportInput): ReportCheck {
  const { trades } = result.metrics;
  const isEnough = trades >= TRADES_MIN;
  const count = `${groupText(trades)} closed ${trades === 1 ? "trade" : "trades"}`;
  return {
    name: "Trade count",
    status: isEnough ? "pass" : "warn",
    text: isEnough
      ? `${count}, at least ${TRADES_MIN}.`
      : `${count}; fewer than ${TRADES_MIN} say little about the next.`,
  };
}

function period({ result }: ReportInput): ReportCheck {
  const { days } = result.metrics;
  const isEnough = days >= SESSIONS_MIN;
  return {
    name: "Period",
    status: isEnough ? "pass" : "warn",
    text: isEnough
      ? `${groupText(days)} sessions, at least one year.`
      : `${groupText(days)} ${days === 1 ? "session" : "sessions"}; annualised figures want at least ${SESSIONS_MIN}.`,
  };
}

function costs({ result }: ReportInput): ReportCheck {
  const name = "Costs";
  const free = result.warnings.find(({ code }) => ["NO_COSTS", "NO_COMMISSION", "NO_SLIPPAGE"].includes(code));
  if (free !== undefined) return { name, status: "warn", text: free.text };
  const share = result.analysis.figures.costShare;
  if (share === null)
    return { name, status: "not-run", text: "No winner: there is no profit to compare the costs with." };
  const text = `Costs take ${percentText(share, { signed: false, decimals: 0 })} of the profit before costs`;
  const limit = percentText(COST_SHARE_MAX, { signed: false, decimals: 0 });
  return share > COST_SHARE_MAX
    ? { name, status: "warn", text: `${text}; more than ${limit}.` }
    : { name, status: "pass", text: `${text}, at most ${limit}.` };
}

function fills({ result }: ReportInput): ReportCheck {
  const optimistic = result.warnings.find(({ code }) => code === "OPTIMISTIC_FILLS");
  return optimistic === undefined
    ? {
        name: "Fills",
        status: "pass",
        text: `No fill uses a price from before its decision (${result.config.fillModel}).`,
      }
    : { name: "Fills", status: "warn", text: optimistic.text };
}

function bestTrade({ result }: ReportInput): ReportCheck {
  const name = "Single trade";
  const share = result.analysis.figures.bestTradeShare;
  if (share === null) return { name, status: "not-run", text: "No winner." };
  const text = `The best trade brought ${percentText(share, { signed: false, decimals: 0 })} of the winners' profit`;
  const limit = percentText(BEST_TRADE_MAX, { signed: false, decimals: 0 });
  return share > BEST_TRADE_MAX
    ? { name, status: "warn", text: `${text}; more than ${limit}.` }
    : { name, status: "pass", text: `${text}, at most ${limit}.` };
}

function coverage({ result }: ReportInput): ReportCheck {
  const name = "Data gaps";
  const rows = result.analysis.coverage;
  const known = rows.filter((row) => row.expected !== null);
  if (known.length === 0) return { name, status: "not-run", text: "No session hours are kept, so gaps are not known." };
  const bars = known.reduce((sum, row) => sum + row.bars, 0);
  const expected = known.reduce((sum, row) => sum + (row.expected ?? 0), 0);
  const empty = known.reduce((sum, row) => sum + row.emptySessions, 0);
  const had = expected > 0 ? percentText(bars / expected, { signed: false, decimals: 2 }) : NONE;
  const text = `${had} of the bars of whole sessions are there, ${empty} sessions have none`;
  const isWhole = empty === 0 && bars >= COVERAGE_MIN * expected;
  return { name, status: isWhole ? "pass" : "warn", text: `${text}.` };
}

function outOfSample({ parts }: ReportInput): ReportCheck {
  const name = "Out of sample";
  if (parts.walkForward !== undefined) return { name, status: "pass", text: "A walk-forward is part of this report." };
  return {
    name,
    status: "warn",
    text: IN_SAMPLE,
  };
}
