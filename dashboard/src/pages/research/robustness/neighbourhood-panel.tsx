import type { ReactNode } from "react";
import type { RunNeighbourhood } from "../../../../../src/contract/robustness.ts";
import { HeatTable } from "../../../charts/heat-table.tsx";
import { FactList } from "../../../components/fact-list.tsx";
import { Num } from "../../../components/num.tsx";
import { Panel } from "../../../components/panel.tsx";

/** The run with its parameters moved a little: a result that lives only on its own point was fitted to noise. */
export function NeighbourhoodPanel({ neighbourhood }: { readonly neighbourhood: RunNeighbourhood }): ReactNode {
  const { count, profitableShare, heatmaps, fixed } = neighbourhood;
  return (
    <Panel title="Neighbouring parameters">
      <FactList
        facts={[
          ["Neighbours tried", <Num kind="count" value={count} />],
          ["With a profit", <Num kind="pct" value={profitableShare} missing="no neighbour was run" />],
          ["Left as they are", fixed.join(", ") || "none"],
        ]}
      />
      {heatmaps.length === 0 ? (
        <p className="mt-3 text-sm text-muted">Fewer than two parameters could be moved: there is no table to show.</p>
      ) : (
        <div className="mt-3 grid gap-x-6 gap-y-4 xl:grid-cols-2">
          {heatmaps.map((table) => (
            <section key={table.figure} aria-label={table.label} className="min-w-0">
              <h3 className="mb-1 font-semibold">{table.label}</h3>
              <HeatTable table={table} chosenName="this run" />
            </section>
          ))}
        </div>
      )}
    </Panel>
  );
}
