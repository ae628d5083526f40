import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { CoreConfig, CostConfig } from "../model/config.ts";
import type { BarClosed } from "../model/input.ts";
import type { Instrument } from "../model/instrument.ts";
import type { Order } from "../model/order.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { cancelAtVenue, submitToVenue, venueReceivesBar } from "./simulated-venue.ts";
import { createSimulatedVenue, moveVenueCash, type SimulatedVenue, venueOpenOrders } from "./venue-state.ts";

const CENT = 10_000;
const MINUTE = 60;
const FREE: CostConfig = {
  commissionPerOrderMicros: 0,
  commissionPerUnitMicros: 0,
  commissionBps: 0,
  commissionMinimumMicros: 0,
  slippageBps: 0,
  touch: false,
};
const DEFAULT: CostConfig = { ...FREE, commissionPerOrderMicros: 1_000_000, slippageBps: 10 };

/**
 * A day of the venue, one line per step; times in seconds, prices in cents, sessions [0, 600) and
 * [1000, 1600). `bar t o h l c` opens at t and lasts a minute; `order` and `cancel` come at the
 * close of the last bar. Reports follow `->` as `kind order [lots@price] [reason] t`.
 */
interface Scenario {
  readonly costs?: CostConfig;
  readonly cash?: number;
  readonly fillModel?: CoreConfig["fillModel"];
  readonly steps: string;
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "market at the next open, slipped and rounded against the trader": {
    costs: DEFAULT,
    cash: 10_000_000,
    steps: `
      bar 0 500 505 495 501 ->
      order 0 buy 100 market day -> accepted 0 60, live 0 60
      bar 60 50000 50500 49500 50100 -> fill 0 100@50050 60
      order 1 sell 100 market day -> accepted 1 120, live 1 120
      bar 120 50000 50000 50000 50000 -> fill 1 100@49950 120
      bar 180 50000 50000 50000 50000 ->`,
  },
  "limit buy strictly through, at the limit or a better open": {
    costs: DEFAULT,
    steps: `
      order 0 buy 1 limit gtc 100 -> accepted 0 0, live 0 0
      bar 0 105 106 100 102 ->
      bar 60 105 106 99 102 -> fill 0 1@100 120
      order 1 buy 1 limit gtc 100 -> accepted 1 120, live 1 120
      bar 120 98 106 97 102 -> fill 1 1@98 120
      order 2 buy 1 limit gtc 100 -> accepted 2 180, live 2 180
      bar 180 100 106 100 102 ->
      bar 240 100 106 99 102 -> fill 2 1@100 300`,
  },
  "limit sell mirrored": {
    costs: DEFAULT,
    cash: 1_000_000,
    steps: `
      order 0 sell 1 limit gtc 100 -> accepted 0 0, live 0 0
      bar 0 95 100 94 98 ->
      bar 60 95 101 94 98 -> fill 0 1@100 120
      order 1 sell 1 limit gtc 100 -> accepted 1 120, live 1 120
      bar 120 103 106 97 102 -> fill 1 1@103 120`,
  },
  "touch fills on equality": {
    costs: { ...DEFAULT, touch: true },
    steps: `
      order 0 buy 1 limit gtc 100 -> accepted 0 0, live 0 0
      bar 0 105 106 100 102 -> fill 0 1@100 60
      order 1 buy 1 limit gtc 100 -> accepted 1 60, live 1 60
      bar 60 100 106 100 102 -> fill 1 1@100 60`,
  },
  "stop buy at the stop or a worse open, with slippage": {
    costs: { ...FREE, slippageBps: 100 },
    steps: `
      order 0 buy 1 stop gtc - 10000 -> accepted 0 0, live 0 0
      bar 0 9500 9999 9400 9800 ->
      bar 60 9500 10000 9400 9800 -> fill 0 1@10100 120
      order 1 buy 1 stop gtc - 10000 -> accepted 1 120, live 1 120
      bar 120 11000 12000 10500 11000 -> fill 1 1@11110 120`,
  },
  "stop sell mirrored": {
    costs: { ...FREE, slippageBps: 100 },
    steps: `
      order 0 sell 1 stop gtc - 10000 -> accepted 0 0, live 0 0
      bar 0 10500 11000 10001 10800 ->
      bar 60 10500 11000 10000 10800 -> fill 0 1@9900 120
      order 1 sell 1 stop gtc - 10000 -> accepted 1 120, live 1 120
      bar 120 9000 9500 8000 9100 -> fill 1 1@8910 120`,
  },
  "stop-limit triggered by the open: the limit counts in that bar": {
    steps: `
      order 0 buy 1 stop-limit gtc 102 100 -> accepted 0 0, live 0 0
      bar 0 101 103 99 100 -> fill 0 1@101 0
      order 1 buy 1 stop-limit gtc 102 100 -> accepted 1 60, live 1 60
      bar 60 105 106 101 104 -> fill 1 1@102 120
      order 2 buy 1 stop-limit gtc 102 100 -> accepted 2 120, live 2 120
      bar 120 105 106 103 104 ->
      bar 180 101 104 100 104 -> fill 2 1@101 180`,
  },
  "stop-limit triggered within the bar: the limit counts from the next": {
    steps: `
      order 0 buy 1 stop-limit gtc 102 100 -> accepted 0 0, live 0 0
      bar 0 95 103 90 101 ->
      bar 60 103 104 102 103 ->
      bar 120 103 104 101 103 -> fill 0 1@102 180`,
  },
  "ioc sees the next open only": {
    steps: `
      order 0 buy 1 limit ioc 100 -> accepted 0 0, live 0 0
      bar 0 100 101 90 95 -> canceled 0 IOC_UNFILLED 0
      order 1 buy 1 limit ioc 100 -> accepted 1 60, live 1 60
      bar 60 99 101 90 95 -> fill 1 1@99 60
      order 2 buy 1 market ioc -> accepted 2 120, live 2 120
      bar 120 99 101 90 95 -> fill 2 1@99 120
      order 3 buy 1 stop ioc - 100 -> accepted 3 180, live 3 180
      bar 180 99 101 90 95 -> canceled 3 IOC_UNFILLED 180`,
  },
  "day orders expire at their session's close, gtc stays": {
    steps: `
      bar 480 100 100 100 100 ->
      order 0 buy 1 limit day 90 -> accepted 0 540, live 0 540
      order 1 buy 1 limit gtc 90 -> accepted 1 540, live 1 540
      bar 540 100 100 90 95 -> expired 0 DAY_END 600
      bar 1000 95 95 80 85 -> fill 1 1@90 1060`,
  },
  "day order of a thin instrument expires before a later session's bar": {
    steps: `
      bar 60 100 100 100 100 ->
      order 0 buy 1 market day -> accepted 0 120, live 0 120
      bar 1000 95 95 80 85 -> expired 0 DAY_END 600`,
  },
  "order that comes at the close belongs to the next session": {
    steps: `
      bar 540 100 100 100 100 ->
      order 0 buy 1 limit day 90 -> accepted 0 600, live 0 600
      bar 1000 100 100 95 95 ->
      bar 1540 100 100 95 95 -> expired 0 DAY_END 1600`,
  },
  "day order fills in the session's last bar": {
    steps: `
      bar 480 100 100 100 100 ->
      order 0 buy 1 limit day 95 -> accepted 0 540, live 0 540
      bar 540 100 100 90 95 -> fill 0 1@95 600`,
  },
  "market order beyond its collar is canceled": {
    steps: `
      order 0 buy 1 market day - - 100 -> accepted 0 0, live 0 0
      bar 0 101 101 101 101 -> canceled 0 PRICE_COLLAR 0
      order 1 buy 1 market day - - 101 -> accepted 1 60, live 1 60
      bar 60 101 101 101 101 -> fill 1 1@101 60`,
  },
  "same-bar-close fills at once at the last close": {
    costs: { ...FREE, slippageBps: 100 },
    fillModel: "same-bar-close",
    steps: `
      order 0 buy 1 market day -> accepted 0 0, live 0 0
      bar 0 10000 10000 10000 10000 -> fill 0 1@10100 0
      order 1 sell 1 market day -> accepted 1 60, live 1 60, fill 1 1@9900 60
      order 2 buy 1 limit gtc 9000 -> accepted 2 60, live 2 60
      bar 60 9500 9500 8000 9000 -> fill 2 1@9000 120`,
  },
  "fixed quantity beyond cash is rejected": {
    cash: 999,
    steps: `
      order 0 buy 10 market day -> accepted 0 0, live 0 0
      bar 0 100 100 100 100 -> rejected 0 INSUFFICIENT_FUNDS 0
      order 1 buy 9 market day -> accepted 1 60, live 1 60
      bar 60 100 100 100 100 -> fill 1 9@100 60`,
  },
  "other sizes are cut to what cash affords, commission included": {
    cash: 1_100,
    costs: { ...FREE, commissionPerOrderMicros: 1_000_000 },
    steps: `
      order 0 buy 11 market day - - - reduce -> accepted 0 0, live 0 0
      bar 0 100 100 100 100 -> fill 0 10@100 0, canceled 0 INSUFFICIENT_FUNDS 0
      order 1 buy 11 market day - - - reduce -> accepted 1 60, live 1 60
      bar 60 100 100 100 100 -> canceled 1 INSUFFICIENT_FUNDS 60`,
  },
  "a short needs its proceeds and half again": {
    cash: 500,
    steps: `
      order 0 sell 11 market day -> accepted 0 0, live 0 0
      bar 0 100 100 100 100 -> rejected 0 INSUFFICIENT_FUNDS 0
      order 1 sell 10 market day -> accepted 1 60, live 1 60
      bar 60 100 100 100 100 -> fill 1 10@100 60
      order 2 sell 1 market day - - - reduce -> accepted 2 120, live 2 120
      bar 120 100 100 100 100 -> canceled 2 INSUFFICIENT_FUNDS 120`,
  },
  "a cover is never refused for want of cash": {
    cash: 500,
    steps: `
      order 0 sell 10 market day -> accepted 0 0, live 0 0
      bar 0 100 100 100 100 -> fill 0 10@100 0
      order 1 buy 10 market day -> accepted 1 60, live 1 60
      bar 60 200 200 200 200 -> fill 1 10@200 60`,
  },
  "a sale through zero is cut to the closing part": {
    cash: 1_000,
    steps: `
      order 0 buy 10 market day -> accepted 0 0, live 0 0
      bar 0 100 100 100 100 -> fill 0 10@100 0
      order 1 sell 40 market day - - - reduce -> accepted 1 60, live 1 60
      bar 60 100 100 100 100 -> fill 1 30@100 60, canceled 1 INSUFFICIENT_FUNDS 60`,
  },
  "arrival order decides who gets the cash": {
    cash: 1_000,
    steps: `
      order 0 buy 6 market day -> accepted 0 0, live 0 0
      order 1 buy 6 market day -> accepted 1 0, live 1 0
      order 2 buy 4 market day -> accepted 2 0, live 2 0
      bar 0 100 100 100 100 -> fill 0 6@100 0, rejected 1 INSUFFICIENT_FUNDS 0, fill 2 4@100 0`,
  },
  cancels: {
    steps: `
      order 0 buy 1 limit gtc 50 -> accepted 0 0, live 0 0
      bar 0 100 100 100 100 ->
      cancel 0 -> canceled 0 CANCEL_REQUESTED 60
      cancel 0 -> cancel-rejected 0 NOT_WORKING 60
      cancel 7 -> cancel-rejected 7 UNKNOWN_ORDER 60
      bar 60 10 10 10 10 ->`,
  },
  "an order is taken once": {
    steps: `
      order 0 buy 1 limit gtc 50 -> accepted 0 0, live 0 0
      order 0 buy 1 limit gtc 50 -> live 0 0
      bar 0 40 40 40 40 -> fill 0 1@40 0
      order 0 buy 1 limit gtc 50 -> fill 0 1@40 0
      bar 60 40 40 40 40 ->`,
  },
  "what cannot be an order is rejected": {
    steps: `
      order 0 buy 0 market day -> rejected 0 BAD_QUANTITY 0
      order 1 buy 1.5 market day -> rejected 1 BAD_QUANTITY 0
      order 2 buy 1 limit day - -> rejected 2 BAD_PRICE 0
      order 3 buy 1 stop day - 0 -> rejected 3 BAD_PRICE 0
      order 4 buy 1 market day - - - reject 9 -> rejected 4 UNKNOWN_INSTRUMENT 0
      order 5 buy 1 market day - - - reject 1 -> rejected 5 NOT_TRADABLE 0`,
  },
};

