import type { ReactNode } from "react";
import type { RunDetail } from "../../../../../src/contract/run-detail.ts";
import { CountBars } from "../../../charts/count-bars.tsx";
import { EmptyNote } from "../../../components/empty-note.tsx";
import { Panel } from "../../../components/panel.tsx";

/** What the decisions became, step by step, and why some were refused. */
export function DecisionsTab({ detail }: { readonly detail: RunDetail }): ReactNode {
  const { funnel, refusals } = detail;
  return (
    <div className="grid items-start gap-3 lg:grid-cols-2">
      <Panel title="From decision to fill">
        {funnel.length === 0 ? (
          <EmptyNote title="No decisions were counted">This kind of run keeps no decisions.</EmptyNote>
        ) : (
          <CountBars label="From decision to fill" bars={funnel} tone="accent" />
        )}
      </Panel>
      <Panel title="Refused, by reason">
        {refusals.length === 0 ? (
          <EmptyNote title="Nothing was refused">No order of this run was stopped by a rule.</EmptyNote>
        ) : (
          <CountBars
            label="Refused, by reason"
            bars={refusals.map(({ reason, count }) => ({ label: reason, count }))}
            tone="warning"
          />
        )}
      </Panel>
    </div>
  );
}
