import type { ReactNode } from "react";
import type { ParameterStability } from "../../../../../src/contract/walk-forward.ts";
import { ParameterPath } from "../../../charts/parameter-path.tsx";
import { EmptyNote } from "../../../components/empty-note.tsx";
import { FactList } from "../../../components/fact-list.tsx";
import { Num } from "../../../components/num.tsx";
import { Panel } from "../../../components/panel.tsx";

/** How steady the choice was: a parameter that jumps from window to window was fitted to noise. */
export function StabilityPanel({ stability }: { readonly stability: readonly ParameterStability[] }): ReactNode {
  return (
    <Panel title="Parameter stability">
      {stability.length === 0 ? (
        <EmptyNote title="No parameter was searched">There is nothing that could have moved.</EmptyNote>
      ) : (
        <div className="grid gap-x-6 gap-y-5 lg:grid-cols-2">
          {stability.map((parameter) => (
            <section key={parameter.name} aria-label={parameter.name}>
              <h3 className="mb-1 font-mono text-sm font-semibold">{parameter.name}</h3>
              <ParameterPath name={parameter.name} values={parameter.values} />
              <div className="mt-2">
                <FactList
                  facts={[
                    ["Mean", <Num kind="parameter" value={parameter.mean} />],
                    ["Deviation", <Num kind="parameter" value={parameter.deviation} />],
                    [
                      "Coefficient of variation",
                      <Num kind="ratio" value={parameter.variation} missing="the mean is zero" />,
                    ],
                    [
                      "Windows that kept it",
                      <Num kind="pct" value={parameter.keptShare} missing="fewer than two windows" />,
                    ],
                  ]}
                />
              </div>
            </section>
          ))}
        </div>
      )}
    </Panel>
  );
}
