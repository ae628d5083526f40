import { CommandNotDone } from "../../contract/command-port.ts";
import type { ReplaceBody } from "../../contract/operator-command.ts";
import type { LimitsBody, LimitsRow, LimitValues } from "../../contract/risk-limits.ts";
import { required, unreachable } from "../../core/assert.ts";
import type { CoreState, TradingBooks } from "../../core/engine/core-state.ts";
import { findOrder } from "../../core/execution/order-book.ts";
import type { CoreConfig, RiskLimits } from "../../core/model/config.ts";
import type { Command, LimitScope } from "../../core/model/input.ts";
import type { Order } from "../../core/model/order.ts";
import { decimalToMicros, microsToDecimal } from "../../platform/decimal-micros.ts";

/** The order that a text names, while the core still knows it. */
export function orderOf(state: CoreState, orderId: string): Order {
  const order = /^\d{1,15}$/.test(orderId) ? findOrder(booksOf(state).orders, Number(orderId)) : null;
  if (order === null) throw new CommandNotDone("NOT_FOUND", `There is no order ${orderId} that could still change.`);
  return order;
}

/** Refuses an account that nobody configured. */
export function demandAccount(state: CoreState, accountId: string): void {
  const { accounts } = booksOf(state).config;
  if (!accounts.some(({ id }) => id === accountId))
    throw new CommandNotDone("NOT_FOUND", `There is no account ${accountId}.`);
}

/** A change of an order in the core's units. */
export function replaceCommandOf(state: CoreState, orderId: string, change: ReplaceBody): Command {
  const order = orderOf(state, orderId);
  const { lotMicros } = required(state.instruments[order.instrument], "orders name loaded instruments");
  const quantityMicros = microsOf(change.qty, "qty");
  if (quantityMicros !== null && (quantityMicros <= 0 || quantityMicros % lotMicros !== 0)) {
    throw new CommandNotDone(
      "QUANTITY_NOT_IN_LOTS",
      `qty is ${change.qty}, a multiple of ${microsToDecimal(lotMicros)} was expected.`,
    );
  }
  return {
    command: "replace-order",
    order: order.index,
    quantityLots: quantityMicros === null ? null : quantityMicros / lotMicros,
    limitMicros: microsOf(change.limit, "limit"),
    stopMicros: microsOf(change.stop, "stop"),
  };
}

/** New limits of a scope: those in force there, with what is changed. */
export function limitsCommandOf(state: CoreState, change: LimitsBody, approvedBy: string | null): Command {
  const { config } = booksOf(state);
  const scope: LimitScope = change.scope;
  const { dailyLossAbsolute, ...rest } = change.limits;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const limits: RiskLimits = { ...limitsIn(config, scope), ...given };
  const absolute = dailyLossAbsolute === undefined ? {} : { dailyLossAbsoluteMicros: absoluteOf(dailyLossAbsolute) };
  return { command: "change-limits", scope, limits: { ...limits, ...absolute }, approvedBy };
}

/** The limits in force, of every scope. */
export function limitRowsOf(state: CoreState): LimitsRow[] {
  const { config } = booksOf(state);
  return [
    rowOf({ kind: "global" }, config.limits),
    ...config.accounts.map(({ id, limits }) => rowOf({ kind: "account", accountId: id }, limits)),
    ...config.strategies.map(({ id, limits }) => rowOf({ kind: "strategy", strategyId: id }, limits)),
  ];
}

function rowOf(scope: LimitScope, limits: RiskLimits | null): LimitsRow {
  if (limits === null) return { scope, profile: null, isEnforced: true, values: null };
  const { profile, isEnforced, dailyLossAbsoluteMicros, ...rest } = limits;
  const dailyLossAbsolute = dailyLossAbsoluteMicros === null ? null : microsToDecimal(dailyLossAbsoluteMicros);
  const values: LimitValues = { ...rest, dailyLossAbsolute };
  return { scope, profile, isEnforced, values };
}

/** Where a scope has none of its own, those of the scope above are what is changed. */
function limitsIn(config: CoreConfig, scope: LimitScope): RiskLimits {
  switch (scope.kind) {
    case "global":
      return config.limits;
    case "account": {
      const account = config.accounts.find(({ id }) => id === scope.accountId);
      if (account === undefined) throw new CommandNotDone("NOT_FOUND", `There is no account ${scope.accountId}.`);
      return account.limits ?? config.limits;
    }
    case "strategy": {
      const strategy = config.strategies.find(({ id }) => id === scope.strategyId);
      if (strategy === undefined) throw new CommandNotDone("NOT_FOUND", `There is no strategy ${scope.strategyId}.`);
      return strategy.limits ?? config.accounts[strategy.account]?.limits ?? config.limits;
    }
    default:
      return unreachable(scope);
  }
}

function absoluteOf(text: string | null): number | null {
  return text === null ? null : microsOf(text, "dailyLossAbsolute");
}

function microsOf(text: string | undefined, name: string): number | null {
  if (text === undefined) return null;
  const read = decimalToMicros(text);
  if (!read.ok) throw new CommandNotDone("BAD_NUMBER", `${name} is ${text}: ${read.reason}.`);
  return read.micros;
}

function booksOf(state: CoreState): TradingBooks {
  return required(state.trading, "a running core has its books");
}
