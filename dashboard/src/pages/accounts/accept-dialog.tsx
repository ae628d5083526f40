import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { ErrorNote } from "../../components/error-note.tsx";
import { Modal } from "../../stop/modal.tsx";
import { useCommand } from "./use-command.ts";

interface AcceptDialogProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

/** The venue's positions and cash become ours: wants a reason and the account's name, because it may add risk. */
export function AcceptDialog({ accountId, onClose }: AcceptDialogProps): ReactNode {
  const { isPending, isDone, error, send } = useCommand(`/v1/accounts/${encodeURIComponent(accountId)}/accept-venue`);
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const cancel = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => cancel.current?.focus(), []);
  useEffect(() => {
    if (isDone) onClose();
  }, [isDone, onClose]);
  const isReady = !isPending && reason.trim() !== "" && typed.trim() === accountId;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady) send({ reason: reason.trim(), confirm: accountId });
  };
  return (
    <Modal title={`Accept the venue's word · ${accountId}`} tone="critical" onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        <p>
          What the last complete answer of the venue shows replaces what we hold, as far as fills cannot explain it. The
          difference is booked on UNASSIGNED, and new exposure is allowed again.
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
            Type the account's name, <b className="font-mono">{accountId}</b>, to enable
          </span>
          <input
            id={`${id}c`}
            className="field font-mono"
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        {error === null ? null : <ErrorNote error={error} />}
        <div className="flex flex-wrap-reverse justify-end gap-2">
          <button ref={cancel} type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button button-primary" disabled={!isReady}>
            {isPending ? "Accepting…" : "Accept the venue's word"}
          </button>
        </div>
      </form>
    </Modal>
  );
}
