import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { ProblemError } from "../api/problem-error.ts";
import { CopyButton } from "./copy-button.tsx";

interface ErrorNoteProps {
  readonly error: Error;
  readonly onRetry?: () => unknown;
  /** The values below are from before the failure. */
  readonly keepsOldValues?: boolean;
}

/** A failed request: title, detail, id to quote, retry. */
export function ErrorNote({ error, onRetry, keepsOldValues = false }: ErrorNoteProps): ReactNode {
  const problem = error instanceof ProblemError ? error.problem : null;
  const title = problem?.title ?? "No connection";
  const detail = problem === null ? error.message : problem.detail;
  return (
    <div role="alert" className="mb-2 rounded-md border border-critical/50 px-3 py-2">
      <p className="flex items-start gap-2 font-medium">
        <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-critical" />
        <span>
          {title}
          {keepsOldValues ? ". The values below are from before." : ""}
        </span>
      </p>
      {detail === "" || detail === title ? null : <p className="text-muted mt-0.5 pl-6 wrap-anywhere">{detail}</p>}
      <div className="mt-1.5 flex flex-wrap items-center gap-2 pl-6">
        {onRetry === undefined ? null : (
          <button type="button" className="button" onClick={() => onRetry()}>
            Retry
          </button>
        )}
        {problem === null ? null : <CopyButton text={problem.correlationId} label="Copy error id" />}
      </div>
    </div>
  );
}
