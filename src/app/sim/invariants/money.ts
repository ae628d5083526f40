import { bookSum } from "../../../core/account/ledger.ts";
import type { FillBooked, FillReversed, LedgerPosted, PositionChanged } from "../../../core/model/output.ts";
import { hold } from "../violation.ts";
import type { Touched } from "./observe.ts";
import { hasEnded } from "./orders.ts";
import type { ShadowOrder } from "./shadow.ts";

/** Micros of cash per lot and tick: every instrument of the simulated world is alike. */
const LOT_TICK_MICROS = 10_000;

/** A fill moves cash and position once (L5), exists at the venue, and stays within its intent (O5). */
export function bookShadowFill(touched: Touched, fill: FillBooked): void {
  const { shadow, gateway, overfilled } = touched.world;
  const order = shadow.orders.get(fill.order);
  touched.orders.push(fill.order);
  if (order === undefined) {
    // Older than the oracle remembers: the money counts all the same, from the core's own row.
    touched.hasMoney = true;
    return;
  }
  const known = order.fills.get(fill.executionId);
  const twin = order.fills.get(`q${fill.executionId}`) ?? order.fills.get(fill.executionId.replace(/^q/, ""));
  hold(
    known === undefined && (twin === undefined || twin.isReversed),
    "L5",
    () => `fill ${fill.executionId} of order ${order.index} was booked twice`,
  );
  if (!order.isExternal) {
    const truth = gateway.truth.get(order.clientId) ?? [];
    const isTrue = truth.some((one) => {
      return (
        one.lots === fill.quantityLots && one.ticks === fill.priceTicks && isSameId(one.executionId, fill.executionId)
      );
    });
    hold(
      isTrue,
      "L5",
      () =>
        `order ${order.index} booked ${fill.quantityLots} @ ${fill.priceTicks} (${fill.executionId}), which the venue never filled`,
    );
  }
  order.fills.set(fill.executionId, {
    lots: fill.quantityLots,
    ticks: fill.priceTicks,
    feeMicros: fill.feeMicros,
    isReversed: false,
  });
  move(touched, order, fill.quantityLots, fill.priceTicks, fill.feeMicros);
  const intent = shadow.intents.get(order.intent);
  if (intent === undefined) return;
  const isTold = touched.outputs.some(
    (output) => output.kind === "RaiseAlert" && (output.severity === "emergency" || output.severity === "critical"),
  );
  takeFromWaiting(touched, order, fill.quantityLots);
  if (isTold || overfilled.has(order.clientId)) intent.isAlerted = true;
  hold(
    intent.filledLots <= intent.quantityLots || intent.isAlerted || order.role === "stop" || order.role === "target",
    "O5",
    () => {
      return `intent ${order.intent} filled ${intent.filledLots} of ${intent.quantityLots} without an alert`;
    },
  );
}

/** What an ended exit still fills is not closed again by the attempt that waits for the next session. */
function takeFromWaiting(touched: Touched, order: ShadowOrder, lots: number): void {
  if (!hasEnded(order) || order.isOpening) return;
  for (const index of touched.world.shadow.open.values()) {
    const waiting = touched.world.shadow.orders.get(index) as ShadowOrder;
    if (waiting.intent !== order.intent || waiting.status !== "INTENT" || waiting.index < order.index) continue;
    waiting.quantityLots = Math.max(waiting.cumLots + 1, waiting.quantityLots - lots);
  }
}

/** The query may tell a fill under another id than the stream. */
function isSameId(a: string, b: string): boolean {
  return a === b || `q${a}` === b;
}

/** A bust or correction takes back exactly what was booked (L5). */
export function reverseShadowFill(touched: Touched, reversal: FillReversed): void {
  const { shadow } = touched.world;
  const order = shadow.orders.get(reversal.order);
  touched.orders.push(reversal.order);
  if (order === undefined) {
    touched.hasMoney = true;
    return;
  }
  const ref = reversal.refExecutionId;
  const fill = order.fills.get(ref) ?? order.fills.get(`q${ref}`) ?? order.fills.get(ref.slice(1));
  hold(
    fill !== undefined && !fill.isReversed,
    "L5",
    () => `order ${order.index}: ${ref} was taken back and is not there`,
  );
  hold(
    fill.lots === reversal.quantityLots && fill.ticks === reversal.priceTicks && fill.feeMicros === reversal.feeMicros,
    "L5",
    () => {
      return `order ${order.index}: ${ref} was ${fill.lots} @ ${fill.ticks}, taken back as ${reversal.quantityLots} @ ${reversal.priceTicks}`;
    },
  );
  fill.isReversed = true;
  move(touched, order, -fill.lots, fill.ticks, -fill.feeMicros);
}

