import type { ReactNode } from "react";
import type { RunDetail } from "../../../../../src/contract/run-detail.ts";
import { EmptyNote } from "../../../components/empty-note.tsx";
import { Panel } from "../../../components/panel.tsx";
import { GateTable } from "./gate-table.tsx";
import { RobustnessTable } from "./robustness-table.tsx";

/** How far the result can be trusted: gates, stressed costs, neighbours, random orders of the trades. */
export function RobustnessTab({ detail }: { readonly detail: RunDetail }): ReactNode {
  const { gates, robustness } = detail;
  return (
    <div className="grid items-start gap-3 xl:grid-cols-2">
      <Panel title="Gates">
        {gates.length === 0 ? (
          <EmptyNote title="No gate was judged">A backtest alone passes none: a walk-forward does.</EmptyNote>
        ) : (
          <GateTable gates={gates} />
        )}
      </Panel>
      {robustness.length === 0 ? (
        <Panel title="Stress">
          <EmptyNote title="Nothing was stressed">
            This run computed no cost stress, neighbourhood or Monte Carlo.
          </EmptyNote>
        </Panel>
      ) : (
        robustness.map((table) => <RobustnessTable key={table.title} table={table} />)
      )}
    </div>
  );
}
