import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { newIdempotencyKey } from "../../api/idempotency-key.ts";
import { request } from "../../api/request.ts";

interface RunCommand {
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly send: () => void;
}

/** Sends a command about a run once; a try after a failure is the same command, one after an answer another. */
export function useRunCommand(method: "POST" | "DELETE", path: string, onDone: () => unknown): RunCommand {
  const client = useQueryClient();
  const key = useRef(newIdempotencyKey());
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const run = async (): Promise<void> => {
    setIsPending(true);
    setError(null);
    try {
      await request<unknown>(path, { method, idempotencyKey: key.current });
      key.current = newIdempotencyKey();
      // A page of what was deleted is left before its queries are asked again.
      await onDone();
      void client.invalidateQueries({ queryKey: ["runs"] });
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)));
    }
    setIsPending(false);
  };
  return { isPending, error, send: () => void run() };
}
