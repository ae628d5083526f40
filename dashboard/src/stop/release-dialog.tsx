import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { killQuery } from "../api/queries.ts";
import { CommandNote } from "./command-note.tsx";
import { Modal } from "./modal.tsx";
import { StateAge } from "./state-age.tsx";
import { leftToDo } from "./stop-levels.ts";
import { useKillCommand } from "./use-kill-command.ts";

/** Lets trading go on: wants the mode's name and a reason, because it adds risk. */
export function ReleaseDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const kill = useQuery({ ...killQuery, refetchOnMount: "always" }).data;
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const { phase, send } = useKillCommand();
  const cancel = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => cancel.current?.focus(), []);
  useEffect(() => {
    if (phase.kind === "done") onClose();
  }, [phase, onClose]);
  const mode = kill?.meta.mode ?? "";
  const left = kill === undefined ? [] : leftToDo(kill.data);
  const isPending = phase.kind === "sending" || phase.kind === "trying";
  const isReady = !isPending && mode !== "" && typed.trim() === mode && reason.trim() !== "";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady) send({ action: "release", reason: reason.trim(), confirm: mode });
  };
  const title = (
    <span className="flex flex-wrap items-baseline justify-between gap-x-4">
      <span>Release the stop{mode === "" ? "" : ` · ${mode}`}</span>
      <StateAge meta={kill?.meta ?? null} />
    </span>
  );
  return (
    <Modal title={title} tone="plain" onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        <p>
          Level {kill?.data.level ?? "?"} ends and entries are allowed again.
          {left.length > 0 ? ` Still pending: ${left.join(", ")}.` : ""}
        </p>
        <label htmlFor={`${id}r`} className="grid gap-1">
          Reason (required)
          <input
            id={`${id}r`}
            className="field"
            required
            maxLength={500}
            value={reason}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <label htmlFor={`${id}c`} className="grid gap-1">
          <span>
            Type the mode's name, <b className="font-mono">{mode}</b>, to enable
          </span>
          <input
            id={`${id}c`}
            className="field font-mono"
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <CommandNote phase={phase} />
        <div className="flex flex-wrap-reverse justify-end gap-2">
          <button ref={cancel} type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button button-primary" disabled={!isReady}>
            {isPending ? "Releasing…" : "Release and allow entries"}
          </button>
        </div>
      </form>
    </Modal>
  );
}
