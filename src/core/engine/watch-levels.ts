import { required } from "../assert.ts";
import { closeSignal } from "../model/close-signal.ts";
import type { Output } from "../model/output.ts";
import type { Core } from "./core.ts";
import type { Protection, TradingBooks } from "./core-state.ts";
import { decideSignal } from "./decide-signal.ts";
import { hasPendingExit } from "./pending-exits.ts";

/**
 * Looks after the levels that no order at the venue covers, at each close: lots beyond the
 * account's net position, legs that the venue refused, targets where it has no exclusive pairs.
 * A breach by a suspect mark waits for the next one (F31).
 */
export function watchLevels(core: Core, outputs: Output[]): void {
  const books = required(core.state.trading, "bars follow the first configuration");
  const { protections } = books;
  for (let at = 0; at < protections.length; at += 1) {
    const protection = protections[at] as Protection | null;
    if (protection !== null) watchOne(core, books, at, protection, outputs);
  }
}

function watchOne(core: Core, books: TradingBooks, at: number, protection: Protection, outputs: Output[]): void {
  const { state } = core;
  const n = books.ledger.instrumentCount;
  const instrument = at % n;
  const strategy = (at - instrument) / n;
  const held = books.ledger.strategyLots[at] as number;
  if (held === 0) return;
  const tick = required(state.instruments[instrument], "a known instrument").tickMicros;
  const close = (books.market.closeMicros[instrument] as number) / tick;
  const isSuspect = books.market.isSuspect[instrument] === 1;
  if (!isSuspect)
    protection.bestTicks = held > 0 ? Math.max(protection.bestTicks, close) : Math.min(protection.bestTicks, close);
  const watchesStop = protection.watchedLots > 0;
  const watchesTarget = protection.targetTicks !== null && (watchesStop || !books.config.venue.hasOco);
  if (!(watchesStop || watchesTarget) || isSuspect || hasPendingExit(books, strategy, instrument)) return;
  const stopAt = stopLevel(protection, held > 0);
  const isStopped = watchesStop && stopAt !== null && (held > 0 ? close <= stopAt : close >= stopAt);
  const { targetTicks } = protection;
  const isReached = watchesTarget && targetTicks !== null && (held > 0 ? close >= targetTicks : close <= targetTicks);
  if (!isStopped && !isReached) return;
  const { environment } = books.config;
  const externalId = `watch:${state.seq}:${required(books.sources[strategy], "a known strategy").id}:${instrument}`;
  decideSignal(
    core,
    closeSignal({ externalId, strategy, instrument, environment, heldLots: held, now: state.now }),
    outputs,
  );
}

/** The level in force: fixed, or trailing the best close since the entry. */
function stopLevel(protection: Protection, isLong: boolean): number | null {
  const { trailTicks, stopTicks, bestTicks } = protection;
  if (trailTicks === null) return stopTicks;
  return isLong ? bestTicks - trailTicks : bestTicks + trailTicks;
}
