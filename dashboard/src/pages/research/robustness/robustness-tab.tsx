import type { ReactNode } from "react";
import type { RunDetail } from "../../../../../src/contract/run-detail.ts";
import { EmptyNote } from "../../../components/empty-note.tsx";
import { Panel } from "../../../components/panel.tsx";
import { GateTable } from "../detail/gate-table.tsx";
import { RobustnessTable } from "./robustness-table.tsx";
import { RunDoubt } from "./run-doubt.tsx";
import { SweepHeatmap } from "./sweep-heatmap.tsx";

/** How far the result can be trusted: gates, and of a sweep its neighbours, of a run what is left when it is doubted. */
export function RobustnessTab({ detail }: { readonly detail: RunDetail }): ReactNode {
  const { run, gates, robustness } = detail;
  return (
    <div className="grid grid-cols-1 gap-3">
      {run.type === "sweep" ? <SweepHeatmap run={run} /> : <RunDoubt id={run.id} />}
      {robustness.map((table) => (
        <RobustnessTable key={table.title} table={table} />
      ))}
      {run.type === "sweep" ? null : (
        <Panel title="Gates of this run">
          {gates.length === 0 ? (
            <EmptyNote title="No gate was judged">The run has not ended well enough to be judged.</EmptyNote>
          ) : (
            <GateTable gates={gates} />
          )}
        </Panel>
      )}
    </div>
  );
}
