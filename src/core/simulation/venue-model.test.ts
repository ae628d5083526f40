import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { VenueReport } from "../model/venue-report.ts";
import { submitToVenue, venueReceivesBar } from "./simulated-venue.ts";
import { barAt, FREE, linesOf, orderWith, playSteps, type VenueOptions, venueWith } from "./venue-fixture.test.ts";

interface Scenario extends VenueOptions {
  readonly steps: string;
  /** Bars in which both legs of a bracket lay. */
  readonly ambiguous?: number;
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "fixed ticks: takers pay them, limits do not": {
    model: { price: { kind: "fixed-ticks", ticks: 2 } },
    steps: `
      order 0 buy 1 market day -> accepted 0 0/1 v1 0, live 0 0/1 v2 0
      bar 0 100 110 90 100 -> fill 0 1@102 #1 1/0 v3 0
      order 1 sell 1 limit gtc limit=105 -> accepted 1 0/1 v1 60, live 1 0/1 v2 60
      order 2 sell 1 stop gtc stop=80 -> accepted 2 0/1 v1 60, live 2 0/1 v2 60
      bar 60 100 106 79 100 -> fill 1 1@105 #1 1/0 v3 120, fill 2 1@78 #1 1/0 v3 120`,
  },
  "quotes: a limit waits until the quote is through it, a stop sees the bar's price": {
    model: { price: { kind: "half-spread-ticks", ticks: 2 } },
    steps: `
      order 0 buy 1 limit gtc limit=100 -> accepted 0 0/1 v1 0, live 0 0/1 v2 0
      bar 0 105 106 98 102 ->
      bar 60 105 106 97 102 -> fill 0 1@100 #1 1/0 v3 120
      order 1 buy 1 limit gtc limit=100 -> accepted 1 0/1 v1 120, live 1 0/1 v2 120
      bar 120 95 106 95 102 -> fill 1 1@97 #1 1/0 v3 120
      order 2 sell 2 stop gtc stop=100 -> accepted 2 0/2 v1 180, live 2 0/2 v2 180
      bar 180 105 106 100 102 -> fill 2 2@98 #1 2/0 v3 240`,
  },
  "latency: an order acts first at an open after its arrival": {
    model: { latencyMicros: 60 },
    steps: `
      bar 0 100 100 100 100 ->
      order 0 buy 1 market day -> accepted 0 0/1 v1 60, live 0 0/1 v2 60
      order 1 buy 1 limit ioc limit=101 -> accepted 1 0/1 v1 60, live 1 0/1 v2 60
      bar 60 90 90 90 90 ->
      bar 120 100 100 100 100 -> fill 0 1@100 #1 1/0 v3 120, fill 1 1@100 #1 1/0 v3 120`,
  },
  "delay in bars: an order lets them pass, its day may end meanwhile": {
    model: { delayBars: 2 },
    steps: `
      bar 360 100 100 100 100 ->
      order 0 buy 1 market day -> accepted 0 0/1 v1 420, live 0 0/1 v2 420
      bar 420 90 90 90 90 ->
      bar 480 91 91 91 91 ->
      order 1 buy 1 market day -> accepted 1 0/1 v1 540, live 1 0/1 v2 540
      bar 540 92 92 92 92 -> fill 0 1@92 #1 1/0 v3 540, expired 1 0/0 v3 DAY_END 600`,
  },
  "protective legs lie at the venue with their entry, whatever the latency": {
    model: { latencyMicros: 60 },
    ambiguous: 0,
    steps: `
      order 0 buy 10 market day -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      bar 60 100 100 100 100 -> fill 0 10@100 #1 10/0 v3 60
      order 1 sell 10 stop gtc stop=90 parent=0 role=stop -> accepted 1 0/10 v1 120, live 1 0/10 v2 120
      bar 120 95 95 85 95 -> fill 1 10@90 #1 10/0 v3 180`,
  },
  "a volume share moves the price with the square of what we took of the bar": {
    participation: 0.5,
    model: { price: { kind: "volume-share", impact: 0.1 }, participation: 0.5 },
    steps: `
      order 0 buy 10 market day -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      order 1 buy 40 market day -> accepted 1 0/40 v1 0, live 1 0/40 v2 0
      order 2 buy 10 market day -> accepted 2 0/10 v1 0, live 2 0/10 v2 0
      bar 0 10000 10000 10000 10000 100 -> fill 0 10@10010 #1 10/0 v3 0, fill 1 40@10250 #1 40/0 v3 0
      bar 60 10000 10000 10000 10000 1000 -> fill 2 10@10001 #1 10/0 v3 60`,
  },
  "a bar without volume has no price for a collar to refuse: the order stays": {
    participation: 0.5,
    model: { price: { kind: "volume-share", impact: 0.1 }, participation: 0.5 },
    steps: `
      order 0 buy 10 market gtc collar=10500 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      bar 0 10000 10000 10000 10000 0 ->
      bar 60 10000 10000 10000 10000 1000 -> fill 0 10@10001 #1 10/0 v3 60
      order 1 buy 10 market gtc collar=9999 -> accepted 1 0/10 v1 120, live 1 0/10 v2 120
      bar 120 10000 10000 10000 10000 0 -> canceled 1 0/0 v3 PRICE_COLLAR 120`,
  },
  "a bar that holds stop and target is counted, one that opens beyond either is not": {
    ambiguous: 1,
    steps: `
      order 0 buy 10 limit gtc limit=100 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      bar 0 99 99 99 99 -> fill 0 10@99 #1 10/0 v3 0
      order 1 sell 10 stop gtc stop=90 parent=0 role=stop -> accepted 1 0/10 v1 60, live 1 0/10 v2 60
      order 2 sell 10 limit gtc limit=110 parent=0 role=target -> accepted 2 0/10 v1 60, live 2 0/10 v2 60
      bar 60 100 109 91 100 ->
      bar 120 100 120 80 100 -> fill 1 10@90 #1 10/0 v3 180, canceled 2 0/0 v3 OCO 180
      order 3 buy 10 limit gtc limit=101 -> accepted 3 0/10 v1 180, live 3 0/10 v2 180
      bar 180 99 99 99 99 -> fill 3 10@99 #1 10/0 v3 180
      order 4 sell 10 stop gtc stop=90 parent=3 role=stop -> accepted 4 0/10 v1 240, live 4 0/10 v2 240
      order 5 sell 10 limit gtc limit=110 parent=3 role=target -> accepted 5 0/10 v1 240, live 5 0/10 v2 240
      bar 240 111 120 80 100 -> fill 5 10@111 #1 10/0 v3 240, canceled 4 0/0 v3 OCO 240`,
  },
  "the rest of a triggered stop fills at the open, and while trading is halted nothing fills: no doubt": {
    participation: 1,
    ambiguous: 1,
    steps: `
      order 0 buy 10 limit gtc limit=100 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      bar 0 99 99 99 99 100 -> fill 0 10@99 #1 10/0 v3 0
      order 1 sell 10 stop gtc stop=90 parent=0 role=stop -> accepted 1 0/10 v1 60, live 1 0/10 v2 60
      order 2 sell 10 limit gtc limit=110 parent=0 role=target -> accepted 2 0/10 v1 60, live 2 0/10 v2 60
      halt on ->
      bar 60 100 120 80 100 100 ->
      halt off ->
      bar 120 100 120 80 100 4 -> fill 1 4@90 #1 4/6 v3 180, live 2 0/6 v3 OCO_REDUCED 180
      bar 180 100 120 80 100 100 -> fill 1 6@100 #2 10/0 v4 180, canceled 2 0/0 v4 OCO 180`,
  },
  "the entry's own bar counts when it holds both": {
    ambiguous: 1,
    steps: `
      order 0 buy 10 market day -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      bar 0 100 120 80 100 -> fill 0 10@100 #1 10/0 v3 0
      order 1 sell 10 stop gtc stop=90 parent=0 role=stop -> accepted 1 0/10 v1 60, live 1 0/10 v2 60, fill 1 10@90 #1 10/0 v3 60
      order 2 sell 10 limit gtc limit=110 parent=0 role=target -> accepted 2 0/10 v1 60, live 2 0/10 v2 60, canceled 2 0/0 v3 OCO 60`,
  },
  "regulators take their fees on sales alone": {
    cash: 10_000_000,
    model: { fees: "us-equity-regulatory" },
    costs: { ...FREE, commissionPerOrderMicros: 1_000_000 },
    // The steps play in 1970: the table's first rates, 22.10 per million and 0.000119 per share.
    steps: `
      order 0 buy 100 market day -> accepted 0 0/100 v1 0, live 0 0/100 v2 0
      bar 0 15000 15000 15000 15000 -> fill 0 100@15000 #1 100/0 v3 0
      order 1 sell 100 market day -> accepted 1 0/100 v1 60, live 1 0/100 v2 60
      bar 60 15000 15000 15000 15000 -> fill 1 100@15000 #1 100/0 v3 60`,
  },
};

