import { CircleCheck, TriangleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { RunDetail } from "../../../../../src/contract/run-detail.ts";
import type { RunNote } from "../../../../../src/contract/run-row.ts";
import { isUnderWay } from "../../../api/run-queries.ts";
import { countOf } from "../../../format/words.ts";

/** What to know before the figures: why it failed, its warnings, and the gates it did not pass. */
export function VerdictStrip({ detail }: { readonly detail: RunDetail }): ReactNode {
  const id = useId();
  const { run, gates, failure } = detail;
  const failed = gates.filter((gate) => gate.isPassed === false);
  const unjudged = gates.filter((gate) => gate.isPassed === null);
  if (failure !== null) {
    return (
      <section role="alert" className="rounded-lg border-2 border-critical px-3 py-2.5">
        <h2 className="flex items-center gap-2 font-semibold">
          <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-critical" />
          This run failed
        </h2>
        <p className="mt-1 wrap-anywhere">
          {failure.text} <span className="font-mono text-xs text-muted">{failure.code}</span>
        </p>
        <Notes notes={run.warnings} />
      </section>
    );
  }
  const isClean = run.warnings.length === 0 && failed.length === 0 && unjudged.length === 0;
  if (isClean && (isUnderWay(run) || run.status === "cancelled")) return null;
  return (
    <section
      aria-labelledby={id}
      className={`rounded-lg border border-l-4 bg-panel px-3 py-2.5 ${isClean ? "border-line border-l-ok" : "border-warning"}`}
    >
      <h2 id={id} className="flex items-center gap-2 font-semibold">
        {isClean ? (
          <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-ok" />
        ) : (
          <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-warning" />
        )}
        {isClean ? "No warning was raised" : "Before you read the figures"}
      </h2>
      <Notes notes={run.warnings} />
      {failed.length + unjudged.length === 0 ? null : (
        <p className="mt-1">
          {failed.length === 0 ? null : (
            <>
              {countOf(failed.length, "gate")} not passed: <b>{failed.map((gate) => gate.label).join(", ")}</b>.{" "}
            </>
          )}
          {unjudged.length === 0 ? null : (
            <>
              {countOf(unjudged.length, "gate")} not judged: {unjudged.map((gate) => gate.label).join(", ")}.
            </>
          )}
        </p>
      )}
    </section>
  );
}

/** Warnings as a list, their codes for those who search for them. */
export function Notes({ notes }: { readonly notes: readonly RunNote[] }): ReactNode {
  if (notes.length === 0) return null;
  return (
    <ul className="mt-1 grid gap-1">
      {notes.map((note) => (
        <li key={`${note.code}${note.text}`} className="flex gap-2">
          <span aria-hidden="true" className="text-warning">
            !
          </span>
          <span className="wrap-anywhere">
            {note.text} <span className="font-mono text-xs text-muted">{note.code}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
