import assert from "node:assert/strict";
import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";
import type { TestContext } from "node:test";
import { test } from "node:test";
import type { BarClosed } from "../../core/model/input.ts";
import type { Instrument } from "../../core/model/instrument.ts";
import type { Order } from "../../core/model/order.ts";
import type { SubmitOrderRecord } from "../../core/model/output-record.ts";
import { createSimulatedVenue } from "../../core/simulation/venue-state.ts";
import type { VenueInput } from "../venue-port.ts";
import { RemoteVenue } from "./remote-venue.ts";
import type { VenueServer } from "./venue-server.ts";
import { startVenueServer } from "./venue-server.ts";
import { lineOf, WIRE_VERSION } from "./wire.ts";

const TOKEN = "a token of enough length";
const INSTRUMENTS: readonly Instrument[] = ["SPY", "IWM"].map((symbol, index) => ({
  index,
  symbol,
  kind: "equity",
  currency: "USD",
  tickMicros: 10_000,
  lotMicros: 1_000_000,
  multiplier: 1,
  isTradable: true,
}));
const DAY = 86_400_000_000;

async function served(t: TestContext): Promise<VenueServer> {
  const server = await startVenueServer({
    venue: createSimulatedVenue({
      instruments: INSTRUMENTS,
      costs: {
        commissionPerOrderMicros: 1_000_000,
        commissionPerUnitMicros: 0,
        commissionBps: 0,
        commissionMinimumMicros: 0,
        slippageBps: 0,
        touch: false,
      },
      fillModel: "next-bar-open",
      cashMicros: 1_000_000_000_000,
      sessions: { calendar: "always", alwaysOpen: true, days: ["2026-01-05"], opens: [0], closes: [DAY] },
    }),
    token: TOKEN,
    port: 0,
    now: null,
    onOrderCame: () => undefined,
  });
  t.after(() => server.close());
  return server;
}

/** Order `n` of ours is called `id-n`. */
interface Client {
  readonly venue: RemoteVenue;
  readonly said: string[];
  readonly inputs: VenueInput[];
  /** Resolves once `count` inputs came. */
  readonly heard: (count: number) => Promise<readonly string[]>;
}