/** What the core says of an order that filled too much, and of orders of one intent that did together. */
const OVERFILLS = new Set(["OVERFILL", "INTENT_OVERFILLED"]);

/** Cash, position and filled quantity of the order, its intent and the orders that replaced it. */
function move(touched: Touched, order: ShadowOrder, lots: number, ticks: number, feeMicros: number): void {
  const { shadow } = touched.world;
  const signed = order.isBuy ? lots : -lots;
  const count = shadow.accountLots.length;
  shadow.cashMicros -= signed * ticks * LOT_TICK_MICROS + feeMicros;
  (shadow.accountLots[order.instrument] as number) += signed;
  (shadow.strategyLots[order.strategy * count + order.instrument] as number) += signed;
  const intent = shadow.intents.get(order.intent);
  if (intent !== undefined) intent.filledLots += lots;
  const isOverfillTold = touched.outputs.some((output) => output.kind === "RaiseAlert" && OVERFILLS.has(output.code));
  for (let one: ShadowOrder | undefined = order; one !== undefined; one = shadow.orders.get(one.next)) {
    one.cumLots += lots;
    if (one !== order) one.carriedLots += lots;
    if (one.cumLots > one.quantityLots && isOverfillTold) one.isOverfilled = true;
    touched.orders.push(one.index);
  }
  touched.instruments.push(order.instrument);
  touched.hasMoney = true;
  noteMove(touched, order.instrument);
}

/** Remembers when our position moved, by our clock and by the input's own. */
function noteMove({ world, input }: Touched, instrument: number): void {
  world.shadow.tsMoved[instrument] = Math.max(world.shadow.now, input.tsEvent);
}

/** Every posting sums to zero (L1); what is no fill moves the oracle's cash by its own word. */
export function postShadow(touched: Touched, posted: LedgerPosted): void {
  let sum = 0;
  let cash = 0;
  posted.amountsMicros.forEach((amount, i) => {
    sum += amount;
    if (posted.codes[i] === "CASH") cash += amount;
  });
  hold(sum === 0, "L1", () => `a posting for ${posted.cause} sums to ${sum}`);
  touched.hasMoney = true;
  if (posted.cause !== "fill" && posted.cause !== "bust") touched.world.shadow.cashMicros += cash;
}

/** Positions that no fill moved: splits, deliveries, and what a person took over from the venue. */
export function restatePosition(touched: Touched, changed: PositionChanged): void {
  const { input } = touched;
  const isTakenOver = input.kind === "OperatorCommand" && input.order.command === "accept-venue";
  if (input.kind !== "AccountEvent" && !isTakenOver) return;
  const { shadow } = touched.world;
  const at = changed.strategy * shadow.accountLots.length + changed.instrument;
  const delta = changed.quantityLots - (shadow.strategyLots[at] as number);
  (shadow.strategyLots[at] as number) += delta;
  touched.hasMoney = true;
  (shadow.accountLots[changed.instrument] as number) += delta;
  touched.instruments.push(changed.instrument);
  noteMove(touched, changed.instrument);
}

/** The ledger against the oracle: cash (L2), positions and their sum over the strategies (L3), balance (L1). */
export function checkMoney(touched: Touched): void {
  const { shadow } = touched.world;
  const { ledger } = touched.books;
  hold(
    ledger.cashMicros[0] === shadow.cashMicros,
    "L2",
    () => `cash is ${ledger.cashMicros[0]}, by fills and flows ${shadow.cashMicros}`,
  );
  hold(bookSum(ledger.accounts, 0) === 0n, "L1", () => `the account's book sums to ${bookSum(ledger.accounts, 0)}`);
  const n = ledger.instrumentCount;
  for (const i of touched.instruments) {
    const held = ledger.accountLots[i] as number;
    hold(
      held === shadow.accountLots[i],
      "L3",
      () => `position ${i} is ${held}, its fills give ${shadow.accountLots[i]}`,
    );
    let sum = 0;
    for (let s = 0; s < ledger.strategyCount; s += 1) {
      const own = ledger.strategyLots[s * n + i] as number;
      hold(
        own === shadow.strategyLots[s * n + i],
        "L3",
        () => `strategy ${s} holds ${own} of ${i}, its fills give ${shadow.strategyLots[s * n + i]}`,
      );
      sum += own;
    }
    hold(sum === held, "L3", () => `the strategies hold ${sum} of ${i}, the account ${held}`);
  }
}
