import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { killQuery, summaryQuery } from "../api/queries.ts";
import { CommandNote } from "./command-note.tsx";
import { Modal } from "./modal.tsx";
import { StateAge } from "./state-age.tsx";
import { flattenPhrase, STOP_LEVELS, type StopCounts, stopButtonText } from "./stop-levels.ts";
import { StopResult } from "./stop-result.tsx";
import { useKillCommand } from "./use-kill-command.ts";

interface StopDialogProps {
  readonly onClose: () => void;
  readonly onRelease: () => void;
}

/** The kill switch: level 1 is one click and Enter away, level 3 wants to be typed. */
export function StopDialog({ onClose, onRelease }: StopDialogProps): ReactNode {
  const summary = useQuery({ ...summaryQuery, refetchOnMount: "always" }).data;
  const kill = useQuery({ ...killQuery, refetchOnMount: "always" }).data;
  const [level, setLevel] = useState<1 | 2 | 3>(1);
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const { phase, send } = useKillCommand();
  const action = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => action.current?.focus(), []);

  const counts: StopCounts = {
    openPositions: kill?.data.progress.openPositions ?? summary?.data.openPositions ?? null,
    workingEntries: kill?.data.progress.workingEntries ?? null,
  };
  const phrase = flattenPhrase(counts.openPositions ?? 0);
  const isEngaged = (kill?.data.level ?? 0) > 0;
  const isPending = phase.kind === "sending" || phase.kind === "trying";
  const isReady = !isPending && (level < 3 || typed.trim() === phrase);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    const extra = level === 3 ? { confirm: phrase } : {};
    send({ action: "engage", level, ...(reason.trim() === "" ? {} : { reason: reason.trim() }), ...extra });
  };
  const mode = summary?.meta.mode ?? null;
  const title = (
    <span className="flex flex-wrap items-baseline justify-between gap-x-4">
      <span>STOP TRADING{mode === null ? "" : ` · ${mode}`} · all accounts</span>
      <StateAge meta={kill?.meta ?? summary?.meta ?? null} />
    </span>
  );
  return (
    <Modal title={title} tone="critical" onClose={onClose}>
      {phase.kind === "done" ? (
        <StopResult state={kill?.data ?? phase.state} onClose={onClose} />
      ) : (
        <form onSubmit={submit} className="grid gap-4">
          {isEngaged ? (
            <p className="rounded-md border border-critical px-3 py-2">
              Level {kill?.data.level} is engaged already. Going up is one click; going down needs{" "}
              <button type="button" className="link" onClick={onRelease}>
                Release
              </button>
              .
            </p>
          ) : null}
          <fieldset className="grid gap-2" disabled={isPending}>
            <legend className="sr-only">Level</legend>
            {STOP_LEVELS.map((choice) => (
              <label
                key={choice.level}
                className="flex cursor-pointer items-start gap-3 rounded-md border border-line p-3 has-checked:border-critical has-checked:bg-panel"
              >
                <input
                  type="radio"
                  name={id}
                  className="mt-0.5 size-5 shrink-0 accent-[#b3261e]"
                  checked={level === choice.level}
                  onChange={() => setLevel(choice.level)}
                />
                <span>
                  <b>
                    {choice.level} {choice.name}
                  </b>
                  <span className="block text-muted">{choice.effect(counts)}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <label htmlFor={`${id}r`} className="grid gap-1">
            Reason (optional now, asked for at the release)
            <input
              id={`${id}r`}
              className="field"
              maxLength={500}
              value={reason}
              autoComplete="off"
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
          {level === 3 ? (
            <label htmlFor={`${id}c`} className="grid gap-1">
              <span>
                Type <b className="font-mono">{phrase}</b> to enable
              </span>
              <input
                id={`${id}c`}
                className="field font-mono"
                value={typed}
                autoComplete="off"
                onChange={(event) => setTyped(event.target.value)}
              />
            </label>
          ) : null}
          <CommandNote phase={phase} />
          <div className="flex flex-wrap-reverse justify-end gap-2">
            <button type="button" className="button" onClick={onClose}>
              Cancel
            </button>
            <button ref={action} type="submit" className="button button-stop min-h-11 px-5" disabled={!isReady}>
              {isPending ? "Stopping…" : stopButtonText(level, counts)}
            </button>
          </div>
        </form>
      )}
    </Modal>
  );
}
