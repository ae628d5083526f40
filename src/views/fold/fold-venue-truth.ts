import { unreachable } from "../../core/assert.ts";
import type { Input } from "../../core/model/input.ts";
import type { CommandRefused, LimitsChanged } from "../../core/model/output.ts";
import type { ExposureBlocked, FlattenProgressed, Reconciled, ReconcileDiff } from "../../core/model/venue-facts.ts";
import type { CoreConfig } from "../../core/model/config.ts";
import type { ReconciliationDiff } from "../../contract/account-row.ts";
import type { Severity } from "../../contract/activity-item.ts";
import { quantityMicrosOf } from "./amounts.ts";
import { decimalOf, moneyOf } from "./decimal.ts";
import { type FoldContext, posOf, putActivity, touch } from "./fold-context.ts";
import { putRow } from "./row-changes.ts";
import type { AccountLinkRow } from "./venue-truth-rows.ts";
import { accountIdOf } from "./view-state.ts";

const SEVERITY_OF: { readonly [V in Reconciled["verdict"]]: Severity } = {
  clean: "info",
  healed: "info",
  open: "warning",
  incomplete: "warning",
  mismatch: "critical",
};

/** No new exposure in an account, or again. */
export function foldExposureBlocked(context: FoldContext, index: number, output: ExposureBlocked): void {
  const row = linkRow(context, output.account);
  row.is_blocked = output.isBlocked;
  row.block_reason = output.isBlocked ? output.reason : null;
  row.blocked_since = output.isBlocked ? context.eventAt : null;
  const title = output.isBlocked
    ? `No new exposure in account ${row.account_id}: ${output.reason}`
    : `Account ${row.account_id} is certain again`;
  note(context, index, output.isBlocked ? "critical" : "info", title);
}

/** One comparison with the venue; only what was not clean is told. */
export function foldReconciled(context: FoldContext, index: number, output: Reconciled): void {
  const row = linkRow(context, output.account);
  row.last_verdict = output.verdict;
  row.reconciled_at = context.eventAt;
  putRow(context.changes, "reconciliations", {
    pos: posOf(context.seq, index),
    seq: context.seq,
    event_at: context.eventAt,
    account_id: row.account_id,
    request_id: output.requestId,
    verdict: output.verdict,
    diffs: JSON.stringify(output.diffs.map((diff) => diffOf(context, diff))),
  });
  if (output.verdict === "clean") return;
  const count = output.diffs.length;
  const title = `Compared with the venue: ${output.verdict}, ${count === 1 ? "1 difference" : `${count} differences`} in account ${row.account_id}`;
  note(context, index, SEVERITY_OF[output.verdict], title);
}

/** Progress itself is the core's to tell; here it wakes who shows it, and the end of it is noted. */
export function foldFlatten(context: FoldContext, index: number, output: FlattenProgressed): void {
  touch(context, "kill");
  if (!output.isFlat) return;
  const account = accountIdOf(context.state, output.account);
  note(context, index, "info", `Account ${account} is flat: the venue shows no order and no position`);
}

/** The configuration that later figures are read with follows the limits. */
export function foldLimits(context: FoldContext, index: number, output: LimitsChanged, input: Input): void {
  const { state } = context;
  if (input.kind === "OperatorCommand" && input.order.command === "change-limits" && state.config !== null) {
    state.config = withLimits(state.config, input.order);
    putRow(context.changes, "directory", { name: "config", body: JSON.stringify(state.config) });
  }
  touch(context, "summary");
  const approved = output.approvedBy === null ? "" : `, approved by ${output.approvedBy}`;
  const title = `Limits of ${output.scope} ${output.isLoosened ? "loosened" : "tightened"} by ${output.by}${approved} (version ${output.version})`;
  note(context, index, output.isLoosened ? "warning" : "info", title);
}

export function foldCommandRefused(context: FoldContext, index: number, output: CommandRefused): void {
  note(context, index, "warning", `Command ${output.command} not done: ${output.code}: ${output.text}`);
}

type LimitsCommand = Extract<
  Extract<Input, { kind: "OperatorCommand" }>["order"],
  { readonly command: "change-limits" }
>;

function withLimits(config: CoreConfig, { scope, limits }: LimitsCommand): CoreConfig {
  switch (scope.kind) {
    case "global":
      return { ...config, limits };
    case "account":
      return {
        ...config,
        accounts: config.accounts.map((one) => (one.id === scope.accountId ? { ...one, limits } : one)),
      };
    case "strategy":
      return {
        ...config,
        strategies: config.strategies.map((one) => (one.id === scope.strategyId ? { ...one, limits } : one)),
      };
    default:
      return unreachable(scope);
  }
}

function linkRow(context: FoldContext, account: number): AccountLinkRow {
  const accountId = accountIdOf(context.state, account);
  let row = context.state.links.get(accountId);
  if (row === undefined) {
    row = {
      account_id: accountId,
      is_blocked: false,
      block_reason: null,
      blocked_since: null,
      last_verdict: null,
      reconciled_at: null,
      seq: context.seq,
    };
    context.state.links.set(accountId, row);
  }
  row.seq = context.seq;
  putRow(context.changes, "account_links", row);
  touch(context, "accounts");
  return row;
}

function diffOf(context: FoldContext, diff: ReconcileDiff): ReconciliationDiff {
  const instrument = context.state.instruments[diff.instrument];
  const textOf = (value: number): string => {
    if (diff.what === "cash") return moneyOf(value);
    return instrument === undefined ? String(value) : decimalOf(quantityMicrosOf(value, instrument));
  };
  return {
    what: diff.what,
    orderId: diff.order < 0 ? null : String(diff.order),
    symbol: instrument?.symbol ?? null,
    ours: textOf(diff.ours),
    theirs: textOf(diff.theirs),
  };
}

function note(context: FoldContext, index: number, severity: Severity, title: string): void {
  putActivity(context, index, {
    kind: "control",
    severity,
    title,
    strategyId: null,
    symbol: null,
    refId: null,
    correlationId: null,
  });
}
