import assert from "node:assert/strict";
import { test } from "node:test";
import { createCore } from "../../core/engine/core.ts";
import { encodeOutput } from "../../core/engine/encode-output.ts";
import { step } from "../../core/engine/step.ts";
import type { CoreConfig, StrategyConfig } from "../../core/model/config.ts";
import type { Input } from "../../core/model/input.ts";
import type { Instrument } from "../../core/model/instrument.ts";
import type { Output } from "../../core/model/output.ts";
import type { SessionTable } from "../../core/model/session-table.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";
import { limitsOf } from "../../core/risk/profiles.ts";
import { submitToVenue, venueReceivesBar } from "../../core/simulation/simulated-venue.ts";
import { createSimulatedVenue } from "../../core/simulation/venue-state.ts";
import { foldEntry } from "../fold/fold-entry.ts";
import { metricsOf } from "../fold/metrics.ts";
import { createRowChanges, type RowChanges } from "../fold/row-changes.ts";
import { createViewState } from "../fold/view-state.ts";
import { HOUSE_VENUE } from "../../core/model/venue-rules.ts";

const MINUTE = 60_000_000;
const START = Date.UTC(2026, 2, 2, 14, 30) * 1_000;
const DAY = 86_400_000_000;
const MINUTES = 390;
const DAYS = 4;
const CASH = 100_000_000_000;

const spy: Instrument = {
  index: 0,
  symbol: "SPY",
  kind: "equity",
  currency: "USD",
  tickMicros: 10_000,
  lotMicros: 1_000_000,
  multiplier: 1,
  isTradable: true,
};
const strategy: StrategyConfig = {
  index: 0,
  id: "cross",
  name: "EMA cross",
  kind: "ema-cross",
  instruments: [0],
  timeframeSeconds: 60,
  parameters: { fast: 5, slow: 13, allowShort: 1 },
  sizing: { kind: "brain" },
  account: 0,
  status: "ACTIVE",
  isStopExempt: true,
  expectedAlpha: null,
  signalTtlSeconds: 60,
  maxPositionMicros: null,
  maxDailyLossMicros: null,
  limits: null,
};
const config: CoreConfig = {
  version: 1,
  environment: "paper",
  baseTimeframeSeconds: 60,
  accounts: [{ index: 0, id: "main", currency: "USD", openingCashMicros: CASH, lotMethod: "fifo", limits: null }],
  strategies: [strategy],
  costs: {
    commissionPerOrderMicros: 1_000_000,
    commissionPerUnitMicros: 0,
    commissionBps: 0,
    commissionMinimumMicros: 0,
    slippageBps: 5,
    touch: false,
  },
  fillModel: "next-bar-open",
  venue: HOUSE_VENUE,
  limits: limitsOf("balanced", {}),
  sizeWithoutAllocation: 0.05,
};
const table: SessionTable = {
  calendar: "TEST",
  alwaysOpen: false,
  days: Array.from({ length: DAYS }, (_, d) => new Date((START + d * DAY) / 1_000).toISOString().slice(0, 10)),
  opens: Array.from({ length: DAYS }, (_, d) => START + d * DAY),
  closes: Array.from({ length: DAYS }, (_, d) => START + d * DAY + MINUTES * MINUTE),
};

/** The real core with the simulated venue over a wave of prices, folded as it goes. */
function run(): RowChanges {
  const core = createCore();
  const venue = createSimulatedVenue({
    instruments: [spy],
    costs: config.costs,
    fillModel: config.fillModel,
    cashMicros: CASH,
    sessions: table,
  });
  const state = createViewState();
  const changes = createRowChanges();
  const reports: VenueReport[] = [];
  let seq = 0;
  const apply = (input: Input): void => {
    seq += 1;
    input.seq = seq;
    const outputs: Output[] = [];
    step(core, input, outputs);
    const records = outputs.map((output, index) => encodeOutput(core.state, output, index));
    foldEntry(state, input, records, changes);
    for (const output of outputs)
      if (output.kind === "SubmitOrder") submitToVenue(venue, output.order, input.tsEvent, reports);
    for (let report = reports.shift(); report !== undefined; report = reports.shift()) apply(report);
  };
  const times = { seq: 0, tsEvent: START - MINUTE, tsReceived: START - MINUTE };
  apply({ kind: "InstrumentsLoaded", ...times, instruments: [spy] });
  apply({ kind: "SessionTableLoaded", ...times, table });
  apply({ kind: "ConfigChanged", ...times, config, by: "test", reason: "start" });
  for (let d = 0; d < DAYS; d += 1) {
    for (let m = 0; m < MINUTES; m += 1) {
      const tsOpen = START + d * DAY + m * MINUTE;
      const price = (k: number): number =>
        Math.round(400 * 100 + 300 * Math.sin(k / 17) + 40 * Math.sin(k / 3)) * 10_000;
      const [open, close] = [price(d * MINUTES + m - 1), price(d * MINUTES + m)];
      const input: Input = {
        kind: "BarClosed",
        seq: 0,
        tsEvent: tsOpen + MINUTE,
        tsReceived: tsOpen + MINUTE,
        instrument: 0,
        timeframeSeconds: 60,
        tsOpen,
        openMicros: open,
        highMicros: Math.max(open, close),
        lowMicros: Math.min(open, close),
        closeMicros: close,
        volume: 1,
        endsSlice: true,
      };
      venueReceivesBar(venue, input, reports);
      for (let report = reports.shift(); report !== undefined; report = reports.shift()) apply(report);
      apply(input);
    }
  }
  return changes;
}

