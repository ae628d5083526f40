import { Play } from "lucide-react";
import type { ReactNode } from "react";
import type { RunReceipt } from "../../../../../src/contract/run-request.ts";
import { CodeBlock } from "../../../components/code-block.tsx";
import { ErrorNote } from "../../../components/error-note.tsx";
import { type Fact, FactList } from "../../../components/fact-list.tsx";
import { Num } from "../../../components/num.tsx";
import { Panel } from "../../../components/panel.tsx";
import { formatNum } from "../../../format/num.ts";
import { formatSpan } from "../../../format/time.ts";
import { countOf } from "../../../format/words.ts";
import { Notes } from "../detail/verdict-strip.tsx";
import type { FieldErrors } from "./read-form.ts";
import type { Launch } from "./use-launch.ts";
import type { RunPlan } from "./use-run-plan.ts";

interface LaunchSummaryProps {
  readonly isReady: boolean;
  readonly errors: FieldErrors;
  readonly plan: RunPlan;
  readonly launch: Launch;
  readonly combinationsMax: number;
}

/** What the run would take, its warnings, its command, and the button that starts it. */
export function LaunchSummary({ isReady, errors, plan, launch, combinationsMax }: LaunchSummaryProps): ReactNode {
  const { receipt, error, isOld } = plan;
  const wrong = Object.keys(errors).length;
  return (
    <div className="grid gap-3 lg:sticky lg:top-[calc(var(--strip)+1rem)]">
      <Panel title="What it will take" isUpdating={isReady && isOld}>
        {isReady ? null : (
          <p role="status" className="rounded-md border border-warning px-3 py-2">
            {countOf(wrong, "field")} to correct before it can start.
          </p>
        )}
        {error === null || !isReady ? null : <ErrorNote error={error} onRetry={plan.retry} />}
        {receipt === null ? (
          error === null && isReady ? (
            <div className="skeleton h-40" aria-busy="true" />
          ) : null
        ) : (
          <div className={isOld ? "text-muted" : ""}>
            <FactList facts={factsOf(receipt, combinationsMax)} />
            {receipt.warnings.length === 0 ? (
              <p className="mt-3 text-sm text-muted">No warning for this form.</p>
            ) : (
              <section aria-label="Warnings" className="mt-3 rounded-md border border-warning px-3 py-2">
                <Notes notes={receipt.warnings} />
              </section>
            )}
          </div>
        )}
        {launch.error === null ? null : (
          <div className="mt-3">
            <ErrorNote error={launch.error} />
          </div>
        )}
        <button
          type="submit"
          className="button button-primary mt-4 min-h-11 w-full"
          disabled={launch.isPending || (error !== null && isReady)}
        >
          <Play aria-hidden="true" className="size-4" />
          {launch.isPending ? "Launching…" : "Launch"}
        </button>
        <p className="mt-2 text-xs text-muted">It works on the server; this page may be closed.</p>
      </Panel>
      {receipt === null ? null : (
        <Panel title="The same on the command line">
          {isOld ? (
            <div className="skeleton h-24" aria-busy="true" />
          ) : (
            <CodeBlock text={receipt.command} label="Copy command" />
          )}
        </Panel>
      )}
    </div>
  );
}

function factsOf(receipt: RunReceipt, combinationsMax: number): readonly Fact[] {
  const { bars, runs, seconds, memoryMb } = receipt;
  return [
    ["Bars", <Num kind="count" value={bars} />],
    [
      "Runs",
      <>
        <Num kind="count" value={runs} />{" "}
        <span className="text-xs text-muted">of at most {formatNum("count", combinationsMax)}</span>
      </>,
    ],
    [
      "Time, about",
      seconds === null ? <Num kind="count" value={null} missing="nobody can say yet" /> : formatSpan(seconds * 1000),
    ],
    ["Memory, about", <Num kind="count" value={memoryMb} unit="MB" missing="nobody can say yet" />],
  ];
}
