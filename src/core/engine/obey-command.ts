import { required, unreachable } from "../assert.ts";
import { lastSessionStarted } from "../market/session-clock.ts";
import { findOrder } from "../execution/order-book.ts";
import type { Command, OperatorCommand } from "../model/input.ts";
import type { Output } from "../model/output.ts";
import { release, releaseRefusal } from "../risk/trading-state.ts";
import { changeLimits } from "./change-limits.ts";
import type { Core } from "./core.ts";
import { abandonFlatten } from "./flatten.ts";
import { isLeg } from "./legs.ts";
import { closePosition, orderByHand, replaceByHand } from "./obey-by-hand.ts";
import { raiseTradingState } from "./raise-trading-state.ts";
import { moveCash } from "./receive-account-event.ts";
import { acceptVenue } from "./receive-snapshot.ts";
import { refuse } from "./refuse-command.ts";
import { setStrategyStatus } from "./set-strategy-status.ts";
import { withdrawOrder } from "./submit-order.ts";
import { requestSnapshot } from "./watch-orders.ts";

/** A person's order. Who may give it was decided at the edge; what it means is decided here. */
export function obeyCommand(core: Core, input: OperatorCommand, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "commands follow the first configuration");
  const { order: command, by, reason } = input;
  switch (command.command) {
    case "engage-kill-switch":
      raiseTradingState(core, command.level, by, reason, outputs);
      return;
    case "release-kill-switch":
      releaseKillSwitch(core, command, by, reason, outputs);
      return;
    case "set-strategy-status": {
      const strategy = books.config.strategies.findIndex((one) => one.id === command.strategyId);
      if (strategy < 0) refuse(command, "UNKNOWN_STRATEGY", `There is no strategy "${command.strategyId}".`, outputs);
      else setStrategyStatus(core, { strategy, status: command.status, by, reason }, outputs);
      return;
    }
    case "cancel-order": {
      const order = findOrder(books.orders, command.order);
      if (order === null) refuse(command, "UNKNOWN_ORDER", `There is no order ${command.order} any more.`, outputs);
      else withdrawOrder(core, order, "WITHDRAWN_BY_OPERATOR", outputs);
      return;
    }
    case "cancel-all":
      cancelAll(core, command, outputs);
      return;
    case "replace-order":
      replaceByHand(core, command, outputs);
      return;
    case "manual-order":
      orderByHand(core, command.signal, input, outputs);
      return;
    case "close-position":
      closePosition(core, command, outputs);
      return;
    case "move-cash":
      withAccount(core, command, command.accountId, outputs, (account) =>
        moveCash(core, account, command.amountMicros, outputs),
      );
      return;
    case "reconcile":
      withAccount(core, command, command.accountId, outputs, (account) =>
        requestSnapshot(core, account, "operator", outputs),
      );
      return;
    case "accept-venue":
      withAccount(core, command, command.accountId, outputs, (account) => acceptVenue(core, account, outputs));
      return;
    case "change-limits":
      changeLimits(core, input, command, outputs);
      return;
    default:
      unreachable(command);
  }
}

function withAccount(
  core: Core,
  command: Command,
  accountId: string,
  outputs: Output[],
  obey: (account: number) => void,
): void {
  const books = required(core.state.trading, "commands follow the first configuration");
  const account = books.config.accounts.findIndex((one) => one.id === accountId);
  if (account < 0) refuse(command, "UNKNOWN_ACCOUNT", `There is no account "${accountId}".`, outputs);
  else obey(account);
}

/** Takes every order back but the protective ones: positions keep their stops. */
function cancelAll(core: Core, command: Extract<Command, { command: "cancel-all" }>, outputs: Output[]): void {
  const books = required(core.state.trading, "commands follow the first configuration");
  const { accountId } = command;
  const account = accountId === null ? -1 : books.config.accounts.findIndex((one) => one.id === accountId);
  if (accountId !== null && account < 0) {
    refuse(command, "UNKNOWN_ACCOUNT", `There is no account "${accountId}".`, outputs);
    return;
  }
  for (const order of books.orders.live.slice()) {
    if (isLeg(order) || (account >= 0 && order.account !== account)) continue;
    withdrawOrder(core, order, "WITHDRAWN_BY_OPERATOR", outputs);
  }
}

/** Back to ACTIVE by a person; a loss latch stays until a session after it has begun (R7). */
function releaseKillSwitch(core: Core, command: Command, by: string, reason: string, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "commands follow the first configuration");
  const clock = required(state.clock, "commands follow the session table");
  const began = clock.opens[lastSessionStarted(clock, state.now)] ?? 0;
  const refusal = releaseRefusal(books.risk, by, began);
  if (refusal !== null) {
    refuse(command, refusal, `The kill switch cannot be released now: ${refusal}.`, outputs);
    return;
  }
  const change = release(books.risk, by, reason, state.now, began);
  if (change === null) return;
  outputs.push(change);
  abandonFlatten(books);
}
