import { createHash } from "node:crypto";
import type { CostConfig, RiskLimits } from "../../core/model/config.ts";
import type { StrategyFile } from "../../platform/strategy-file.ts";
import { moneyText } from "../metrics/money-text.ts";
import type { DataFacts, DataOptions, ResolvedRun } from "./resolve-run.ts";

/** `strategy` of result.json. */
export interface StrategyRecord {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly instruments: readonly string[];
  readonly timeframeSeconds: number;
  readonly parameters: Readonly<Record<string, number>>;
}

/** `config` of result.json: everything a figure may depend on besides strategy and data. */
export interface ConfigRecord {
  readonly initialCapital: string;
  readonly currency: string;
  readonly account: string;
  readonly environment: string;
  readonly sizing: Readonly<Record<string, string | number>>;
  readonly costs: CostRecord;
  readonly fillModel: string;
  readonly closeAtEnd: boolean;
  readonly risk: RiskLimits;
  readonly isStopExempt: boolean;
  readonly maxPosition: string | null;
  readonly maxDailyLoss: string | null;
  readonly expectedAlpha: number | null;
  readonly session: string;
  readonly tz: string;
  readonly barTime: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly skipBadRows: boolean;
  /** Conventions behind the figures. */
  readonly periodsPerYear: number;
  readonly riskFree: number;
}

/** Costs with money as decimal strings. */
export interface CostRecord {
  readonly commissionPerOrder: string;
  readonly commissionPerUnit: string;
  readonly commissionBps: number;
  readonly commissionMinimum: string;
  readonly slippageBps: number;
  readonly touch: boolean;
}

/** The strategy of a file as result.json names it. */
export function strategyRecord(file: StrategyFile): StrategyRecord {
  const { id, name, kind, instruments, timeframeSeconds, parameters } = file;
  return { id, name, kind, instruments, timeframeSeconds, parameters };
}

/** Everything else that was resolved. */
export function configRecord({ strategy, config, dataOptions }: ResolvedRun): ConfigRecord {
  const account = config.accounts[0];
  return {
    initialCapital: moneyText(strategy.initialCapitalMicros),
    currency: account?.currency ?? "",
    account: account?.id ?? "",
    environment: config.environment,
    sizing: sizingRecord(strategy),
    costs: costRecord(config.costs),
    fillModel: config.fillModel,
    closeAtEnd: strategy.closeAtEnd,
    risk: config.limits,
    isStopExempt: strategy.isStopExempt,
    maxPosition: moneyOrNull(strategy.maxPositionMicros),
    maxDailyLoss: moneyOrNull(strategy.maxDailyLossMicros),
    expectedAlpha: config.strategies[0]?.expectedAlpha ?? null,
    ...readingRecord(dataOptions),
    periodsPerYear: 252,
    riskFree: 0,
  };
}

/** `r_` and 12 hexadecimal digits: the same configuration over the same bytes is the same run. */
export function runIdOf(strategy: StrategyRecord, config: ConfigRecord, data: DataFacts): string {
  const text = JSON.stringify([strategy, config, data.sha256, data.bars]);
  return `r_${createHash("sha256").update(text).digest("hex").slice(0, 12)}`;
}

function readingRecord({ session, tz, barTime, from, to, skipBadRows }: DataOptions): Omit<DataOptions, "path"> {
  return { session, tz, barTime, from, to, skipBadRows };
}

function sizingRecord({ sizing }: StrategyFile): Readonly<Record<string, string | number>> {
  if (sizing.kind === "fixed-quantity") return { kind: sizing.kind, quantity: sizing.quantityMicros / 1_000_000 };
  return { ...sizing };
}

function costRecord(costs: CostConfig): CostRecord {
  return {
    commissionPerOrder: moneyText(costs.commissionPerOrderMicros),
    commissionPerUnit: moneyText(costs.commissionPerUnitMicros),
    commissionBps: costs.commissionBps,
    commissionMinimum: moneyText(costs.commissionMinimumMicros),
    slippageBps: costs.slippageBps,
    touch: costs.touch,
  };
}

function moneyOrNull(micros: number | null): string | null {
  return micros === null ? null : moneyText(micros);
}
