import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { RunRequest } from "../../../../../src/contract/run-request.ts";
import { newIdempotencyKey } from "../../../api/idempotency-key.ts";
import { postRun } from "../../../api/run-queries.ts";

/** Sends the form and goes to its run. */
export interface Launch {
  readonly isPending: boolean;
  /** Why this form was refused; null once it says something else. */
  readonly error: Error | null;
  readonly send: () => void;
}

/** Launches once: the same form keeps its key for every try, another one gets another; null: the form is not ready. */
export function useLaunch(request: RunRequest | null): Launch {
  const navigate = useNavigate();
  const key = useRef({ form: "", value: "" });
  const [isPending, setIsPending] = useState(false);
  const [refused, setRefused] = useState<{ readonly form: string; readonly error: Error } | null>(null);
  const form = JSON.stringify(request);
  const run = async (): Promise<void> => {
    if (request === null) return;
    if (key.current.form !== form) key.current = { form, value: newIdempotencyKey() };
    setIsPending(true);
    setRefused(null);
    try {
      const receipt = await postRun(request, { idempotencyKey: key.current.value });
      if (receipt.runId !== null) await navigate({ to: "/runs/$id", params: { id: receipt.runId } });
    } catch (failure) {
      setRefused({ form, error: failure instanceof Error ? failure : new Error(String(failure)) });
    }
    setIsPending(false);
  };
  return { isPending, error: refused?.form === form ? refused.error : null, send: () => void run() };
}
