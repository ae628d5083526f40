import type { ReactNode } from "react";
import type { DecisionRow } from "../../../../src/contract/decision-trace.ts";
import type { OrderRow } from "../../../../src/contract/order-row.ts";
import type { SignalRow } from "../../../../src/contract/signal-row.ts";
import { Num } from "../../components/num.tsx";
import { SideText } from "../../components/side-text.tsx";
import { SignalStatus } from "../../components/signal-status.tsx";
import { Tag } from "../../components/tag.tsx";
import { Time } from "../../components/time.tsx";
import { wordsOf } from "../../format/words.ts";

interface TraceOutcomeProps {
  readonly signal: SignalRow | null;
  readonly decision: DecisionRow | null;
  readonly orders: readonly OrderRow[];
}

/** The result in one line: what was wished, what came of it, why. */
export function TraceOutcome({ signal, decision, orders }: TraceOutcomeProps): ReactNode {
  const reason = decision?.reasonCode ?? signal?.reason ?? null;
  const isWorking = orders.some((order) => !order.isTerminal);
  const side = signal?.side ?? null;
  return (
    <div className="panel mb-5 flex max-w-5xl flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <span className="text-lg font-semibold">
        {side === null ? null : <SideText side={side} />}{" "}
        {decision === null ? null : <Num kind="qty" value={decision.qty} />} {signal?.symbol ?? decision?.symbol ?? ""}
      </span>
      {signal === null ? null : <SignalStatus status={signal.status} />}
      {isWorking ? <Tag tone="accent">order still working</Tag> : null}
      {reason === null ? null : (
        <span>
          because: <b>{wordsOf(reason)}</b>
        </span>
      )}
      <span className="text-muted">
        {signal?.strategyId ?? decision?.strategyId ?? ""}{" "}
        <Time at={signal?.receivedAt ?? decision?.t ?? null} kind="moment" withZone />
      </span>
    </div>
  );
}
