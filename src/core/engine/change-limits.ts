import { required } from "../assert.ts";
import type { CoreConfig, RiskLimits } from "../model/config.ts";
import type { Command, LimitScope, OperatorCommand } from "../model/input.ts";
import type { Output } from "../model/output.ts";
import { validateLimits } from "../risk/limit-bounds.ts";
import { loosenedFields } from "../risk/tighten-limits.ts";
import type { Core } from "./core.ts";
import { refuse } from "./refuse-command.ts";

/** New limits of one scope. */
export type ChangeLimits = Extract<Command, { command: "change-limits" }>;

/**
 * Puts new limits of the portfolio, an account or a strategy in force from this input on, under
 * the next version (R4): every order is checked and sent within one input, so none is judged by
 * two. Tightening holds at once and closes nothing (F45); loosening needs the approval that the
 * edge obtained. A scope without limits of its own is bound by the wider one, so its first limits
 * never loosen.
 */
export function changeLimits(core: Core, input: OperatorCommand, command: ChangeLimits, outputs: Output[]): void {
  const books = required(core.state.trading, "commands follow the first configuration");
  const { config } = books;
  const { scope, limits, approvedBy } = command;
  const place = placeOf(config, scope);
  if (place < 0) {
    const what = scope.kind === "account" ? "ACCOUNT" : "STRATEGY";
    refuse(command, `UNKNOWN_${what}`, `There is no ${nameOf(scope)}.`, outputs);
    return;
  }
  const faults = validateLimits(limits);
  if (faults.length > 0) {
    const text = faults.map((fault) => `${fault.field} was ${fault.was}, expected ${fault.allowed}`).join("; ");
    refuse(command, "LIMITS_OUT_OF_BOUNDS", `Limits of ${nameOf(scope)}: ${text}.`, outputs);
    return;
  }
  const now = limitsNow(config, scope, place);
  const loosened = now === null ? [] : loosenedFields(now, limits);
  if (loosened.length > 0 && (approvedBy === null || approvedBy === "")) {
    const text = `Limits of ${nameOf(scope)} would allow more: ${loosened.join(", ")}. Have it approved.`;
    refuse(command, "LIMIT_LOOSENING_NEEDS_APPROVAL", text, outputs);
    return;
  }
  books.config = withLimits(config, scope, place, limits);
  const changed = books.config.strategies[place];
  if (scope.kind === "strategy" && changed !== undefined) books.sources[place] = changed;
  outputs.push({
    kind: "LimitsChanged",
    version: books.config.version,
    scope: nameOf(scope),
    isLoosened: loosened.length > 0,
    by: input.by,
    approvedBy,
    reason: input.reason,
  });
}

/** `global`, `account SIM`, `strategy spy-ema`. */
function nameOf(scope: LimitScope): string {
  switch (scope.kind) {
    case "global":
      return "global";
    case "account":
      return `account ${scope.accountId}`;
    case "strategy":
      return `strategy ${scope.strategyId}`;
  }
}

/** Index of the account or strategy, 0 for the portfolio; -1: there is none. */
function placeOf(config: CoreConfig, scope: LimitScope): number {
  switch (scope.kind) {
    case "global":
      return 0;
    case "account":
      return config.accounts.findIndex((one) => one.id === scope.accountId);
    case "strategy":
      return config.strategies.findIndex((one) => one.id === scope.strategyId);
  }
}

function limitsNow(config: CoreConfig, scope: LimitScope, place: number): RiskLimits | null {
  if (scope.kind === "global") return config.limits;
  const owner = scope.kind === "account" ? config.accounts[place] : config.strategies[place];
  return required(owner, "the scope was found").limits;
}

/** The configuration with these limits, under the next version. */
function withLimits(config: CoreConfig, scope: LimitScope, place: number, limits: RiskLimits): CoreConfig {
  const next = { ...config, version: config.version + 1 };
  const put = <T>(owners: readonly T[]): T[] => owners.map((one, i) => (i === place ? { ...one, limits } : one));
  switch (scope.kind) {
    case "global":
      return { ...next, limits };
    case "account":
      return { ...next, accounts: put(config.accounts) };
    case "strategy":
      return { ...next, strategies: put(config.strategies) };
  }
}