function client(t: TestContext, port: number, token = TOKEN): Client {
  const said: string[] = [];
  const inputs: VenueInput[] = [];
  const venue = new RemoteVenue({
    port,
    token,
    account: 0,
    symbols: ["SPY", "IWM"],
    indexOf: (id) => (id.startsWith("id-") ? Number(id.slice(3)) : -1),
    idOf: (order) => `id-${order}`,
    now: () => 1_000,
    random: () => 0,
    notice: (text) => said.push(`notice: ${text}`),
    retryMs: 10,
    answerMs: 150,
    heartbeatMs: 60,
  });
  venue.onInput((input) => {
    inputs.push(input);
    said.push(textOf(input));
  });
  t.after(() => venue.close());
  const heard = async (count: number): Promise<readonly string[]> => {
    const until = Date.now() + 10_000;
    while (said.length < count) {
      if (Date.now() > until) assert.fail(`heard only ${JSON.stringify(said)}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return said;
  };
  return { venue, said, inputs, heard };
}

/** One line per input, for tables. */
function textOf(input: VenueInput): string {
  switch (input.kind) {
    case "VenueReport":
      return `${input.order} ${input.report} cum ${input.cumLots}${input.isAnswer ? " answer" : ""}${input.reason === "" ? "" : ` ${input.reason}`}`;
    case "AccountSnapshot":
      return `account: orders ${input.orders.map((one) => `${one.order}/${one.status}`).join()} fills ${input.fills.map((one) => one.order).join()} lots ${input.positions.map((one) => one.quantityLots).join()}`;
    case "ConnectionChanged":
      return input.isUp ? "up" : "down";
    default:
      return input.kind;
  }
}

function submit(index: number, terms: Partial<Order> = {}): SubmitOrderRecord & { seq: number; index: number } {
  const order = {
    index,
    instrument: 0,
    side: "buy",
    type: "limit",
    timeInForce: "gtc",
    quantityLots: 10,
    limitTicks: 5_000,
    stopTicks: null,
    trailTicks: null,
    tsGoodTill: null,
    collarTicks: null,
    onShortfall: "reject",
    role: "entry",
    parent: -1,
    replaces: -1,
    ...terms,
  } as Order;
  const names = { clientOrderId: `id-${index}`, signalId: "s", strategyId: "x", symbol: "SPY", accountId: "A" };
  return { seq: 1, index: 0, kind: "SubmitOrder", ...names, order };
}

function bar(low: number, at: number): BarClosed {
  const price = { openMicros: low, highMicros: low, lowMicros: low, closeMicros: low };
  const when = { tsEvent: at, tsReceived: at, tsOpen: at - 60 };
  return {
    kind: "BarClosed",
    seq: 0,
    ...when,
    instrument: 0,
    timeframeSeconds: 60,
    ...price,
    volume: 1,
    endsSlice: true,
  };
}

test("orders are named by client order id on the wire and by our number on both ends", async (t) => {
  const server = await served(t);
  const { venue, heard, inputs, said } = client(t, server.port);
  venue.connect();
  await heard(1);
  venue.submit(submit(7));
  await heard(3);
  const leaf = submit(9, { replaces: 7, quantityLots: 20, limitTicks: 5_100 });
  venue.replace({ ...leaf, kind: "ReplaceOrder" });
  await heard(6);
  venue.cancel({ kind: "CancelOrder", order: 8, venueOrderId: "", clientOrderId: "id-8" });
  await heard(7);
  server.venue.receiveBar(bar(50_000_000, 5_000));
  venue.probe({ kind: "ProbeOrder", order: 9, clientOrderId: "id-9" });
  await heard(8);
  venue.probe({ kind: "ProbeOrder", order: 8, clientOrderId: "id-8" });
  await heard(9);
  venue.requestSnapshot({ kind: "RequestSnapshot", account: 0, requestId: 3, tsFillsFrom: 0, reason: "cycle" });
  await heard(10);
  assert.deepEqual(said, [
    "up",
    "7 accepted cum 0",
    "7 live cum 0",
    "7 replaced cum 0",
    "9 accepted cum 0",
    "9 live cum 0",
    "8 cancel-rejected cum -1 UNKNOWN_ORDER",
    "9 fill cum 20 answer",
    "8 not-found cum -1 answer UNKNOWN_ORDER",
    "account: orders  fills 9 lots 20",
  ]);
  const account = inputs.at(-1);
  assert.ok(account?.kind === "AccountSnapshot" && account.requestId === 3 && account.tsAsOf === 5_000);
});

test("an order that comes twice is one order, and the books say how often it came", async (t) => {
  const server = await served(t);
  const { venue, heard } = client(t, server.port);
  venue.connect();
  await heard(1);
  venue.submit(submit(0));
  venue.submit(submit(0));
  assert.deepEqual(await heard(4), ["up", "0 accepted cum 0", "0 live cum 0", "0 live cum 0 answer"]);
  const { accepted } = server.venue.books();
  assert.deepEqual(
    accepted.map((one) => [one.clientOrderId, one.status, one.times]),
    [["id-0", "WORKING", 2]],
  );
});

test("a lost answer is an unknown outcome, and a question brings the truth", async (t) => {
  const server = await served(t);
  const { venue, heard, said } = client(t, server.port);
  venue.connect();
  await heard(1);
  const control = await controlOf(server.port);
  t.after(() => control.destroy());
  control.write(lineOf({ t: "mute", n: 1, count: 1 }));
  await new Promise((resolve) => control.once("data", resolve));
  venue.submit(submit(0));
  await heard(2);
  venue.probe({ kind: "ProbeOrder", order: 0, clientOrderId: "id-0" });
  await heard(3);
  assert.deepEqual(said, ["up", "0 send-failed cum -1 NO_ANSWER", "0 live cum 0 answer"]);
});

test("a cut connection is said, its open requests fail, and it comes back by itself", async (t) => {
  const server = await served(t);
  const { venue, heard, said } = client(t, server.port);
  venue.submit(submit(0));
  assert.deepEqual(await heard(1), ["0 send-failed cum -1 NO_ANSWER"], "nothing is sent without a connection");
  venue.connect();
  await heard(2);
  const control = await controlOf(server.port);
  t.after(() => control.destroy());
  control.write(lineOf({ t: "mute", n: 1, count: 1 }));
  await new Promise((resolve) => control.once("data", resolve));
  venue.submit(submit(1));
  control.write(lineOf({ t: "cut", n: 2 }));
  await heard(5);
  assert.deepEqual(said.slice(1), ["up", "down", "1 send-failed cum -1 NO_ANSWER", "up"]);
  assert.equal(server.venue.books().accepted.length, 1, "the order that had no connection never came");
});

test("who has no token hears nothing, and a second trader ends the first for good", async (t) => {
  const server = await served(t);
  const stranger = client(t, server.port, "another token, as long");
  stranger.venue.connect();
  assert.deepEqual((await stranger.heard(1)).slice(0, 1), ["notice: The venue refused the connection: wrong token."]);
  await stranger.venue.close();
  const clumsy = connect({ host: "127.0.0.1", port: server.port });
  clumsy.write('{"t":"hello","v":1}\n');
  const refusal = await new Promise<Buffer>((resolve) => clumsy.once("data", resolve));
  assert.match(refusal.toString(), /"t":"refused".*cannot be read/);
  const first = client(t, server.port);
  first.venue.connect();
  await first.heard(1);
  const second = client(t, server.port);
  second.venue.connect();
  await second.heard(1);
  await first.heard(3);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.deepEqual(first.said, [
    "up",
    "notice: The venue refused the connection: another connection took over.",
    "down",
  ]);
  assert.deepEqual(second.said, ["up"]);
});

test("a venue that says nothing more, or nonsense, is no crash", async (t) => {
  const lines = [
    lineOf({ t: "welcome", v: WIRE_VERSION, now: 0, symbols: ["SPY", "IWM"] }),
    "not json\n",
    '{"t":"report"}\n',
    '{"t":"surprise"}\n',
  ];
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", () => socket.write(lines.splice(0).join("")));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const { venue, heard, inputs } = client(t, (server.address() as AddressInfo).port);
  venue.connect();
  const said = await heard(6);
  assert.deepEqual(said.filter((line) => !line.startsWith("notice")).slice(0, 4), [
    "up",
    "-1 unreadable cum -1 not json",
    '-1 unreadable cum -1 {"t":"report"}',
    '-1 unreadable cum -1 {"t":"surprise"}',
  ]);
  await heard(6);
  assert.equal(textOf(inputs[4] as VenueInput), "down", "a ping without an answer ends the connection");
});

async function controlOf(port: number): Promise<Socket> {
  const socket = connect({ host: "127.0.0.1", port });
  await new Promise((resolve) => socket.once("connect", resolve));
  socket.write(lineOf({ t: "hello", v: WIRE_VERSION, token: TOKEN, role: "control" }));
  await new Promise((resolve) => socket.once("data", resolve));
  return socket;
}
