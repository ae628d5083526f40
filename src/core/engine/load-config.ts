import { assert, required } from "../assert.ts";
import { createLedger } from "../account/ledger.ts";
import { createOrderBook } from "../execution/order-book.ts";
import { createFeatureBank, requestFeature } from "../features/feature-bank.ts";
import { createMarketState } from "../market/market-state.ts";
import { createSessionClock } from "../market/session-clock.ts";
import type { CoreConfig, StrategyConfig } from "../model/config.ts";
import { emptyBar } from "../model/empty-bar.ts";
import type { Instrument } from "../model/instrument.ts";
import type { SessionTable } from "../model/session-table.ts";
import { createRiskState } from "../risk/trading-state.ts";
import type { StrategyLookup } from "../strategies/registry.ts";
import { createAccountMarks } from "./account-marks.ts";
import type { Core } from "./core.ts";
import { prepareScratch } from "./core.ts";
import type { Series, SeriesKey, StrategyRuntime } from "./core-state.ts";
import { createAccountLink } from "./account-link.ts";
import { sourcesOf } from "./sources.ts";
import { createRecentActivity } from "./recent-activity.ts";

/** Instruments enter once, before the first configuration; their index is their place. */
export function loadInstruments(core: Core, instruments: readonly Instrument[]): void {
  assert(core.state.trading === null, "instruments are loaded before the first configuration");
  instruments.forEach((instrument, i) => assert(instrument.index === i, "instrument indices are dense"));
  core.state.instruments = instruments.slice();
}

/** A table replaces the former one: the next years of the calendar, never other past days. */
export function loadSessions(core: Core, table: SessionTable): void {
  core.state.clock = createSessionClock(table);
}

/** The first configuration opens the books; a later one changes limits and costs from this seq on. */
export function loadConfig(core: Core, config: CoreConfig): void {
  const state = core.state;
  if (state.trading !== null) {
    assert(
      config.strategies.length === state.trading.config.strategies.length,
      "a later configuration keeps the strategies of the first",
    );
    state.trading.config = config;
    return;
  }
  assert(state.clock !== null, "the session table is loaded before the first configuration");
  const series: Series[][] = state.instruments.map(() => []);
  const sources = sourcesOf(config, state.instruments);
  const strategies = sources.map((strategy) => createRuntime(strategy, series, core.strategies));
  // Marks need a series of the feed's own timeframe for every instrument, also without a strategy.
  for (const instrument of state.instruments) findSeries(series, instrument.index, config.baseTimeframeSeconds);
  const ledger = createLedger(state.instruments, config.accounts, sources.length);
  state.trading = {
    config,
    market: createMarketState(state.instruments.length),
    tsSlice: 0,
    series,
    strategies,
    ledger,
    marks: createAccountMarks(ledger),
    orders: createOrderBook(),
    risk: createRiskState(),
    recent: createRecentActivity(sources.length, config.accounts.length, state.instruments.length),
    waiting: [],
    sources,
    links: config.accounts.map(() => createAccountLink(state.now)),
    halted: new Uint8Array(state.instruments.length),
    pendingExits: [],
    protections: new Array<null>(sources.length * state.instruments.length).fill(null),
    exitRetries: [],
    flattens: config.accounts.map(() => null),
    bookedEvents: new Map(),
  };
  prepareScratch(core, state.trading);
}

function createRuntime(strategy: StrategyConfig, series: Series[][], strategies: StrategyLookup): StrategyRuntime {
  const definition = strategies(strategy.kind);
  const keys: SeriesKey[] = strategy.instruments.map((instrument) => ({
    instrument,
    at: findSeries(series, instrument, strategy.timeframeSeconds),
  }));
  const slots = keys.map((key) => {
    const bank = required(series[key.instrument]?.[key.at], "the series was just made").bank;
    return definition === null
      ? []
      : definition.features(strategy.parameters).map((spec) => requestFeature(bank, spec));
  });
  return {
    status: strategy.status,
    kind: strategy.kind,
    series: keys,
    slots,
    memory: definition === null ? [] : keys.map(() => definition.createMemory()),
  };
}

/** Position of the series in its instrument's list, made when it is new. */
function findSeries(series: Series[][], instrument: number, timeframeSeconds: number): number {
  const list = required(series[instrument], "a strategy names loaded instruments");
  const found = list.findIndex((one) => one.timeframeSeconds === timeframeSeconds);
  if (found >= 0) return found;
  list.push({
    instrument,
    timeframeSeconds,
    bank: createFeatureBank(),
    bar: emptyBar(instrument, timeframeSeconds),
    tsLast: 0,
    sessionIndex: -1,
    sessionOpen: Number.NaN,
    sessionClose: Number.NaN,
  });
  return list.length - 1;
}
