import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { SignalAnswer } from "../contract/command-port.ts";
import { SIGNAL_REFUSALS } from "../contract/signal.ts";
import type { Input, SignalReceived } from "../core/model/input.ts";
import type { Instrument } from "../core/model/instrument.ts";
import { createSignalIntake, type SignalIntake } from "./signal-from-request.ts";

const WALL = Date.UTC(2026, 10, 20, 14, 30, 6) * 1_000;
const SPY: Instrument = {
  index: 3,
  symbol: "SPY",
  kind: "equity",
  currency: "USD",
  tickMicros: 10_000,
  lotMicros: 1_000_000,
  multiplier: 1,
  isTradable: true,
};

interface Door extends SignalIntake {
  readonly journal: Input[];
  readonly clock: { wall: number; trading: number };
  /** Makes the journal fail, or wait until it is released. */
  journalIs: "well" | "broken" | Promise<void>;
  send(body: object | string, profile?: string, key?: string): Promise<SignalAnswer>;
}

function openDoor(): Door {
  const journal: Input[] = [];
  const clock = { wall: WALL, trading: WALL };
  let receipts = 0;
  const intake = createSignalIntake({
    sink: {
      append: async (input) => {
        if (door.journalIs === "broken") throw new Error("disk full");
        await door.journalIs;
        input.seq = journal.push(input);
        return input.seq;
      },
    },
    instruments: { find: (symbol) => (symbol === "SPY" ? SPY : null) },
    strategies: { find: (id) => (id === "spy-orb" ? { index: 5, instruments: [3] } : null) },
    clock: { wall: () => clock.wall, trading: () => clock.trading },
    environment: "paper",
    makeReceiptId: () => `r-${(receipts += 1)}`,
  });
  const door: Door = {
    ...intake,
    journal,
    clock,
    journalIs: "well",
    send: (body, profile = "standard@1", key = "k1") => {
      clock.wall += 200_000;
      clock.trading += 200_000;
      const principal = { kind: "key", id: key, name: "sender" } as const;
      const raw = typeof body === "string" ? body : JSON.stringify(body);
      return intake.submit({ principal, profile, raw });
    },
  };
  return door;
}

function standard(change: object = {}): object {
  return {
    schema: "signal/1",
    signalId: "s-1",
    strategyId: "spy-orb",
    environment: "paper",
    intent: "entry",
    sentAt: "2026-11-20T14:30:05Z",
    legs: [{ instrument: { kind: "equity", symbol: "SPY" }, side: "buy", reference: { price: "590.123" } }],
    size: { mode: "units", value: "5" },
    order: { type: "limit", limitPrice: "590.10" },
    alpha: { expectedReturn: "0.02" },
    ...change,
  };
}

function tradingview(change: object = {}): object {
  return {
    token: "very-secret",
    schema: "tv/1",
    id: "Long Entry-2026-11-20T14:30:05Z",
    strategy: "spy-orb",
    symbol: "AMEX:SPY",
    action: "buy",
    contracts: "10",
    price: "590.1",
    position: "long",
    positionSize: "10",
    prevPosition: "flat",
    bar: "2026-11-20T14:25:00Z",
    sent: "2026-11-20T14:30:05Z",
    interval: "5",
    note: "",
    ...change,
  };
}

function codeOf(answer: SignalAnswer): string {
  return answer.kind === "refused" ? answer.code : answer.kind === "receipt" ? answer.receipt.status : answer.kind;
}

test("an accepted signal is journalled in the core's numbers and answered with its seq", async () => {
  const door = openDoor();
  const answer = await door.send(standard());
  assert.deepEqual(answer, {
    kind: "receipt",
    receipt: { receiptId: "r-1", signalId: "key-k1:s-1", status: "accepted", seq: 1 },
  });
  const input = door.journal[0] as SignalReceived;
  assert.deepEqual(input.signal, {
    externalId: "key-k1:s-1",
    strategy: 5,
    instrument: 3,
    environment: "paper",
    intent: "entry",
    side: "buy",
    orderType: "limit",
    limitMicros: 590_100_000,
    stopMicros: null,
    timeInForce: "day",
    stopDistanceMicros: null,
    bracket: null,
    trailMicros: null,
    tsGoodTill: null,
    quantityLots: 5,
    referenceMicros: 590_123_000,
    expectedAlpha: 0.02,
    tsSent: WALL - 1_000_000,
    tsValidUntil: null,
    tsBar: door.clock.trading,
    n: 0,
  });
});

