import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useId, useState } from "react";

/** Opens the trace of a signal, receipt or order by its id. */
export function TraceSearch(): ReactNode {
  const id = useId();
  const [text, setText] = useState("");
  const navigate = useNavigate();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== "") void navigate({ to: "/trace/$id", params: { id: text.trim() } });
  };
  return (
    <form role="search" className="flex min-w-0 items-center gap-2" onSubmit={submit}>
      <label htmlFor={id} className="text-muted">
        Id
      </label>
      <input
        id={id}
        className="field w-44 min-w-0 shrink"
        placeholder="signal, receipt, order"
        value={text}
        spellCheck={false}
        autoComplete="off"
        data-main-filter=""
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button">
        Open
      </button>
    </form>
  );
}
