import { type ReactNode, useEffect, useRef, useState } from "react";
import type { RunRow } from "../../../../src/contract/run-row.ts";
import { isUnderWay, runPath } from "../../api/run-queries.ts";
import { ErrorNote } from "../../components/error-note.tsx";
import { FactList } from "../../components/fact-list.tsx";
import { IdText } from "../../components/id-text.tsx";
import { Modal } from "../../stop/modal.tsx";
import { RunPeriod } from "./run-period.tsx";
import { RunStatusMark } from "./run-status.tsx";
import { runTitle } from "./run-words.ts";
import { useRunCommand } from "./use-run-command.ts";

interface RunCommandDialogProps {
  readonly run: RunRow;
  readonly onClose: () => void;
  readonly onDone?: (() => unknown) | undefined;
}

/** Cancels a run that is under way, or deletes one that ended; says the exact effect first. */
export function RunCommandDialog({ run, onClose, onDone }: RunCommandDialogProps): ReactNode {
  // What the button does is decided when the dialog opens: it must not change under the finger.
  const [isCancel] = useState(() => isUnderWay(run));
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  const command = useRunCommand(
    isCancel ? "POST" : "DELETE",
    isCancel ? runPath(run.id, "cancel") : runPath(run.id),
    () => {
      onClose();
      return onDone?.();
    },
  );
  const isLate = isCancel && !isUnderWay(run);
  return (
    <Modal
      title={isCancel ? "Cancel this run" : "Delete this run"}
      tone={isCancel ? "plain" : "critical"}
      onClose={onClose}
    >
      <div className="grid gap-4">
        <FactList
          facts={[
            ["Run", <IdText id={run.id} />],
            ["What", runTitle(run)],
            ["Period", <RunPeriod run={run} />],
            ["Status", <RunStatusMark run={run} />],
          ]}
        />
        <p>
          {isLate
            ? "It ended in the meantime; there is nothing to cancel."
            : isCancel
              ? "It stops at the next safe point. What it found until then stays where the kind of run allows it, marked partial."
              : "Its files on the server are deleted: figures, trades, equity and report. This cannot be undone; the command under “Reproduce” makes the run again."}
        </p>
        {command.error === null ? null : <ErrorNote error={command.error} />}
        <div className="flex flex-wrap-reverse justify-end gap-2">
          <button ref={cancel} type="button" className="button" onClick={onClose}>
            Keep it
          </button>
          <button
            type="button"
            className={`button ${isCancel ? "button-primary" : "button-stop"}`}
            disabled={command.isPending || isLate}
            onClick={command.send}
          >
            {isCancel
              ? command.isPending
                ? "Cancelling…"
                : "Cancel run"
              : command.isPending
                ? "Deleting…"
                : "Delete run and files"}
          </button>
        </div>
      </div>
    </Modal>
  );
}