test("F50: four deliveries, also at once and after a restart, are one decision with one receipt", async () => {
  const door = openDoor();
  const gate = Promise.withResolvers<void>();
  door.journalIs = gate.promise;
  const early = [door.send(standard()), door.send(standard())];
  gate.resolve();
  const answers = await Promise.all(early);
  answers.push(await door.send(standard({ size: { value: "5", mode: "units" } })), await door.send(standard()));
  assert.deepEqual(answers.map(codeOf), ["accepted", "duplicate", "duplicate", "duplicate"]);
  const ids = answers.map((answer) => answer.kind === "receipt" && `${answer.receipt.receiptId} ${answer.receipt.seq}`);
  assert.deepEqual(new Set(ids), new Set(["r-1 1"]));
  assert.equal(door.journal.length, 1);

  const after = openDoor();
  after.remember(door.journal[0] as SignalReceived);
  const again = await after.send(standard());
  assert.deepEqual(again, {
    kind: "receipt",
    receipt: { receiptId: "r-1", signalId: "key-k1:s-1", status: "duplicate", seq: 1 },
  });
  assert.equal(codeOf(await after.send(standard(), "standard@1", "k2")), "accepted", "another source has its own ids");
  assert.equal(codeOf(await after.send(standard({ intent: "exit" }))), "CONFLICT");
  const nameless = standard({ signalId: null });
  assert.deepEqual([codeOf(await after.send(nameless)), codeOf(await after.send(nameless))], ["accepted", "duplicate"]);
});

test("a signal without id keeps its identity when the schema gains fields", async () => {
  const door = openDoor();
  await door.send(standard({ signalId: null }));
  const { externalId } = (door.journal[0] as SignalReceived).signal;
  assert.equal(externalId, "key-k1:h1f8d65fa7d345063bfb7afa5be63eb11", "as before exits, trail and goodTill were read");
});

test("without a journal nothing is promised, and the repeat is the first", async () => {
  const door = openDoor();
  door.journalIs = "broken";
  assert.equal((await door.send(standard())).kind, "unavailable");
  assert.equal((await door.send("{")).kind, "unavailable");
  door.journalIs = "well";
  assert.equal(codeOf(await door.send(standard())), "accepted");
  assert.equal(door.journal.length, 1);
});

