import type { DatasetRow, RunnableStrategy, RunOptions } from "../../../../../src/contract/run-options.ts";
import type { RunRequest } from "../../../../../src/contract/run-request.ts";

/** What the launcher's fields hold, as typed. */
export interface LaunchForm {
  readonly type: RunRequest["type"];
  readonly strategyId: string;
  readonly dataset: string;
  readonly from: string;
  readonly to: string;
  /** A value, a list or a range by parameter. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly initialCapital: string;
  readonly commissionPerOrder: string;
  readonly slippageBps: string;
  readonly fillModel: string;
  readonly objective: string;
  readonly mode: "rolling" | "anchored";
  readonly inSampleDays: string;
  readonly outOfSampleDays: string;
  readonly stepDays: string;
  readonly minTrades: string;
}

/** Datasets that fit a strategy best come first: all its symbols, then its bar length. */
export function datasetsFor(
  strategy: RunnableStrategy | undefined,
  datasets: readonly DatasetRow[],
): readonly DatasetRow[] {
  if (strategy === undefined) return datasets;
  const rank = (row: DatasetRow): number =>
    (strategy.symbols.every((symbol) => row.symbols.includes(symbol)) ? 0 : 2) +
    (row.interval === strategy.timeframe ? 0 : 1);
  return datasets.toSorted((a, b) => rank(a) - rank(b));
}

/** The form as a strategy's file has it, over the whole of its best dataset. */
export function formOf(options: RunOptions, strategyId: string | undefined, now: LaunchForm | null): LaunchForm {
  const strategy = options.strategies.find((row) => row.id === strategyId) ?? options.strategies[0];
  const dataset = datasetsFor(strategy, options.datasets)[0];
  return {
    type: now?.type ?? "backtest",
    strategyId: strategy?.id ?? "",
    dataset: dataset?.id ?? "",
    from: dataset?.from ?? "",
    to: dataset?.to ?? "",
    parameters: Object.fromEntries((strategy?.parameters ?? []).map(({ name, value }) => [name, `${value}`])),
    initialCapital: strategy?.initialCapital ?? "",
    commissionPerOrder: strategy?.commissionPerOrder ?? "",
    slippageBps: strategy === undefined ? "" : `${strategy.slippageBps}`,
    fillModel: strategy?.fillModel ?? "",
    objective: now?.objective ?? options.objectives[0] ?? "",
    mode: now?.mode ?? "rolling",
    inSampleDays: now?.inSampleDays ?? "60",
    outOfSampleDays: now?.outOfSampleDays ?? "20",
    stepDays: now?.stepDays ?? "",
    minTrades: now?.minTrades ?? "",
  };
}