for (const [name, scenario] of Object.entries(SCENARIOS)) {
  test(`scenario: ${name}`, () => {
    const venue = venueOf(scenario.costs ?? FREE, (scenario.cash ?? 1_000_000) * CENT, scenario.fillModel);
    const lines = scenario.steps
      .trim()
      .split("\n")
      .map((line) => line.trim());
    let now = 0;
    const played = lines.map((line) => {
      const step = (line.split("->")[0] as string).trim();
      const reports: VenueReport[] = [];
      const words = step.split(" ");
      if (words[0] === "bar") {
        const [t, open, high, low, close] = words.slice(1).map(Number) as [number, number, number, number, number];
        now = t + MINUTE;
        venueReceivesBar(venue, barOf(t, [open, high, low, close]), reports);
        for (const report of reports) assert.equal(report.tsReceived, now);
      } else if (words[0] === "cancel") cancelAtVenue(venue, Number(words[1]), now, reports);
      else submitToVenue(venue, orderFrom(words.slice(1)), now, reports);
      return `${step} -> ${reports.map(print).join(", ")}`.trim();
    });
    assert.deepEqual(played, lines);
  });
}

test("cash may move while the venue runs, and an order is paid with what is there", () => {
  const venue = venueOf({ ...FREE, slippageBps: 100, commissionPerOrderMicros: 5 }, 1_000 * CENT);
  moveVenueCash(venue, 10 * CENT);
  const reports: VenueReport[] = [];
  submitToVenue(venue, orderFrom("0 buy 10 market day".split(" ")), 0, reports);
  venueReceivesBar(venue, barOf(0, [100, 100, 100, 100]), reports);
  assert.equal(reports[2]?.reason, "INSUFFICIENT_FUNDS");
  moveVenueCash(venue, 5);
  submitToVenue(venue, orderFrom("1 buy 10 market day".split(" ")), 0, reports);
  venueReceivesBar(venue, barOf(60, [100, 100, 100, 100]), reports);
  assert.deepEqual([reports[5]?.report, reports[5]?.priceTicks, reports[5]?.feeMicros], ["fill", 101, 5]);
  assert.equal(reports[5]?.slippageMicros, 10 * CENT);
  assert.equal(venue.cashMicros, 0);
});

