import type { ActivityKind, Severity } from "../../contract/activity-item.ts";
import type { StreamTopic } from "../../contract/stream.ts";
import { assert } from "../../core/assert.ts";
import { putRow, REFS_MAX, type RowChanges } from "./row-changes.ts";
import type { ViewState } from "./view-state.ts";

/** Outputs per input that `pos` has room for. */
const INDEX_MAX = 4_096;

/** What folding one output needs besides the output. */
export interface FoldContext {
  readonly state: ViewState;
  readonly changes: RowChanges;
  seq: number;
  /** tsEvent and tsReceived of the input. */
  eventAt: number;
  receivedAt: number;
}

/** (seq, index) as one number that orders rows; exact up to two million million entries. */
export function posOf(seq: number, index: number): number {
  assert(index >= 0 && index < INDEX_MAX, "an input has fewer than 4,096 outputs");
  return seq * INDEX_MAX + index;
}

/** Notes which models changed and, where it has a name, what. */
export function touch(context: FoldContext, topic: StreamTopic, ref: string | null = null): void {
  context.changes.topics.add(topic);
  if (ref !== null && context.changes.refs.size <= REFS_MAX) context.changes.refs.add(ref);
}

export interface ActivityDraft {
  readonly kind: ActivityKind;
  readonly severity: Severity;
  readonly title: string;
  readonly strategyId: string | null;
  readonly symbol: string | null;
  readonly refId: string | null;
  readonly correlationId: string | null;
}

/** Adds a line to the activity list. */
export function putActivity(context: FoldContext, index: number, draft: ActivityDraft): void {
  putRow(context.changes, "activity", {
    pos: posOf(context.seq, index),
    seq: context.seq,
    event_at: context.eventAt,
    kind: draft.kind,
    severity: draft.severity,
    title: draft.title,
    strategy_id: draft.strategyId,
    symbol: draft.symbol,
    ref_id: draft.refId,
    correlation_id: draft.correlationId,
  });
  touch(context, "activity");
}
