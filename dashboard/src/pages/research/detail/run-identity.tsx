import type { ReactNode } from "react";
import type { RunRow } from "../../../../../src/contract/run-row.ts";
import { FactList } from "../../../components/fact-list.tsx";
import { IdText } from "../../../components/id-text.tsx";
import { Panel } from "../../../components/panel.tsx";
import { ProgressBar } from "../../../components/progress-bar.tsx";
import { Time } from "../../../components/time.tsx";
import { Took } from "../run-columns.tsx";
import { RunPeriod } from "../run-period.tsx";
import { RunStatusMark } from "../run-status.tsx";

/** What a run is, and how far while it works. */
export function RunIdentity({ run, actions }: { readonly run: RunRow; readonly actions: ReactNode }): ReactNode {
  const isRunning = run.status === "running";
  return (
    <Panel title={run.strategyIds.join(", ") || "Run"} actions={actions}>
      <FactList
        facts={[
          // The large bar below says the progress.
          ["Status", <RunStatusMark run={run} isPlain />],
          ["Symbols", run.symbols.join(", ") || "–"],
          ["Period (New York)", <RunPeriod run={run} />],
          ["Started", <Time at={run.startedAt} kind="dated" withZone />],
          ["Took", <Took durationMs={run.durationMs} />],
          ["By", run.startedBy],
          ["Id", <IdText id={run.id} canCopy />],
        ]}
      />
      {isRunning ? (
        <div className="mt-3">
          <ProgressBar label="Progress of this run" progress={run.progress} etaSeconds={run.etaSeconds} />
          <p className="mt-1 text-sm text-muted">It works on the server: closing this page does not stop it.</p>
        </div>
      ) : null}
    </Panel>
  );
}
