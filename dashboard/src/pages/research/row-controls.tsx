import { CircleStop, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { RunRow } from "../../../../src/contract/run-row.ts";
import { isUnderWay } from "../../api/run-queries.ts";
import { runTitle } from "./run-words.ts";

/** What the list offers for a row; the row's own click opens the run. */
export interface RowControls {
  readonly isSelected: (run: RunRow) => boolean;
  readonly mayBeSelected: (run: RunRow) => boolean;
  readonly onSelect: (run: RunRow) => void;
  readonly onCommand: (run: RunRow) => void;
}
interface ControlProps {
  readonly run: RunRow;
  readonly controls: RowControls;
  readonly hasText?: boolean;
}

/** Checkbox that puts a run into the comparison. */
export function SelectBox({ run, controls, hasText = false }: ControlProps): ReactNode {
  const box = (
    <input
      type="checkbox"
      className="size-5 accent-[var(--accent)]"
      aria-label={`Compare ${runTitle(run)}, ${run.id}`}
      checked={controls.isSelected(run)}
      disabled={!controls.mayBeSelected(run)}
      title={run.type === "sweep" ? "A sweep holds many runs: it cannot stand beside one" : undefined}
      onChange={() => controls.onSelect(run)}
    />
  );
  if (hasText) return <label className="inline-flex min-h-11 items-center gap-2">{box} Compare</label>;
  return (
    <span className="flex items-center" onClick={(event) => event.stopPropagation()}>
      {box}
    </span>
  );
}

/** Cancels or deletes a run, after a dialog. */
export function CommandButton({ run, controls, hasText = false }: ControlProps): ReactNode {
  const isCancel = isUnderWay(run);
  const Icon = isCancel ? CircleStop : Trash2;
  const word = isCancel ? "Cancel" : "Delete";
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      className={
        hasText
          ? "button"
          : "inline-flex size-6 items-center justify-center rounded hover:bg-raised pointer-coarse:size-11"
      }
      title={hasText ? undefined : `${word} this run`}
      onClick={(event) => {
        event.stopPropagation();
        controls.onCommand(run);
      }}
    >
      <Icon aria-hidden="true" className="size-4" />
      <span className={hasText ? "" : "sr-only"}>
        {word}
        <span className="sr-only"> run {run.id}</span>
      </span>
    </button>
  );
}
