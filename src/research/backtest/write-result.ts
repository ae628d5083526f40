import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import { moneyText } from "../metrics/money-text.ts";
import { RUN_FILES, runFiles } from "../report/run-files.ts";
import { isoTime } from "./resolve-run.ts";
import type { TradeRow } from "./result-rows.ts";
import type { FinishedBacktest } from "./run-backtest.ts";

/** Files of a run; the last one is put in place last, so who sees it sees all. */
export const RESULT_FILES: readonly string[] = ["trades.csv", "equity.csv", ...RUN_FILES];

/**
 * Writes the files of a run into `folder` and answers with its absolute path. All are written
 * aside first and then renamed, so nothing is ever half-written; a {@link Failure} when the disk or
 * the folder refuses, with what was begun taken away.
 */
export function writeResult(run: FinishedBacktest, folder: string): string {
  const target = resolve(folder);
  const aside = join(dirname(target), `.${basename(target)}.writing-${process.pid}`);
  try {
    rmSync(aside, { recursive: true, force: true });
    mkdirSync(aside, { recursive: true });
    writeFileSync(join(aside, "trades.csv"), tradesCsv(run.result.trades));
    writeEquity(join(aside, "equity.csv"), run);
    for (const [name, text] of runFiles(run)) writeFileSync(join(aside, name), text);
    if (!existsSync(target)) renameSync(aside, target);
    else for (const name of RESULT_FILES) renameSync(join(aside, name), join(target, name));
    rmSync(aside, { recursive: true, force: true });
  } catch (error) {
    dropQuietly(aside);
    throw new Failure({
      code: "RESULT_NOT_WRITTEN",
      exitCode: EXIT.unavailable,
      message: `The result could not be written to ${target} (${systemCodeOf(error) || String(error)}).`,
      hint: "Choose a folder that may be written to, with space left, by --out.",
      cause: error,
    });
  }
  return target;
}

function dropQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // The disk refused before; the failure that is thrown says so.
  }
}

const TRADE_COLUMNS: readonly (keyof TradeRow)[] = [
  "instrument",
  "side",
  "quantity",
  "entryTime",
  "entryPrice",
  "exitTime",
  "exitPrice",
  "grossPnl",
  "costs",
  "slippage",
  "netPnl",
];

/** One line per round trip under a header, with its strategy where there are several; nothing needs quotes. */
export function tradesCsv(trades: readonly TradeRow[]): string {
  const columns = trades[0]?.strategy === undefined ? TRADE_COLUMNS : [...TRADE_COLUMNS, "strategy" as const];
  const lines = trades.map((trade) => columns.map((column) => trade[column]).join(","));
  return `${[columns.join(","), ...lines].join("\n")}\n`;
}

const LINES_PER_WRITE = 10_000;

/** One line per bar: time, equity, cash, position value. */
function writeEquity(path: string, { equity }: FinishedBacktest): void {
  const file = openSync(path, "w");
  try {
    let lines = ["time,equity,cash,positionValue"];
    for (let i = 0; i < equity.count; i += 1) {
      const total = Math.round(equity.equity[i] as number);
      const cash = equity.cash[i] as number;
      lines.push(
        `${isoTime(equity.time[i] as number)},${moneyText(total)},${moneyText(cash)},${moneyText(total - cash)}`,
      );
      if (lines.length < LINES_PER_WRITE) continue;
      writeSync(file, `${lines.join("\n")}\n`);
      lines = [];
    }
    if (lines.length > 0) writeSync(file, `${lines.join("\n")}\n`);
  } finally {
    closeSync(file);
  }
}