test("what the real core says adds up in the views", () => {
  const { tables } = run();
  const rows = <T>(map: ReadonlyMap<string, T>): T[] => [...map.values()];
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const fills = rows(tables.fills);
  const orders = rows(tables.orders);
  const trips = rows(tables.round_trips);
  assert.ok(fills.length > 20 && trips.length > 10, `enough happened: ${fills.length} fills`);
  for (const order of orders) {
    const own = fills.filter((fill) => fill.order_id === order.order_id);
    assert.equal(order.cum_qty_micros, sum(own.map((fill) => fill.qty_micros)));
    const events = rows(tables.order_events).filter((event) => event.order_id === order.order_id);
    assert.equal(events.at(-1)?.to_status, order.status);
    events.reduce(
      (before, event) => {
        assert.equal(event.from_status, before?.to_status ?? null, "an order's events join up");
        return event;
      },
      null as (typeof events)[number] | null,
    );
    if (order.status === "FILLED") assert.notEqual(order.submitted_at, null);
  }
  const last = rows(tables.account_state_history).at(-1);
  const position = rows(tables.positions)[0];
  const cash = CASH + sum(fills.map((fill) => (fill.side === "buy" ? -1 : 1) * fill.notional_micros - fill.fee_micros));
  assert.equal(last?.cash_micros, cash);
  assert.equal(last?.equity_micros, cash + (position?.market_value_micros ?? 0));
  const result = (position?.realized_micros ?? 0) + (position?.unrealized_micros ?? 0);
  const openFees = position?.qty_micros === 0 ? 0 : 1_000_000;
  assert.ok(Math.abs((last?.equity_micros ?? 0) - CASH - result) <= openFees, "equity is opening cash and the results");
  const ledger = rows(tables.ledger_entries);
  assert.equal(sum(ledger.filter((entry) => entry.cause === "fill").map((entry) => entry.amount_micros)), 0);
  assert.deepEqual(
    rows(tables.daily_equity).map((day) => day.day),
    table.days,
  );
  const marks = rows(tables.account_state_history).map((row) => row.equity_micros);
  for (const days of [1, DAYS]) {
    const [own, shown] = [marks.slice(0, days * MINUTES), rows(tables.daily_equity).slice(0, days)];
    const falls = own.map((equity, i) => 1 - equity / Math.max(CASH, ...own.slice(0, i + 1)));
    const extremes = shown.map((day) => ({
      high: day.high_micros,
      low: day.low_micros,
      fall: (day.fall_from_micros - day.fall_to_micros) / day.fall_from_micros,
    }));
    const dailyEquity = shown.map((day) => day.equity_micros);
    const figures = metricsOf({ startEquity: CASH, dailyEquity, extremes, tradedMicros: 0, tradeNets: [] });
    assert.ok(Math.abs(Number(figures.maxDrawdownPct) - Math.max(...falls)) < 1e-7, "deepest fall over all marks");
  }
  const signals = rows(tables.signals);
  const traced = new Set(rows(tables.decisions).map((decision) => decision.signal_id));
  for (const signal of signals) {
    assert.ok(traced.has(signal.signal_id), "every signal has its trace");
    if (signal.status === "FILLED") assert.ok(signal.side !== null && signal.symbol === "SPY");
  }
  const open = signals.filter((signal) => signal.status === "ACCEPTED").map((signal) => signal.signal_id);
  const working = new Set(orders.filter((order) => !order.is_terminal).map((order) => order.signal_id));
  assert.deepEqual(
    open.filter((id) => !working.has(id)),
    [],
    "T1: what is over has its outcome",
  );
});