test("collateral of a short elsewhere, at its last close, is not spent", () => {
  const venue = venueOf(FREE, 1_000 * CENT);
  const reports: VenueReport[] = [];
  // Short 5 at 100 brings 500 of cash and binds 750 of the 1,500; at a close of 160 it binds 1,200.
  submitToVenue(venue, orderFrom("0 sell 5 market day".split(" ")), 0, reports);
  venueReceivesBar(venue, barOf(0, [100, 160, 100, 160]), reports);
  const other = { ...venue, instruments: venue.instruments.map((one) => ({ ...one, isTradable: true })) };
  submitToVenue(other, orderFrom("1 buy 9 market day - - - reduce 1".split(" ")), 60, reports);
  venueReceivesBar(other, { ...barOf(60, [100, 100, 100, 100]), instrument: 1 }, reports);
  assert.deepEqual(reports.slice(5).map(print), ["fill 1 3@100 60", "canceled 1 INSUFFICIENT_FUNDS 60"]);
});

test("a venue's state is plain data: a copy goes on exactly like the original", () => {
  const venue = venueOf(DEFAULT, 1e12);
  submitToVenue(venue, orderFrom("0 buy 5 stop-limit gtc 120 100".split(" ")), 0, []);
  venueReceivesBar(venue, barOf(0, [90, 130, 80, 125]), []);
  const copy = structuredClone(venue);
  const [ours, theirs]: [VenueReport[], VenueReport[]] = [[], []];
  venueReceivesBar(venue, barOf(60, [119, 130, 118, 125]), ours);
  venueReceivesBar(copy, barOf(60, [119, 130, 118, 125]), theirs);
  assert.equal(ours.length, 1);
  assert.deepEqual(ours, theirs);
  assert.deepEqual(copy, venue);
});

