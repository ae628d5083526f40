import type { ReactNode } from "react";
import type { Robustness } from "../../../../../src/contract/robustness.ts";
import { runPath } from "../../../api/run-queries.ts";
import { ErrorNote } from "../../../components/error-note.tsx";
import { Panel } from "../../../components/panel.tsx";
import { Tag, type TagTone } from "../../../components/tag.tsx";
import { GateTable } from "../detail/gate-table.tsx";
import { Notes } from "../detail/verdict-strip.tsx";
import { useRunCommand } from "../use-run-command.ts";
import { CostStressPanel } from "./cost-stress-panel.tsx";
import { MonteCarloPanel } from "./monte-carlo-panel.tsx";
import { NeighbourhoodPanel } from "./neighbourhood-panel.tsx";

const VERDICTS: Readonly<Record<NonNullable<Robustness["verdict"]>, readonly [TagTone, string]>> = {
  passed: ["ok", "Every gate passed"],
  failed: ["critical", "A gate failed"],
  incomplete: ["warning", "Not every gate could be judged"],
};

/** Everything a stress test found: what to know first, gates, dearer costs, neighbours, other lives. */
export function FoundRobustness({ id, found }: { readonly id: string; readonly found: Robustness }): ReactNode {
  const { notes, gates, verdict, costs, delayedReturn, neighbourhood, monteCarlo } = found;
  const forget = useRunCommand("DELETE", runPath(id, "robustness"), () => undefined);
  const verdictTag = verdict === null ? null : <Tag tone={VERDICTS[verdict][0]}>{VERDICTS[verdict][1]}</Tag>;
  return (
    <div className="grid grid-cols-1 gap-3">
      {notes.length === 0 ? null : (
        <Panel title="Before you read the stress test" className="border-warning">
          <Notes notes={notes} />
        </Panel>
      )}
      {monteCarlo.length === 0 ? null : (
        <div className="grid items-start gap-3 2xl:grid-cols-2">
          {monteCarlo.map((one) => (
            <MonteCarloPanel key={one.method} run={one} />
          ))}
        </div>
      )}
      {neighbourhood === null ? null : <NeighbourhoodPanel neighbourhood={neighbourhood} />}
      {costs === null ? null : <CostStressPanel costs={costs} delayedReturn={delayedReturn} />}
      {gates.length === 0 ? null : (
        <Panel title="Overfitting passport" actions={verdictTag}>
          <GateTable gates={gates} />
        </Panel>
      )}
      <div>
        {forget.error === null ? null : <ErrorNote error={forget.error} />}
        <button type="button" className="button" disabled={forget.isPending} onClick={forget.send}>
          {forget.isPending ? "Forgetting…" : "Forget this stress test"}
        </button>
      </div>
    </div>
  );
}
