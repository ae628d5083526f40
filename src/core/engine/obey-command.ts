import { required, unreachable } from "../assert.ts";
import { postCash } from "../account/ledger.ts";
import { findOrder } from "../execution/order-book.ts";
import type { OperatorCommand } from "../model/input.ts";
import type { Output } from "../model/output.ts";
import { release } from "../risk/trading-state.ts";
import type { Core } from "./core.ts";
import { raiseTradingState } from "./raise-trading-state.ts";
import { setStrategyStatus } from "./set-strategy-status.ts";
import { withdrawOrder } from "./submit-order.ts";

/** A person's order. Who may give it was decided at the edge; what it means is decided here. */
export function obeyCommand(core: Core, input: OperatorCommand, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "commands follow the first configuration");
  const { order: command, by, reason } = input;
  switch (command.command) {
    case "engage-kill-switch":
      raiseTradingState(core, command.level, by, reason, outputs);
      return;
    case "release-kill-switch": {
      const change = release(books.risk, by, reason, state.now);
      if (change !== null) outputs.push(change);
      return;
    }
    case "set-strategy-status": {
      const strategy = books.config.strategies.findIndex((one) => one.id === command.strategyId);
      if (strategy >= 0) setStrategyStatus(core, { strategy, status: command.status, by, reason }, outputs);
      return;
    }
    case "cancel-order": {
      const order = findOrder(books.orders, command.order);
      if (order !== null) withdrawOrder(core, order, "WITHDRAWN_BY_OPERATOR", outputs);
      return;
    }
    case "move-cash": {
      const account = books.config.accounts.findIndex((one) => one.id === command.accountId);
      if (account < 0) return;
      moveCash(core, account, command.amountMicros, outputs);
      return;
    }
    case "cancel-all":
    case "replace-order":
    case "manual-order":
    case "close-position":
    case "reconcile":
    case "accept-venue":
    case "change-limits":
      return;
    default:
      unreachable(command);
  }
}

/** A deposit or withdrawal: never profit or loss, so every base of comparison moves with it (F61). */
function moveCash(core: Core, account: number, amountMicros: number, outputs: Output[]): void {
  const { ledger, marks } = required(core.state.trading, "commands follow the first configuration");
  postCash(ledger, account, amountMicros);
  const mark = required(marks.accounts[account], "a mark per account");
  mark.equityMicros += amountMicros;
  mark.peakEquityMicros += amountMicros;
  mark.dayStartEquityMicros += amountMicros;
  outputs.push({
    kind: "LedgerPosted",
    account,
    strategy: -1,
    instrument: -1,
    cause: "cash",
    codes: ["CASH", "CAPITAL"],
    amountsMicros: [amountMicros, -amountMicros],
  });
}