const arbitraryOrder = fc.record({
  side: fc.constantFrom("buy", "sell"),
  lots: fc.integer({ min: 1, max: 400 }),
  type: fc.constantFrom("market", "limit", "stop", "stop-limit"),
  tif: fc.constantFrom("day", "gtc", "ioc"),
  limit: fc.integer({ min: 9_000, max: 11_000 }),
  stop: fc.integer({ min: 9_000, max: 11_000 }),
  rule: fc.constantFrom("reduce", "reject"),
  cancelBefore: fc.boolean(),
});
const arbitraryBar = fc
  .tuple(fc.array(fc.integer({ min: 900_000, max: 1_100_000 }), { minLength: 4, maxLength: 4 }), fc.nat(3))
  .map(([prices, orders]) => {
    const sorted = [...prices].sort((a, b) => a - b) as [number, number, number, number];
    // Hundredths of a cent, so that prices lie between the ticks.
    return { ohlc: [sorted[1], sorted[3], sorted[0], sorted[2]].map((price) => price / 100) as Ohlc, orders };
  });

test("books, prices and quantities hold for any orders and bars, and twice the same", () => {
  const costs = fc.record({
    commissionPerOrderMicros: fc.nat(2_000_000),
    commissionPerUnitMicros: fc.nat(10_000),
    commissionBps: fc.nat(50).map((bps) => bps / 10),
    commissionMinimumMicros: fc.nat(1_000_000),
    slippageBps: fc.nat(500).map((bps) => bps / 10),
    touch: fc.boolean(),
  });
  const days = fc.array(arbitraryBar, { minLength: 1, maxLength: 25, size: "max" });
  let fills = 0;
  fc.assert(
    fc.property(
      costs,
      days,
      fc.array(arbitraryOrder, { minLength: 75, maxLength: 75, size: "max" }),
      (cost, bars, orders) => {
        const first = runChecked(cost, bars, orders);
        fills += first.filter((report) => report.report === "fill").length;
        assert.deepEqual(runChecked(cost, bars, orders), first);
      },
    ),
    { numRuns: 60 },
  );
  assert.ok(fills > 200, "the property saw fills");
});

