import type { StandardSignal } from "../contract/signal.ts";
import type { Signal } from "../core/model/signal.ts";
import { bracketOf, stopDistanceOf } from "./exit-bracket.ts";
import type { IntakePorts } from "./intake-ports.ts";
import { microsOfText } from "./micros-of-text.ts";
import { type Refusal, refuse } from "./parsed-signal.ts";

const DAY_MICROS = 86_400_000_000;
/** A sender's clock may be this much ahead. */
const AHEAD_MICROS = 300_000_000;

/** Translates names to indices and text to integers; what the door can refuse is refused here. */
export function coreSignalOf(
  standard: StandardSignal,
  externalId: string,
  ports: IntakePorts,
): { readonly ok: true; readonly signal: Signal } | Refusal {
  const [leg] = standard.legs;
  const strategy = ports.strategies.find(standard.strategyId);
  if (strategy === null) return refuse("UNKNOWN_STRATEGY", `There is no strategy "${standard.strategyId}".`);
  const instrument = ports.instruments.find(leg.instrument.symbol);
  if (instrument === null || !strategy.instruments.includes(instrument.index)) {
    return refuse("UNKNOWN_INSTRUMENT", `Strategy "${standard.strategyId}" does not trade "${leg.instrument.symbol}".`);
  }
  if (standard.environment !== ports.environment) {
    return refuse("WRONG_ENVIRONMENT", `This is ${ports.environment}, the signal is for ${standard.environment}.`);
  }
  const now = ports.clock.wall();
  const { order, exits } = standard;
  const sent = microsOfTime(standard.sentAt);
  const bar = standard.barTime === null ? 0 : microsOfTime(standard.barTime);
  const until = standard.validUntil === null ? 0 : microsOfTime(standard.validUntil);
  const goodTill = order.goodTill === null ? 0 : microsOfTime(order.goodTill);
  if (sent === null || bar === null || until === null || goodTill === null) {
    return refuse("SCHEMA_INVALID", "A time does not exist.");
  }
  if (sent > now + AHEAD_MICROS) return refuse("SCHEMA_INVALID", "sentAt lies in the future.");
  // Identities are remembered for a day: what is older could be a repeat that nobody remembers.
  if (sent < now - DAY_MICROS) return refuse("EXPIRED", "sentAt is older than a day.");
  if (order.goodTill !== null && goodTill <= now) return refuse("EXPIRED", "goodTill has passed.");

  const quantityLots = standard.size.mode === "none" ? null : lotsOf(standard.size.value, instrument.lotMicros);
  if (quantityLots !== null && Number.isNaN(quantityLots)) {
    return refuse("SIZE_INVALID", `The size is not a whole number of lots of ${instrument.lotMicros / 1e6}.`);
  }
  const limitMicros = order.limitPrice === null ? null : microsOfText(order.limitPrice);
  const stopMicros = order.stopPrice === null ? null : microsOfText(order.stopPrice);
  const trailMicros = order.trail === null ? null : microsOfText(order.trail);
  const bracket = bracketOf(exits);
  const distances = bracket?.unit === "micros" ? [bracket.stop, bracket.target] : [];
  for (const price of [limitMicros, stopMicros, trailMicros, ...distances]) {
    if (price !== null && !(price > 0 && price % instrument.tickMicros === 0)) {
      return refuse(
        "PRICE_INVALID",
        `Prices and distances of ${instrument.symbol} are multiples of ${instrument.tickMicros / 1e6}.`,
      );
    }
  }
  const alpha = standard.alpha === null ? null : Number(standard.alpha.expectedReturn);
  const seen = leg.reference === null ? 0 : Math.round(Number(leg.reference.price) * 1e6);
  const referenceMicros = Number.isSafeInteger(seen) && seen > 0 ? seen : null;
  // When bars are replayed, trading has a clock of its own: ages are kept, not dates.
  const shift = ports.clock.trading() - now;
  const signal: Signal = {
    externalId,
    strategy: strategy.index,
    instrument: instrument.index,
    environment: ports.environment,
    intent: standard.intent,
    side: leg.side,
    orderType: order.type,
    limitMicros,
    stopMicros,
    timeInForce: order.timeInForce,
    stopDistanceMicros: stopDistanceOf(bracket, limitMicros ?? stopMicros ?? referenceMicros),
    bracket,
    trailMicros,
    tsGoodTill: order.goodTill === null ? null : goodTill + shift,
    quantityLots,
    referenceMicros,
    expectedAlpha: alpha,
    tsSent: sent + shift,
    tsValidUntil: standard.validUntil === null ? null : until + shift,
    tsBar: now + shift,
    n: 0,
  };
  return { ok: true, signal };
}

function microsOfTime(text: string): number | null {
  const millis = Date.parse(text);
  return Number.isNaN(millis) ? null : millis * 1_000;
}

function lotsOf(text: string, lotMicros: number): number {
  const lots = microsOfText(text) / lotMicros;
  return Number.isSafeInteger(lots) && lots > 0 ? lots : Number.NaN;
}