const refusals: readonly (readonly [string, object | string, string])[] = [
  ["not JSON", "buy SPY", "BAD_JSON"],
  ["trailing comma", '{"schema":"signal/1",}', "BAD_JSON"],
  ["a list", "[]", "BAD_JSON"],
  ["a left-over placeholder", standard({ tags: { text: "{{close}}" } }), "PLACEHOLDER_LEFT"],
  ["70 KiB", standard({ tags: { text: "x".repeat(70_000) } }), "TOO_LARGE"],
  ["an unknown field", standard({ leverage: "2" }), "SCHEMA_INVALID"],
  ["a stop loss by price", standard({ exits: { stopLoss: { price: "1" } } }), "SCHEMA_INVALID"],
  ["exits of an exit", standard({ intent: "exit", exits: { stopLoss: { percent: "1" } } }), "SCHEMA_INVALID"],
  ["exits that say nothing", standard({ exits: {} }), "SCHEMA_INVALID"],
  ["half the price", standard({ exits: { stopLoss: { percent: "50.0001" } } }), "SCHEMA_INVALID"],
  ["zero per cent", standard({ exits: { stopLoss: { percent: "0.0" } } }), "SCHEMA_INVALID"],
  ["less than a millionth", standard({ exits: { stopLoss: { percent: "1.00005" } } }), "SCHEMA_INVALID"],
  ["a distance off the tick", standard({ exits: { takeProfit: { distance: "2.505" } } }), "PRICE_INVALID"],
  ["a huge distance", standard({ exits: { stopLoss: { distance: "9".repeat(24) } } }), "PRICE_INVALID"],
  [
    "two units",
    standard({ exits: { stopLoss: { percent: "1" }, takeProfit: { distance: "2.50" } } }),
    "SCHEMA_INVALID",
  ],
  ["two ways at once", standard({ exits: { stopLoss: { percent: "1", distance: "2.50" } } }), "SCHEMA_INVALID"],
  ["a target that trails", standard({ exits: { trailing: true, takeProfit: { percent: "1" } } }), "SCHEMA_INVALID"],
  ["a trailing stop without trail", standard({ order: { type: "trailing-stop" } }), "SCHEMA_INVALID"],
  ["a trail of a market order", standard({ order: { type: "market", trail: "1" } }), "SCHEMA_INVALID"],
  ["a trail off the tick", standard({ order: { type: "trailing-stop", trail: "0.005" } }), "PRICE_INVALID"],
  ["gtd without an end", standard({ order: { type: "market", timeInForce: "gtd" } }), "SCHEMA_INVALID"],
  [
    "an end of a day order",
    standard({ order: { type: "market", goodTill: "2026-11-20T15:00:00Z" } }),
    "SCHEMA_INVALID",
  ],
  [
    "an end that has passed",
    standard({ order: { type: "market", timeInForce: "gtd", goodTill: "2026-11-20T14:30:06Z" } }),
    "EXPIRED",
  ],
  [
    "an end that does not exist",
    standard({ order: { type: "market", timeInForce: "gtd", goodTill: "2026-13-40T99:00:00Z" } }),
    "SCHEMA_INVALID",
  ],
  ["two legs", standard({ legs: [{}, {}] }), "LEGS_INVALID"],
  ["a number for a decimal", standard({ size: { mode: "units", value: 5 } }), "SIZE_INVALID"],
  ["quantity zero", standard({ size: { mode: "units", value: "0.00" } }), "SIZE_INVALID"],
  ["quantity negative", standard({ size: { mode: "units", value: "-5" } }), "SIZE_INVALID"],
  ["half a lot", standard({ size: { mode: "units", value: "5.5" } }), "SIZE_INVALID"],
  ["a huge quantity", standard({ size: { mode: "units", value: "9".repeat(24) } }), "SIZE_INVALID"],
  ["a price off the tick", standard({ order: { type: "limit", limitPrice: "590.105" } }), "PRICE_INVALID"],
  ["a limit without price", standard({ order: { type: "limit" } }), "SCHEMA_INVALID"],
  ["an unknown strategy", standard({ strategyId: "nobody" }), "UNKNOWN_STRATEGY"],
  [
    "an unknown symbol",
    standard({ legs: [{ instrument: { kind: "equity", symbol: "QQQ" }, side: "buy" }] }),
    "UNKNOWN_INSTRUMENT",
  ],
  ["another environment", standard({ environment: "live" }), "WRONG_ENVIRONMENT"],
  ["yesterday's", standard({ sentAt: "2026-11-19T14:30:00Z" }), "EXPIRED"],
  ["tomorrow's", standard({ sentAt: "2026-11-21T14:30:00Z" }), "SCHEMA_INVALID"],
  ["a time that does not exist", standard({ sentAt: "2026-13-40T99:00:00Z" }), "SCHEMA_INVALID"],
  ["deep nesting", `${'{"a":'.repeat(500)}1${"}".repeat(500)}`, "SCHEMA_INVALID"],
];
test("what can never work is refused with its code, journalled, and is no signal", async () => {
  for (const [what, body, code] of refusals) {
    const door = openDoor();
    assert.equal(codeOf(await door.send(body)), code, what);
    const [input] = door.journal;
    assert.equal(input?.kind, "SignalRefusedAtDoor", what);
    assert.equal(input?.kind === "SignalRefusedAtDoor" && input.code, code, what);
    assert.ok(JSON.stringify(input).length < 20_000, "little of it is kept");
  }
  assert.equal(codeOf(await openDoor().send(standard(), "nonsense@9")), "UNKNOWN_PROFILE");
});