type Ohlc = [number, number, number, number];
interface DrawnOrder {
  readonly side: string;
  readonly lots: number;
  readonly type: string;
  readonly tif: string;
  readonly limit: number;
  readonly stop: number;
  readonly rule: string;
  readonly cancelBefore: boolean;
}

/** Plays the bars with the orders that come before each, checking every report and the books after each bar. */
function runChecked(
  costs: CostConfig,
  bars: readonly { readonly ohlc: Ohlc; readonly orders: number }[],
  drawn: readonly DrawnOrder[],
): VenueReport[] {
  const opening = 2_000_000_000_000;
  const venue = venueOf(costs, opening);
  const all: VenueReport[] = [];
  const sent: Order[] = [];
  const ended = new Set<number>();
  let expectedCash = BigInt(opening);
  let position = 0;
  let next = 0;
  bars.forEach((bar, k) => {
    const reports: VenueReport[] = [];
    for (let i = 0; i < bar.orders; i++) {
      const one = drawn[next] as DrawnOrder;
      if (one.cancelBefore && next > 0) cancelAtVenue(venue, next - 1, k * MINUTE, reports);
      const limit = one.type.endsWith("limit") ? one.limit : "-";
      const stop = one.type.startsWith("stop") ? one.stop : "-";
      const text = `${next} ${one.side} ${one.lots} ${one.type} ${one.tif} ${limit} ${stop} - ${one.rule}`;
      const order = orderFrom(text.split(" "));
      sent.push(order);
      submitToVenue(venue, order, k * MINUTE, reports);
      next++;
    }
    venueReceivesBar(venue, barOf(k * MINUTE, bar.ohlc), reports);
    const [, high, low] = bar.ohlc;
    for (const report of reports) {
      if (report.report === "cancel-rejected") continue;
      assert.ok(!ended.has(report.order), "a finished order is silent");
      const order = sent[report.order] as Order;
      if (["rejected", "canceled", "expired"].includes(report.report)) ended.add(report.order);
      if (report.report !== "fill") continue;
      assert.ok(report.quantityLots > 0 && report.quantityLots <= order.quantityLots);
      if (report.quantityLots === order.quantityLots) ended.add(report.order);
      const sign = order.side === "buy" ? 1 : -1;
      expectedCash -= BigInt(sign * report.quantityLots) * BigInt(report.priceTicks) * BigInt(CENT);
      expectedCash -= BigInt(report.feeMicros);
      position += sign * report.quantityLots;
      const widen = 1 + costs.slippageBps / 10_000;
      assert.ok(report.priceTicks <= high * widen + 1 && report.priceTicks >= low * (2 - widen) - 1, "within the bar");
      if (order.limitTicks !== null)
        assert.ok(sign * (order.limitTicks - report.priceTicks) >= 0, "not past the limit");
    }
    assert.equal(BigInt(venue.cashMicros), expectedCash, "cash = opening - side x quantity x price - fees");
    assert.equal(venue.positionLots[0], position, "position = sum of fills");
    assert.equal(venue.shortCount, position < 0 ? 1 : 0);
    assert.ok(venueOpenOrders(venue).every((order) => !ended.has(order.order)));
    all.push(...reports);
  });
  return all;
}

