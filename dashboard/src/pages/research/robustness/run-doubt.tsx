import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { RunRobustness } from "../../../../../src/contract/robustness.ts";
import { robustnessQuery, runPath } from "../../../api/run-queries.ts";
import { EmptyNote } from "../../../components/empty-note.tsx";
import { ErrorNote } from "../../../components/error-note.tsx";
import { Panel } from "../../../components/panel.tsx";
import { ProgressBar } from "../../../components/progress-bar.tsx";
import { QueryContent } from "../../../components/query-content.tsx";
import { Notes } from "../detail/verdict-strip.tsx";
import { useRunCommand } from "../use-run-command.ts";
import { FoundRobustness } from "./found-robustness.tsx";

/** What is left of a run when it is doubted: a job of its own, made when somebody asks for it. */
export function RunDoubt({ id }: { readonly id: string }): ReactNode {
  const query = useQuery(robustnessQuery(id));
  return (
    <QueryContent query={query} height={320}>
      {(robustness) =>
        robustness.found === null ? (
          <Panel title="Stress">
            <Asked id={id} robustness={robustness} />
          </Panel>
        ) : (
          <FoundRobustness id={id} found={robustness.found} />
        )
      }
    </QueryContent>
  );
}

function Asked({ id, robustness }: { readonly id: string; readonly robustness: RunRobustness }): ReactNode {
  const { status, progress, obstacle, failure } = robustness;
  const start = useRunCommand("POST", runPath(id, "robustness"), () => undefined);
  const stop = useRunCommand("DELETE", runPath(id, "robustness"), () => undefined);
  const isMoving = status === "queued" || status === "running";
  const error = start.error ?? stop.error;
  return (
    <>
      {error === null ? null : <ErrorNote error={error} />}
      {failure === null ? null : (
        <div role="alert" className="mb-3 rounded-md border border-critical px-3 py-2">
          <b>The last try failed.</b>
          <Notes notes={[failure]} />
        </div>
      )}
      {obstacle !== null ? (
        <EmptyNote title="Nothing to stress">{obstacle.text}</EmptyNote>
      ) : isMoving ? (
        <div className="flex flex-wrap items-center gap-3">
          <span className="min-w-48 flex-1">
            {status === "queued" ? (
              "Waits for the runs before it."
            ) : (
              <ProgressBar label="Progress of the stress test" progress={progress} etaSeconds={null} />
            )}
          </span>
          <button type="button" className="button" disabled={stop.isPending} onClick={stop.send}>
            {stop.isPending ? "Stopping…" : "Stop"}
          </button>
        </div>
      ) : (
        <EmptyNote title="Not stressed yet">
          <p className="mb-3">
            The run again with dearer costs, later orders and neighbouring parameters, and a thousand other lives drawn
            from its own days. It may take sixty times as long as the run did.
          </p>
          <button type="button" className="button button-primary" disabled={start.isPending} onClick={start.send}>
            {start.isPending ? "Asking…" : "Test robustness"}
          </button>
        </EmptyNote>
      )}
    </>
  );
}