const brackets: readonly (readonly [exits: object, order: object, bracket: string, stopDistance: number | null])[] = [
  [{ stopLoss: { percent: "1.5" } }, { type: "limit", limitPrice: "590.10" }, "millionths 15000 fixed null", 8_851_500],
  [{ stopLoss: { percent: "1.5" } }, { type: "stop", stopPrice: "600" }, "millionths 15000 fixed null", 9_000_000],
  [{ stopLoss: { percent: "0.0001" } }, { type: "market" }, "millionths 1 fixed null", 591],
  [
    { stopLoss: { percent: "50" }, trailing: true, takeProfit: { percent: "3" } },
    { type: "market" },
    "millionths 500000 trailing 30000",
    295_061_500,
  ],
  [
    { stopLoss: { distance: "2.50" }, takeProfit: { distance: "5" } },
    { type: "market" },
    "micros 2500000 fixed 5000000",
    2_500_000,
  ],
  [{ takeProfit: { distance: "5" } }, { type: "market" }, "micros null fixed 5000000", null],
];
test("exits become the core's bracket, and the distance that sizing by risk needs", async () => {
  for (const [exits, order, expected, stopDistance] of brackets) {
    const door = openDoor();
    assert.equal(codeOf(await door.send(standard({ exits, order }))), "accepted", expected);
    const { bracket, stopDistanceMicros } = (door.journal[0] as SignalReceived).signal;
    const got = `${bracket?.unit} ${bracket?.stop} ${bracket?.isTrailing ? "trailing" : "fixed"} ${bracket?.target}`;
    assert.deepEqual([got, stopDistanceMicros], [expected, stopDistance]);
  }
  const door = openDoor();
  const legs = [{ instrument: { kind: "equity", symbol: "SPY" }, side: "buy" }];
  await door.send(standard({ legs, exits: { stopLoss: { percent: "1" } }, order: { type: "market" } }));
  assert.equal((door.journal[0] as SignalReceived).signal.stopDistanceMicros, null, "per cent of no price");
});