function venueOf(
  costs: CostConfig,
  cashMicros: number,
  fillModel: CoreConfig["fillModel"] = "next-bar-open",
): SimulatedVenue {
  const instrument: Instrument = {
    index: 0,
    symbol: "SPY",
    kind: "equity",
    currency: "USD",
    tickMicros: CENT,
    lotMicros: 1_000_000,
    multiplier: 1,
    isTradable: true,
  };
  return createSimulatedVenue({
    instruments: [instrument, { ...instrument, index: 1, symbol: "OLD", isTradable: false }],
    costs,
    fillModel,
    cashMicros,
    sessions: { calendar: "TEST", alwaysOpen: false, days: ["d1", "d2"], opens: [0, 1000], closes: [600, 1600] },
  });
}

function barOf(t: number, [open, high, low, close]: Ohlc): BarClosed {
  return {
    kind: "BarClosed",
    seq: 0,
    tsEvent: t + MINUTE,
    tsReceived: t + MINUTE,
    instrument: 0,
    timeframeSeconds: 60,
    tsOpen: t,
    openMicros: Math.round(open * CENT),
    highMicros: Math.round(high * CENT),
    lowMicros: Math.round(low * CENT),
    closeMicros: Math.round(close * CENT),
    volume: 1,
    endsSlice: true,
  };
}

/** `number side lots type tif [limit] [stop] [collar] [shortfall] [instrument]`, prices in cents or `-`. */
function orderFrom(words: readonly string[]): Order {
  const price = (at: number): number | null =>
    words[at] === undefined || words[at] === "-" ? null : Number(words[at]);
  return {
    index: Number(words[0]),
    account: 0,
    strategy: 0,
    instrument: Number(words[9] ?? 0),
    externalSignalId: null,
    tsBar: 0,
    n: 0,
    leg: 0,
    endsSignal: true,
    attempt: 0,
    intent: "entry",
    side: words[1] as Order["side"],
    effect: "open",
    role: "entry",
    parent: -1,
    replaces: -1,
    isExternal: false,
    trailTicks: null,
    tsGoodTill: null,
    bracket: null,
    type: words[3] as Order["type"],
    timeInForce: words[4] as Order["timeInForce"],
    quantityLots: Number(words[2]),
    limitTicks: price(5),
    stopTicks: price(6),
    collarTicks: price(7),
    onShortfall: (words[8] ?? "reject") as Order["onShortfall"],
    stopDistanceTicks: null,
    tsCreated: 0,
    status: "SENDING",
    pending: "none",
    replacedBy: -1,
    queuedCancel: false,
    carriedLots: 0,
    statedCumLots: 0,
    limitsVersion: 0,
    venueOrderId: "",
    venueVersion: 0,
    notFoundCount: 0,
    tsNotFound: 0,
    tsSent: 0,
    tsPending: 0,
    legsMade: 0,
    probes: 0,
    cumLots: 0,
    cumLotTicks: 0,
    feeMicros: 0,
    reservedMicros: 0,
    tsApproved: 0,
    tsLast: 0,
    reason: null,
  };
}

function print(report: VenueReport): string {
  const fill = report.report === "fill" ? ` ${report.quantityLots}@${report.priceTicks}` : "";
  const reason = report.reason === "" ? "" : ` ${report.reason}`;
  return `${report.report} ${report.order}${fill}${reason} ${report.tsEvent}`;
}
