import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { RunRequest } from "../../../../../src/contract/run-request.ts";
import { newIdempotencyKey } from "../../../api/idempotency-key.ts";
import { postRun } from "../../../api/run-queries.ts";

/** Sends the form and goes to its run. */
export interface Launch {
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly send: (request: RunRequest) => void;
}

/** Launches once: the same form keeps its key for every try, another one gets another. */
export function useLaunch(): Launch {
  const navigate = useNavigate();
  const key = useRef({ form: "", value: newIdempotencyKey() });
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const run = async (request: RunRequest): Promise<void> => {
    const form = JSON.stringify(request);
    if (key.current.form !== form) key.current = { form, value: newIdempotencyKey() };
    setIsPending(true);
    setError(null);
    try {
      const receipt = await postRun(request, { idempotencyKey: key.current.value });
      if (receipt.runId !== null) await navigate({ to: "/runs/$id", params: { id: receipt.runId } });
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)));
    }
    setIsPending(false);
  };
  return { isPending, error, send: (request) => void run(request) };
}
