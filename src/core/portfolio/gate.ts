import type { PortfolioContext } from "../model/portfolio-context.ts";
import type { Signal } from "../model/signal.ts";
import { MICROS_PER_SECOND } from "../model/units.ts";
import type { DropReason } from "./reasons.ts";

/**
 * Step 1 for entries: the reason to refuse, null to go on. The session is no reason: a decision
 * after the close waits for the next open. Sizes and prices come later.
 */
export function refuseEntry(signal: Signal, context: PortfolioContext): DropReason | null {
  if (signal.environment !== context.environment) return "WRONG_ENVIRONMENT";
  if (!context.strategyIsActive) return "STRATEGY_INACTIVE";
  if (!context.strategy.instruments.includes(signal.instrument)) return "INSTRUMENT_NOT_ALLOWED";
  if (isExpired(signal, context)) return "EXPIRED";
  return isRepeat(signal, context) ? "DUPLICATE" : null;
}

/** Built-ins decide on the bar that just closed and never expire. */
function isExpired(signal: Signal, context: PortfolioContext): boolean {
  if (signal.tsValidUntil !== null && context.now > signal.tsValidUntil) return true;
  if (signal.externalId === null) return false;
  return context.now - signal.tsSent > context.strategy.signalTtlSeconds * MICROS_PER_SECOND;
}

/**
 * True when the strategy already holds this direction or is on its way into the instrument. A
 * position whose exit is wholly under way is as good as flat and may be entered again.
 */
function isRepeat(signal: Signal, context: PortfolioContext): boolean {
  if (context.strategyOpeningLots > 0) return true;
  const held = signal.side === "buy" ? context.strategyLots : -context.strategyLots;
  return held - context.strategyClosingLots > 0;
}
