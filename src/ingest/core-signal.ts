import type { StandardSignal } from "../contract/signal.ts";
import type { Signal } from "../core/model/signal.ts";
import { decimalToMicros } from "../platform/decimal-micros.ts";
import type { IntakePorts } from "./intake-ports.ts";
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
  const sent = microsOfTime(standard.sentAt);
  const bar = standard.barTime === null ? 0 : microsOfTime(standard.barTime);
  const until = standard.validUntil === null ? 0 : microsOfTime(standard.validUntil);
  if (sent === null || bar === null || until === null) return refuse("SCHEMA_INVALID", "A time does not exist.");
  if (sent > now + AHEAD_MICROS) return refuse("SCHEMA_INVALID", "sentAt lies in the future.");
  // Identities are remembered for a day: what is older could be a repeat that nobody remembers.
  if (sent < now - DAY_MICROS) return refuse("EXPIRED", "sentAt is older than a day.");

  const quantityLots = standard.size.mode === "none" ? null : lotsOf(standard.size.value, instrument.lotMicros);
  if (quantityLots !== null && Number.isNaN(quantityLots)) {
    return refuse("SIZE_INVALID", `The size is not a whole number of lots of ${instrument.lotMicros / 1e6}.`);
  }
  const limitMicros = standard.order.limitPrice === null ? null : microsOfText(standard.order.limitPrice);
  const stopMicros = standard.order.stopPrice === null ? null : microsOfText(standard.order.stopPrice);
  for (const price of [limitMicros, stopMicros]) {
    if (price !== null && !(price > 0 && price % instrument.tickMicros === 0)) {
      return refuse("PRICE_INVALID", `Prices of ${instrument.symbol} are multiples of ${instrument.tickMicros / 1e6}.`);
    }
  }
  const alpha = standard.alpha === null ? null : Number(standard.alpha.expectedReturn);
  const reference = leg.reference === null ? null : Math.round(Number(leg.reference.price) * 1e6);
  // When bars are replayed, trading has a clock of its own: ages are kept, not dates.
  const shift = ports.clock.trading() - now;
  const signal: Signal = {
    externalId,
    strategy: strategy.index,
    instrument: instrument.index,
    environment: ports.environment,
    intent: standard.intent,
    side: leg.side,
    orderType: standard.order.type,
    limitMicros,
    stopMicros,
    timeInForce: standard.order.timeInForce,
    stopDistanceMicros: null,
    bracket: null,
    trailMicros: null,
    tsGoodTill: null,
    quantityLots,
    referenceMicros: reference !== null && Number.isSafeInteger(reference) && reference > 0 ? reference : null,
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

/** Exact integer of 1e-6; NaN when the text has more decimals or is too large. */
function microsOfText(text: string): number {
  const result = decimalToMicros(text);
  return result.ok ? result.micros : Number.NaN;
}

function lotsOf(text: string, lotMicros: number): number {
  const lots = microsOfText(text) / lotMicros;
  return Number.isSafeInteger(lots) && lots > 0 ? lots : Number.NaN;
}
