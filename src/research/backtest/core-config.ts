import { isDeepStrictEqual } from "node:util";
import type { CoreConfig, SizingConfig, StrategyConfig } from "../../core/model/config.ts";
import type { Instrument } from "../../core/model/instrument.ts";
import type { Environment } from "../../core/model/signal.ts";
import { PLAIN_VENUE } from "../../core/model/venue-model.ts";
import { BRACKET_UNITS, ENTRY_TYPES, ORDER_KEYS, TIMES_IN_FORCE } from "../../core/strategies/place-orders.ts";
import { limitsOf } from "../../core/risk/profiles.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { StrategyFile } from "../../platform/strategy-file.ts";
import { HOUSE_VENUE } from "../../core/model/venue-rules.ts";

/** What a file does not say about the run it is for. */
export interface CoreConfigOptions {
  readonly environment: Environment;
  /** Bar length of the feed; null: the strategy's own. */
  readonly baseTimeframeSeconds: number | null;
  readonly accountId: string;
}

/** A backtest: the one account SIM on bars of the strategy's own length. */
export const BACKTEST_OPTIONS: CoreConfigOptions = {
  environment: "backtest",
  baseTimeframeSeconds: null,
  accountId: "SIM",
};

const CENT_MICROS = 10_000;
const SHARE_MICROS = 1_000_000;
const SIZE_WITHOUT_ALLOCATION = 0.05;

/** US equities in the given order: ticks of a cent, lots of one share. */
export function equityInstruments(symbols: readonly string[]): Instrument[] {
  return symbols.map((symbol, index) => ({
    index,
    symbol,
    kind: "equity",
    currency: "USD",
    tickMicros: CENT_MICROS,
    lotMicros: SHARE_MICROS,
    multiplier: 1,
    isTradable: true,
  }));
}

/** Several strategies in one account; capital, costs, fill model and limits are those of the `first` file. */
export function portfolioConfigOf(
  first: StrategyFile,
  files: readonly StrategyFile[],
  instruments: readonly Instrument[],
  options: CoreConfigOptions,
): CoreConfig {
  return {
    version: 1,
    environment: options.environment,
    baseTimeframeSeconds: options.baseTimeframeSeconds ?? first.timeframeSeconds,
    accounts: [
      {
        index: 0,
        id: options.accountId,
        currency: "USD",
        openingCashMicros: first.initialCapitalMicros,
        lotMethod: "fifo",
        limits: null,
      },
    ],
    strategies: files.map((file, index) => strategyConfigOf(file, index, instruments)),
    costs: { ...first.costs, slippageBps: expectedSlippageBps(first) },
    fillModel: first.fillModel,
    ...(isDeepStrictEqual(first.venueModel, PLAIN_VENUE) ? {} : { venueModel: first.venueModel }),
    venue: HOUSE_VENUE,
    limits: limitsOf(first.risk.profile, first.risk.overrides),
    sizeWithoutAllocation: SIZE_WITHOUT_ALLOCATION,
  };
}

/** What the core expects takers to pay when it sizes; models that depend on tick or volume are not foreseen. */
function expectedSlippageBps({ costs, venueModel }: StrategyFile): number {
  return venueModel.price.kind === "half-spread-bps" ? venueModel.price.bps : costs.slippageBps;
}

function strategyConfigOf(file: StrategyFile, index: number, instruments: readonly Instrument[]): StrategyConfig {
  const traded = instruments.filter((instrument) => file.instruments.includes(instrument.symbol));
  return {
    index,
    id: file.id,
    name: file.name,
    kind: file.kind,
    instruments: traded.map((instrument) => instrument.index),
    timeframeSeconds: file.timeframeSeconds,
    parameters: { ...file.parameters, ...orderParameters(file) },
    sizing: sizingOf(file, traded),
    account: 0,
    status: "ACTIVE",
    isStopExempt: file.isStopExempt,
    // A backtest cannot take the alpha from itself; `app` fills it in from a stored run.
    expectedAlpha: file.expectedAlpha === "from-backtest" ? null : file.expectedAlpha,
    signalTtlSeconds: file.signalTtlSeconds,
    maxPositionMicros: file.maxPositionMicros,
    maxDailyLossMicros: file.maxDailyLossMicros,
    limits: null,
  };
}

/** Wishes for the placing of entries, as numbers among the parameters; none without an `orders` section. */
function orderParameters({ orders }: StrategyFile): Readonly<Record<string, number>> {
  if (orders === null) return {};
  const { bracket } = orders;
  return {
    [ORDER_KEYS.entry]: ENTRY_TYPES.indexOf(orders.entry),
    [ORDER_KEYS.offsetBps]: orders.offsetBps,
    [ORDER_KEYS.tif]: TIMES_IN_FORCE.indexOf(orders.tif),
    [ORDER_KEYS.unit]: bracket === null ? 0 : BRACKET_UNITS.indexOf(bracket.unit),
    [ORDER_KEYS.stop]: bracket?.stop ?? 0,
    [ORDER_KEYS.target]: bracket?.target ?? 0,
    [ORDER_KEYS.trailing]: Number(orders.trailing),
    [ORDER_KEYS.atrPeriod]: bracket?.atrPeriod ?? 0,
  };
}

function sizingOf(file: StrategyFile, instruments: readonly Instrument[]): SizingConfig {
  if (file.sizing.kind !== "fixed-quantity") return file.sizing;
  const { quantityMicros } = file.sizing;
  const lotMicros = instruments[0]?.lotMicros ?? SHARE_MICROS;
  if (quantityMicros % lotMicros !== 0) {
    throw new Failure({
      code: "QUANTITY_NOT_WHOLE",
      exitCode: EXIT.usage,
      message: `${file.file}: sizing.quantity was ${quantityMicros / SHARE_MICROS}, allowed are whole shares.`,
    });
  }
  return { kind: "fixed-quantity", quantityLots: quantityMicros / lotMicros };
}
