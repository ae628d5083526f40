import { required } from "../assert.ts";
import { duplicateKeyOf } from "../execution/duplicate-key.ts";
import { findOrder } from "../execution/order-book.ts";
import { limitTicksOf, stopTicksOf } from "../execution/plan-orders.ts";
import { closeSignal } from "../model/close-signal.ts";
import type { Command, OperatorCommand } from "../model/input.ts";
import type { Output } from "../model/output.ts";
import type { Signal } from "../model/signal.ts";
import { MICROS_PER_MINUTE } from "../model/units.ts";
import type { Core } from "./core.ts";
import { decideManual, decideSignal } from "./decide-signal.ts";
import { refuse } from "./refuse-command.ts";
import { replaceOrder } from "./replace-working.ts";

/** Changes a working order; what is null stays as it is. */
export function replaceByHand(
  core: Core,
  command: Extract<Command, { command: "replace-order" }>,
  outputs: Output[],
): void {
  const books = required(core.state.trading, "commands follow the first configuration");
  const order = findOrder(books.orders, command.order);
  if (order === null) {
    refuse(command, "UNKNOWN_ORDER", `There is no order ${command.order} any more.`, outputs);
    return;
  }
  const tick = required(core.state.instruments[order.instrument], "a known instrument").tickMicros;
  const changes = {
    quantityLots: command.quantityLots ?? order.quantityLots,
    limitTicks: command.limitMicros === null ? order.limitTicks : limitTicksOf(command.limitMicros, order.side, tick),
    stopTicks: command.stopMicros === null ? order.stopTicks : stopTicksOf(command.stopMicros, tick),
  };
  const hasBadPrice =
    (changes.limitTicks === null) !== (order.limitTicks === null) ||
    (changes.stopTicks === null) !== (order.stopTicks === null) ||
    (changes.limitTicks ?? 1) <= 0 ||
    (changes.stopTicks ?? 1) <= 0;
  if (hasBadPrice || changes.quantityLots < 0) {
    refuse(command, "BAD_CHANGE", "A changed price is a multiple of the tick and of the order's own type.", outputs);
    return;
  }
  const refusal = replaceOrder(core, order, changes, outputs);
  if (refusal !== "") refuse(command, refusal, `The order cannot be changed: ${refusal}.`, outputs);
}

/**
 * An order by hand. Its identity is the input it came with; a second one for the same thing within
 * the same minute is taken for a slip of the finger and refused.
 */
export function orderByHand(core: Core, signal: Signal, input: OperatorCommand, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "commands follow the first configuration");
  const source = books.sources[signal.strategy];
  const instrument = state.instruments[signal.instrument];
  if (source === undefined || instrument === undefined) {
    refuse(input.order, "UNKNOWN_ACCOUNT", "A manual order names an account and an instrument.", outputs);
    return;
  }
  const key = duplicateKeyOf({
    symbol: instrument.symbol,
    side: signal.side,
    quantityLots: signal.quantityLots ?? 0,
    priceMicros: signal.limitMicros ?? signal.stopMicros ?? 0,
    minute: Math.floor(state.now / MICROS_PER_MINUTE),
  });
  if (state.seenSignals.has(key)) {
    refuse(input.order, "DUPLICATE_ORDER", "The same order was given by hand within this minute.", outputs);
    return;
  }
  state.seenSignals.set(key, state.now);
  const externalId = signal.externalId ?? `manual:${state.seq}`;
  outputs.push({ kind: "SignalAccepted", signalId: externalId, strategy: signal.strategy });
  decideManual(core, { ...signal, externalId, tsBar: state.now, tsSent: state.now }, outputs);
}

/** Closes what a strategy, or UNASSIGNED, holds in one instrument. */
export function closePosition(
  core: Core,
  command: Extract<Command, { command: "close-position" }>,
  outputs: Output[],
): void {
  const { state } = core;
  const books = required(state.trading, "commands follow the first configuration");
  const strategy = books.sources.findIndex((one) => one.id === command.strategyId);
  const { instrument } = command;
  const held =
    strategy < 0 ? 0 : (books.ledger.strategyLots[strategy * books.ledger.instrumentCount + instrument] ?? 0);
  if (held === 0) {
    refuse(command, "NO_POSITION", `"${command.strategyId}" holds nothing there.`, outputs);
    return;
  }
  const { environment } = books.config;
  const externalId = `close:${state.seq}:${command.strategyId}:${instrument}`;
  decideSignal(
    core,
    closeSignal({ externalId, strategy, instrument, environment, heldLots: held, now: state.now }),
    outputs,
  );
}