for (const [name, scenario] of Object.entries(SCENARIOS)) {
  test(`model: ${name}`, () => {
    const venue = venueWith(scenario);
    assert.deepEqual(playSteps(venue, scenario.steps), linesOf(scenario.steps));
    assert.equal(venue.ambiguousBars, scenario.ambiguous ?? 0);
    // 1.00 and 1.00, 15,000 x 22.10 / 1e6 -> 0.34, 100 x 0.000119 -> 0.02.
    if (name.startsWith("regulators")) assert.equal(venue.cashMicros, 100_000_000_000 - 2_360_000);
  });
}

test("parts over bars sum to the order and cost what the bars' shares say", () => {
  const bars = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), bars, fc.integer({ min: 1, max: 10 }), (lots, volumes, tenths) => {
      const share = tenths / 10;
      const model = { participation: share, price: { kind: "volume-share", impact: 0.1 } } as const;
      const venue = venueWith({ model, participation: share, cash: 100_000_000 });
      const reports: VenueReport[] = [];
      submitToVenue(venue, orderWith({ quantityLots: lots }), 0, reports);
      let left = lots;
      volumes.forEach((volume, i) => {
        const before = reports.length;
        venueReceivesBar(venue, barAt(i * 60, [10_000, 10_000, 10_000, 10_000], volume), reports);
        const part = Math.min(left, Math.floor((volume * tenths) / 10));
        const fills = reports.slice(before).filter((report) => report.report === "fill");
        assert.deepEqual(
          fills.map((fill) => fill.quantityLots),
          part === 0 ? [] : [part],
        );
        // The price that the model names, in millionths of a share and rounded up to the cent.
        const taken = part === 0 ? 0 : Math.ceil((part * 1_000_000) / volume - 1e-9) / 1_000_000;
        const paid = fills[0]?.priceTicks ?? 0;
        if (part > 0) assert.ok(Math.abs(paid - 10_000 * (1 + 0.1 * taken * taken)) <= 1.001, `${paid} ${taken}`);
        left -= part;
      });
      assert.equal(venue.positionLots[0], lots - left);
    }),
  );
});
