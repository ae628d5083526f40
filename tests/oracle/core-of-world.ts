import type { Core } from "../../src/core/engine/core.ts";
import { createCore } from "../../src/core/engine/core.ts";
import type { TradingBooks } from "../../src/core/engine/core-state.ts";
import { loadConfig, loadInstruments, loadSessions } from "../../src/core/engine/load-config.ts";
import type { BookedOrder, NewOrder } from "../../src/core/execution/order-book.ts";
import { createOrder } from "../../src/core/execution/order-book.ts";
import type { CoreConfig, StrategyConfig } from "../../src/core/model/config.ts";
import type { Instrument } from "../../src/core/model/instrument.ts";
import type { Order } from "../../src/core/model/order.ts";
import { HOUSE_VENUE } from "../../src/core/model/venue-rules.ts";
import { rangeForTest } from "./range-for-test.ts";
import type { PlainStrategy, PlainWorld } from "./pre-trade-oracle.ts";

/** A real core of as many instruments, accounts and strategies as the world has, before anything happened. */
export function coreOfWorld(world: PlainWorld): Core {
  const core = createCore();
  const instruments = world.instruments.map<Instrument>((_, index) => ({
    index,
    symbol: `S${index}`,
    kind: "equity",
    currency: "USD",
    tickMicros: 10_000,
    lotMicros: 1_000_000,
    multiplier: 1,
    isTradable: true,
  }));
  const table = {
    calendar: "test",
    alwaysOpen: false,
    days: world.sessions.map((_, i) => `2024-01-0${i + 2}`),
    opens: world.sessions.map(({ open }) => open),
    closes: world.sessions.map(({ close }) => close),
  };
  loadInstruments(core, instruments);
  loadSessions(core, table);
  loadConfig(core, configOf(world));
  return core;
}

/** Makes the core's state that of the world, orders apart. */
export function enterWorld(core: Core, world: PlainWorld): void {
  const { state } = core;
  const books = booksOf(core);
  const { ledger, marks, market, orders, recent, risk } = books;
  const n = world.instruments.length;
  state.now = world.now;
  enterConfig(core, world);
  risk.tradingState = world.tradingState as typeof risk.tradingState;
  risk.volatility.instruments.length = 0;
  ledger.accountLots.fill(0);
  ledger.strategyLots.fill(0);
  world.instruments.forEach((plain, i) => {
    market.closeMicros[i] = plain.price;
    market.tsLastClose[i] = Number.isNaN(plain.price) ? Number.NaN : plain.tsPrice;
    books.halted[i] = plain.isHalted ? 1 : 0;
    state.instruments[i] = { ...(state.instruments[i] as Instrument), isTradable: plain.isTradable };
    risk.volatility.instruments.push(rangeForTest(plain.hasUsualRange, plain.tsPauseEnds));
  });
  for (const { strategy, instrument, lots } of world.positions) {
    const account = (world.strategies[strategy] as PlainStrategy).account;
    ledger.strategyLots[strategy * n + instrument] = (ledger.strategyLots[strategy * n + instrument] as number) + lots;
    ledger.accountLots[account * n + instrument] = (ledger.accountLots[account * n + instrument] as number) + lots;
  }
  recent.lastOrderAt.fill(Number.NaN);
  recent.lastOrderLots.fill(0);
  for (const list of [...recent.entries, ...recent.messages]) list.length = 0;
  for (const { at, strategy, instrument, signedLots, isEntry } of world.sent) {
    recent.lastOrderAt[strategy * n + instrument] = at;
    recent.lastOrderLots[strategy * n + instrument] = signedLots;
    recent.messages[(world.strategies[strategy] as PlainStrategy).account]?.push(at);
    if (isEntry) recent.entries[strategy]?.push(at);
  }
  world.accounts.forEach((plain, a) => {
    ledger.cashMicros[a] = plain.cash;
    const mark = marks.accounts[a];
    if (mark !== undefined) {
      mark.equityMicros = plain.equity;
      mark.dayStartEquityMicros = plain.dayStart;
      mark.peakEquityMicros = plain.peak;
    }
    const link = books.links[a];
    if (link !== undefined) link.block = plain.isCertain ? "" : "DISCONNECTED";
  });
  orders.next = 0;
  orders.live.length = 0;
  orders.terminal.length = 0;
  orders.terminalCount = 0;
  orders.resurrected.length = 0;
}

/** Limits, and what of strategies and costs may change between worlds. */
export function enterConfig(core: Core, world: PlainWorld): void {
  const books = booksOf(core);
  const config = configOf(world);
  books.config = config;
  world.strategies.forEach((plain, s) => {
    const own = config.strategies[s] ?? strategyOf(plain, s);
    books.sources[s] = own;
    const runtime = books.strategies[s];
    if (runtime !== undefined) runtime.status = plain.isActive ? "ACTIVE" : "INACTIVE";
    books.ledger.strategyCashMicros[s] = plain.cashFlow;
    books.marks.strategyDayStart[s] = plain.dayStart;
  });
  world.accounts.forEach((plain, a) => {
    books.ledger.cashMicros[a] = plain.cash;
    const mark = books.marks.accounts[a];
    if (mark !== undefined) mark.equityMicros = plain.equity;
  });
}

/** One order in the real book, with whatever the venue has made of it. */
export function enterOrder(core: Core, fields: NewOrder, changes: Partial<Order>): BookedOrder {
  return Object.assign(createOrder(booksOf(core).orders, fields), changes);
}

/** Moves the newest order to those that the venue works after their end. */
export function resurrectNewest(core: Core): void {
  const order = booksOf(core).orders.live.pop() as BookedOrder;
  order.status = "CANCELED";
  order.reservedMicros = 0;
  booksOf(core).orders.resurrected.push(order);
}

export function booksOf(core: Core): TradingBooks {
  return core.state.trading as TradingBooks;
}

function configOf(world: PlainWorld): CoreConfig {
  // The last ones are UNASSIGNED of each account, which the core adds itself.
  const configured = world.strategies.slice(0, world.strategies.length - world.accounts.length);
  return {
    version: 1,
    environment: world.environment,
    baseTimeframeSeconds: world.barSeconds,
    accounts: world.accounts.map((plain, index) => ({
      index,
      id: `A${index}`,
      currency: "USD",
      openingCashMicros: 0,
      lotMethod: "fifo",
      limits: plain.limits,
    })),
    strategies: configured.map(strategyOf),
    costs: world.costs,
    fillModel: "next-bar-open",
    limits: world.limits,
    venue: HOUSE_VENUE,
    sizeWithoutAllocation: 0.05,
  };
}

function strategyOf(plain: PlainStrategy, index: number): StrategyConfig {
  return {
    index,
    id: `s${index}`,
    name: "",
    kind: "external",
    instruments: plain.instruments,
    timeframeSeconds: 60,
    parameters: {},
    sizing: { kind: "brain" },
    account: plain.account,
    status: "ACTIVE",
    isStopExempt: plain.isStopExempt,
    expectedAlpha: null,
    signalTtlSeconds: plain.signalTtlSeconds,
    maxPositionMicros: plain.maxPosition,
    maxDailyLossMicros: plain.maxDailyLoss,
    limits: plain.limits,
  };
}