test("refused exits are named with what would be right", async () => {
  const tries: readonly (readonly [object, string, RegExp])[] = [
    [{ intent: "exit", exits: { stopLoss: { percent: "1" } } }, "/exits", /belong to entries/],
    [{ exits: { stopLoss: { price: "1" } } }, "/exits/stopLoss", /either \{"percent"/],
    [{ exits: { stopLoss: { percent: "51" } } }, "/exits/stopLoss/percent", /at most 50/],
    [{ exits: { stopLoss: { percent: "1" }, takeProfit: { distance: "1" } } }, "/exits", /in one unit/],
  ];
  for (const [change, pointer, message] of tries) {
    const answer = await openDoor().send(standard(change));
    assert.ok(answer.kind === "refused");
    assert.equal(answer.fields[0]?.pointer, pointer);
    assert.match(answer.fields[0].message, message);
  }
});

test("trailing stops, fill-or-kill and good-till-date reach the core, the date by trading's clock", async () => {
  const door = openDoor();
  door.clock.trading = Date.UTC(2020, 0, 2) * 1_000;
  const order = { type: "trailing-stop", trail: "1.25", timeInForce: "gtd", goodTill: "2026-11-20T14:40:05Z" };
  await door.send(standard({ intent: "exit", order }));
  const { signal } = door.journal[0] as SignalReceived;
  assert.deepEqual([signal.orderType, signal.trailMicros, signal.timeInForce], ["trailing-stop", 1_250_000, "gtd"]);
  assert.equal((signal.tsGoodTill ?? 0) - signal.tsSent, 600_000_000);
  await door.send(standard({ signalId: "s-2", order: { type: "market", timeInForce: "fok" } }));
  const fok = (door.journal[1] as SignalReceived).signal;
  assert.deepEqual([fok.timeInForce, fok.trailMicros, fok.tsGoodTill], ["fok", null, null]);
});

const moves: readonly (readonly [string, string, string, string])[] = [
  ["flat", "long", "buy", "entry buy 10"],
  ["flat", "short", "sell", "entry sell 10"],
  ["long", "flat", "sell", "exit sell null"],
  ["short", "flat", "buy", "exit buy null"],
  ["long", "short", "sell", "entry sell 10"],
  ["short", "long", "buy", "entry buy 10"],
  ["long", "long", "buy", "UNSUPPORTED"],
  ["flat", "long", "sell", "UNSUPPORTED"],
  ["long", "flat", "buy", "UNSUPPORTED"],
];
test("tradingview-strategy: the move of the position tells the intent", async () => {
  for (const [prevPosition, position, action, expected] of moves) {
    const door = openDoor();
    const positionSize = position === "short" ? "-10" : "10";
    const answer = await door.send(
      tradingview({ prevPosition, position, action, positionSize }),
      "tradingview-strategy",
    );
    const input = door.journal[0];
    const got =
      input?.kind === "SignalReceived"
        ? `${input.signal.intent} ${input.signal.side} ${input.signal.quantityLots}`
        : codeOf(answer);
    assert.equal(got, expected, `${prevPosition} to ${position} by ${action}`);
  }
});

test("tradingview-strategy: absent numbers survive, ids of one second differ, the token is not kept", async () => {
  const door = openDoor();
  assert.equal(codeOf(await door.send(tradingview({ price: "NaN" }), "tradingview-strategy@1")), "accepted");
  assert.equal(codeOf(await door.send(tradingview({ price: "NaN" }), "tradingview-strategy@1")), "duplicate");
  assert.equal(codeOf(await door.send(tradingview({ positionSize: "20" }), "tradingview-strategy@1")), "accepted");
  assert.equal(codeOf(await door.send(tradingview({ positionSize: "NaN" }), "tradingview-strategy@1")), "SIZE_INVALID");
  assert.equal(codeOf(await door.send('{"token":"very-secret",', "tradingview-strategy@1")), "BAD_JSON");
  assert.equal((door.journal[0] as SignalReceived).signal.referenceMicros, null);
  assert.ok(!JSON.stringify(door.journal).includes("very-secret"));
});

test("ages are kept when trading runs by another clock", async () => {
  const door = openDoor();
  door.clock.trading = Date.UTC(2020, 0, 2) * 1_000;
  await door.send(standard({ validUntil: "2026-11-20T14:40:00Z" }));
  const { signal, tsEvent } = door.journal[0] as SignalReceived;
  assert.equal(tsEvent - signal.tsSent, door.clock.wall - (WALL - 1_000_000));
  assert.equal((signal.tsValidUntil ?? 0) - signal.tsSent, 595_000_000);
});

test("a source may send 50 at once and 10 a second; others are not touched", async () => {
  const door = openDoor();
  const burst = Array.from({ length: 60 }, () => door.send("{}"));
  // 200 ms pass per delivery, so two tokens come back with each.
  assert.ok(!(await Promise.all(burst)).map(codeOf).includes("RATE_LIMITED"));
  const submit = (id: string): Promise<SignalAnswer> =>
    door.submit({ principal: { kind: "key", id, name: "" }, profile: "standard@1", raw: "{}" });
  const at = await Promise.all(Array.from({ length: 60 }, () => submit("k3")));
  assert.equal(at.filter((answer) => codeOf(answer) === "RATE_LIMITED").length, 10);
  assert.notEqual(codeOf(await submit("k2")), "RATE_LIMITED");
});

test("no body makes the door throw or answer outside its list (fast-check)", async () => {
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({
        signalId: fc.anything(),
        legs: fc.anything(),
        size: fc.anything(),
        order: fc.anything(),
        exits: fc.anything(),
      })
      .map((part) => JSON.stringify(standard(part as object))),
    fc
      .dictionary(fc.constantFrom("symbol", "price", "id", "sent", "position"), fc.anything())
      .map((part) => JSON.stringify(tradingview(part))),
  );
  const codes = new Set<string>([...SIGNAL_REFUSALS, "accepted"]);
  await fc.assert(
    fc.asyncProperty(body, fc.constantFrom("standard@1", "tradingview-strategy@1"), async (raw, profile) => {
      assert.ok(codes.has(codeOf(await openDoor().send(raw ?? "", profile))));
    }),
    { numRuns: 500 },
  );
});
