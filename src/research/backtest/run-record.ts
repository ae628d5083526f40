import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { CostConfig, RiskLimits } from "../../core/model/config.ts";
import type { VenueModel } from "../../core/model/venue-model.ts";
import type { FinancingChoice } from "../../platform/financing-section.ts";
import { NO_FINANCING } from "../../platform/financing-section.ts";
import type { ReadBarsOptions } from "../../data/read-bars-csv.ts";
import type { OrdersChoice } from "../../platform/orders-section.ts";
import type { StrategyFile } from "../../platform/strategy-file.ts";
import { moneyText } from "../metrics/money-text.ts";
import type { DataFacts, DataOptions, ResolvedRun } from "./resolve-run.ts";

/** `strategy` of result.json. */
export interface StrategyRecord {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** SHA-256 of the module of a user's own kind; null for a built-in. */
  readonly codeSha256: string | null;
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
  /** Name of the fill model. */
  readonly fillModel: string;
  /** What the simulated venue does beyond the plain rules; null: nothing. */
  readonly fills: VenueModel | null;
  /** Name of the cost model; null: the keys of `costs` say it all. */
  readonly costModel: string | null;
  /** Annual rates of holding overnight; null: nothing is charged. */
  readonly financing: FinancingChoice | null;
  /** How entries are placed; null: as the strategy says. */
  readonly orders: OrdersChoice | null;
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
  readonly warmupBars: number;
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
  const { id, name, kind, code, instruments, timeframeSeconds, parameters } = file;
  return { id, name, kind, codeSha256: code?.sha256 ?? null, instruments, timeframeSeconds, parameters };
}

/** The part of it that ids are made of: other code is another run, a built-in has no code of its own. */
export function strategyIdentity(file: StrategyFile): Partial<StrategyRecord> {
  const { codeSha256, ...record } = strategyRecord(file);
  return codeSha256 === null ? record : { ...record, codeSha256 };
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
    costs: costRecord(strategy.costs),
    fillModel: strategy.venueModel.name,
    fills: config.venueModel ?? null,
    costModel: strategy.costModel,
    financing: isDeepStrictEqual(strategy.financing, NO_FINANCING) ? null : strategy.financing,
    orders: strategy.orders,
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

/** What splits and dividends add to the identity of the data: other prices, another run. Nothing where none were named. */
export function actionsIdentity({
  actions,
}: DataFacts): readonly { readonly adjust: string; readonly actions: string }[] {
  return actions === null ? [] : [{ adjust: actions.adjust, actions: actions.sha256 }];
}

/**
 * `r_` and 12 hexadecimal digits: the same configuration over the same bytes is the same run, and
 * a run that was stopped after `partialMarks` marks is another.
 */
export function runIdOf(resolved: ResolvedRun, partialMarks: number | null): string {
  const { strategy, otherStrategies, data, dataOptions } = resolved;
  const { fills, costModel, financing, orders, warmupBars: _, ...config } = configRecord(resolved);
  // What a plain run does not have is left out, so that it keeps the id it always had.
  const more = [
    ...(fills === null ? [] : [{ fills }]),
    ...(costModel === null ? [] : [{ costModel }]),
    ...(financing === null ? [] : [{ financing }]),
    ...(orders === null ? [] : [{ orders }]),
    ...(dataOptions.warmupBars === 0 ? [] : [{ warmupBars: dataOptions.warmupBars }]),
    ...otherStrategies.map((file) => [strategyIdentity(file), sizingRecord(file), file.orders]),
    ...actionsIdentity(data),
    ...(dataOptions.benchmark === "own" ? [] : [{ benchmark: dataOptions.benchmark }]),
    ...(partialMarks === null ? [] : [{ partialMarks }]),
  ];
  const text = JSON.stringify([strategyIdentity(strategy), config, data.sha256, data.bars, ...more]);
  return `r_${createHash("sha256").update(text).digest("hex").slice(0, 12)}`;
}

function readingRecord({
  session,
  tz,
  barTime,
  from,
  to,
  skipBadRows,
  warmupBars,
}: DataOptions): Pick<ConfigRecord, (keyof ReadBarsOptions & keyof ConfigRecord) | "warmupBars"> {
  return { session, tz, barTime, from, to, skipBadRows, warmupBars };
}

/** How a strategy of a file sizes its orders. */
export function sizingRecord({ sizing }: StrategyFile): Readonly<Record<string, string | number>> {
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
