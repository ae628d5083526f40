import { Link } from "@tanstack/react-router";
import { CircleStop, FileText, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { RunDetail } from "../../../../../src/contract/run-detail.ts";
import { isUnderWay, runPath } from "../../../api/run-queries.ts";

/** Ways on from a run: its windows, its report, its files, and cancel or delete. */
export function RunActions({ detail, onCommand }: { detail: RunDetail; onCommand: () => void }): ReactNode {
  const { run, artefacts } = detail;
  const isMoving = isUnderWay(run);
  const Icon = isMoving ? CircleStop : Trash2;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {run.type === "walk-forward" ? (
        <Link to="/runs/$id/walk-forward" params={{ id: run.id }} className="button button-primary">
          Windows
        </Link>
      ) : null}
      {artefacts.includes("report.html") ? (
        <a className="button" href={runPath(run.id, "report")} target="_blank" rel="noreferrer">
          <FileText aria-hidden="true" className="size-4" />
          Report<span className="sr-only"> (opens a new tab)</span>
        </a>
      ) : null}
      {artefacts.includes("result.json") ? (
        <a className="button" href={runPath(run.id, "files", "result.json")} target="_blank" rel="noreferrer">
          JSON<span className="sr-only"> (opens a new tab)</span>
        </a>
      ) : null}
      <button type="button" aria-haspopup="dialog" className="button" onClick={onCommand}>
        <Icon aria-hidden="true" className="size-4" />
        {isMoving ? "Cancel…" : "Delete…"}
      </button>
    </div>
  );
}
