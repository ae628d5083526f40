import { nextIntegerBelow, nextUniform } from "../../core/math/random.ts";
import type { Bracket, OrderType, Signal, TimeInForce } from "../../core/model/signal.ts";
import { pushEvent } from "./event-heap.ts";
import { applyInput } from "./host.ts";
import type { World } from "./world.ts";
import { between, fire, hit, pick, strikes } from "./world.ts";
import { EXTERNAL_STRATEGIES } from "./world-plan.ts";

const TYPES: readonly OrderType[] = ["market", "market", "limit", "limit", "stop", "stop-limit", "trailing-stop"];
const TIMES: readonly TimeInForce[] = ["day", "day", "gtc", "gtd", "ioc", "fok"];
/** A sender that got no answer asks again; after that many times it gives up. */
const RETRIES = 6;

/** Sends one signal as a sender would: again and again with the same id until it is acknowledged. */
export function sendSignal(world: World, signal: Signal, tries = 0): void {
  const id = signal.externalId as string;
  const seq = applyInput(world, {
    kind: "SignalReceived",
    seq: 0,
    tsEvent: world.now,
    tsReceived: world.now,
    receiptId: `r-${id}-${tries}`,
    sourceId: "sim",
    profile: "standard@1",
    raw: "",
    signal,
  });
  let isAcknowledged = false;
  if (seq > 0) world.host.acknowledgements.push({ seq, say: () => (isAcknowledged = acknowledge(world, seq, id)) });
  const { senders } = world.random;
  if (strikes(world, "F50", senders, 0.2)) {
    fire(world, "F50");
    pushEvent(world.heap, world.now + between(senders, 0, 600_000_000), () => {
      if (isAcknowledged) hit(world, "F50");
      if (tries === 0) sendSignal(world, signal, RETRIES);
    });
  }
  pushEvent(world.heap, world.now + 10_000_000, () => {
    if (!isAcknowledged && tries < RETRIES) sendSignal(world, signal, tries + 1);
  });
}

/** The sender holds a receipt: from now on the signal may not be lost (T7). */
function acknowledge(world: World, seq: number, id: string): boolean {
  world.receipts.set(id, seq);
  return true;
}

/** Draws a signal for one of the external strategies. */
export function drawSignal(world: World, strategy: number, age = 0): Signal {
  const { senders } = world.random;
  const instrument = nextIntegerBelow(senders, world.plan.instruments.length);
  const isExit = nextUniform(senders) < 0.4;
  const side = nextUniform(senders) < 0.5 ? "buy" : "sell";
  const price = (world.market.ticks[instrument] as number) * 10_000;
  const orderType = isExit && nextUniform(senders) < 0.7 ? "market" : pick(senders, TYPES);
  const timeInForce = pick(senders, TIMES);
  const away = Math.round(price * 0.004 * nextUniform(senders));
  const isBuy = side === "buy";
  world.nextSignal += 1;
  const skew = strikes(world, "F34", senders, 0.1) ? between(senders, -600_000_000, 600_000_000) : 0;
  return {
    externalId: `sig-${world.seed}-${world.nextSignal}`,
    strategy,
    instrument,
    environment: "paper",
    intent: isExit ? "exit" : "entry",
    side,
    orderType,
    limitMicros:
      orderType === "limit" || orderType === "stop-limit"
        ? price + (isBuy ? away : -away) - (orderType === "limit" ? (isBuy ? 2 : -2) * away : 0)
        : null,
    stopMicros: orderType === "stop" || orderType === "stop-limit" ? price + (isBuy ? away : -away) : null,
    timeInForce,
    stopDistanceMicros: Math.round(price * 0.01),
    bracket: isExit ? null : drawBracket(world, price),
    trailMicros: orderType === "trailing-stop" ? Math.max(20_000, Math.round(price * 0.003)) : null,
    tsGoodTill: timeInForce === "gtd" ? world.now + between(senders, 60_000_000, 7_200_000_000) : null,
    quantityLots: nextUniform(senders) < 0.5 ? 1 + nextIntegerBelow(senders, 80) : null,
    referenceMicros: null,
    expectedAlpha: 0.02,
    tsSent: world.now - age - skew,
    tsValidUntil: null,
    tsBar: world.now,
    n: 0,
  };
}

function drawBracket(world: World, price: number): Bracket | null {
  const { senders } = world.random;
  if (nextUniform(senders) < 0.4) return null;
  const isMicros = nextUniform(senders) < 0.5;
  const distance = (share: number): number => (isMicros ? Math.round(price * share) : Math.round(1_000_000 * share));
  const hasStop = nextUniform(senders) < 0.9;
  return {
    unit: isMicros ? "micros" : "millionths",
    stop: hasStop ? distance(0.002 + 0.006 * nextUniform(senders)) : null,
    isTrailing: hasStop && nextUniform(senders) < 0.3,
    target: !hasStop || nextUniform(senders) < 0.7 ? distance(0.002 + 0.008 * nextUniform(senders)) : null,
  };
}

/** One ordinary signal. */
export function sendOne(world: World): void {
  sendSignal(world, drawSignal(world, pick(world.random.senders, EXTERNAL_STRATEGIES)));
}

/** A market entry into one instrument. */
export function sendInto(world: World, instrument: number): void {
  const signal = drawSignal(world, pick(world.random.senders, EXTERNAL_STRATEGIES));
  sendSignal(world, {
    ...signal,
    instrument,
    intent: "entry",
    orderType: "market",
    limitMicros: null,
    stopMicros: null,
    trailMicros: null,
  });
}

/** Many intents at once that share one limit (F44). */
export function race(world: World): void {
  fire(world, "F44");
  hit(world, "F44");
  const strategy = pick(world.random.senders, EXTERNAL_STRATEGIES);
  for (let i = 0; i < 100; i += 1)
    sendSignal(world, {
      ...drawSignal(world, strategy),
      intent: "entry",
      orderType: "market",
      limitMicros: null,
      stopMicros: null,
      trailMicros: null,
    });
}

/** A strategy that flips several times a second for half a minute (F48). */
export function runAway(world: World): void {
  fire(world, "F48");
  hit(world, "F48");
  const strategy = pick(world.random.senders, EXTERNAL_STRATEGIES);
  const instrument = nextIntegerBelow(world.random.senders, world.plan.instruments.length);
  for (let i = 0; i < 60; i += 1) {
    pushEvent(world.heap, world.now + i * 500_000, () => {
      if (world.isCalm) return;
      const signal = drawSignal(world, strategy);
      sendSignal(world, {
        ...signal,
        instrument,
        intent: "entry",
        side: i % 2 === 0 ? "buy" : "sell",
        orderType: "market",
        limitMicros: null,
        stopMicros: null,
        trailMicros: null,
      });
    });
  }
}

/** What queued up during an outage arrives at once, in its order (F54). */
export function backlog(world: World): void {
  fire(world, "F54");
  hit(world, "F54");
  for (let i = 0; i < 300; i += 1)
    sendSignal(world, drawSignal(world, pick(world.random.senders, EXTERNAL_STRATEGIES), (300 - i) * 4_000_000));
}

/** An old but genuine signal comes again under a new receipt (F51). */
export function replayOld(world: World): void {
  fire(world, "F51");
  hit(world, "F51");
  sendSignal(world, {
    ...drawSignal(world, pick(world.random.senders, EXTERNAL_STRATEGIES), 4_000_000_000),
    intent: "entry",
  });
}
