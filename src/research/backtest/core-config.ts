import { required } from "../../core/assert.ts";
import type { CoreConfig, RiskLimits, SizingConfig, StrategyConfig } from "../../core/model/config.ts";
import type { Instrument } from "../../core/model/instrument.ts";
import type { Environment } from "../../core/model/signal.ts";
import { MICROS } from "../../core/model/units.ts";
import { limitsOf } from "../../core/risk/profiles.ts";
import type { StrategyFile } from "../../platform/strategy-file.ts";

/** What a resolved configuration takes besides the strategy files. */
export interface CoreConfigWishes {
  readonly environment: Environment;
  /** Bar length of the feed. */
  readonly baseTimeframeSeconds: number;
  readonly openingCashMicros: number;
  /** Limits of the portfolio; null: those of the only strategy file. */
  readonly limits: RiskLimits | null;
  readonly sizeWithoutAllocation: number;
}

/** A US share as we trade it: cents, whole shares. */
export function equity(symbol: string, index: number): Instrument {
  return {
    index,
    symbol,
    kind: "equity",
    currency: "USD",
    tickMicros: 10_000,
    lotMicros: MICROS,
    multiplier: 1,
    isTradable: true,
  };
}

/** Instruments that the files name, each once, in the order of first mention. */
export function instrumentsOf(files: readonly StrategyFile[]): Instrument[] {
  const symbols = [...new Set(files.flatMap((file) => file.instruments))];
  return symbols.map(equity);
}

/**
 * One resolved configuration, the same for a backtest, paper and replay. Costs, fill model and,
 * without limits of a portfolio, the risk section are those of the first file.
 */
export function coreConfigOf(
  files: readonly StrategyFile[],
  instruments: readonly Instrument[],
  wishes: CoreConfigWishes,
): CoreConfig {
  const first = required(files[0], "a configuration has a strategy");
  return {
    version: 1,
    environment: wishes.environment,
    baseTimeframeSeconds: wishes.baseTimeframeSeconds,
    accounts: [{ index: 0, id: "SIM", currency: "USD", openingCashMicros: wishes.openingCashMicros }],
    strategies: files.map((file, index) => strategyConfigOf(file, index, instruments)),
    costs: first.costs,
    fillModel: first.fillModel,
    limits: wishes.limits ?? limitsOf(first.risk.profile, first.risk.overrides),
    sizeWithoutAllocation: wishes.sizeWithoutAllocation,
  };
}

function strategyConfigOf(file: StrategyFile, index: number, instruments: readonly Instrument[]): StrategyConfig {
  const traded = file.instruments.map((symbol) =>
    required(
      instruments.find((instrument) => instrument.symbol === symbol),
      "the instruments were taken from the files",
    ),
  );
  return {
    index,
    id: file.id,
    name: file.name,
    kind: file.kind,
    instruments: traded.map((instrument) => instrument.index),
    timeframeSeconds: file.timeframeSeconds,
    parameters: file.parameters,
    sizing: sizingOf(file, required(traded[0], "a strategy trades something")),
    account: 0,
    status: "ACTIVE",
    isStopExempt: file.isStopExempt,
    expectedAlpha: typeof file.expectedAlpha === "number" ? file.expectedAlpha : null,
    signalTtlSeconds: file.signalTtlSeconds,
    maxPositionMicros: file.maxPositionMicros,
    maxDailyLossMicros: file.maxDailyLossMicros,
  };
}

/** Quantities of a file are units of the instrument; orders count its lots. */
function sizingOf(file: StrategyFile, instrument: Instrument): SizingConfig {
  if (file.sizing.kind !== "fixed-quantity") return file.sizing;
  return { kind: "fixed-quantity", quantityLots: Math.floor(file.sizing.quantityMicros / instrument.lotMicros) };
}
