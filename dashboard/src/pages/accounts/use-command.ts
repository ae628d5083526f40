import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { CommandReceipt } from "../../../../src/contract/operator-command.ts";
import { newIdempotencyKey } from "../../api/idempotency-key.ts";
import { request } from "../../api/request.ts";

interface CommandForm {
  readonly isPending: boolean;
  readonly isDone: boolean;
  readonly error: Error | null;
  readonly send: (body: object) => void;
}

/** Posts an operator's command; a try after a failure is the same command until one got through. */
export function useCommand(path: string): CommandForm {
  const client = useQueryClient();
  const key = useRef(newIdempotencyKey());
  const [phase, setPhase] = useState<"idle" | "pending" | "done">("idle");
  const [error, setError] = useState<Error | null>(null);
  const run = async (body: object): Promise<void> => {
    setPhase("pending");
    setError(null);
    try {
      await request<CommandReceipt>(path, { method: "POST", body, idempotencyKey: key.current });
      key.current = newIdempotencyKey();
      setPhase("done");
      void client.invalidateQueries();
    } catch (failure) {
      setPhase("idle");
      setError(failure instanceof Error ? failure : new Error(String(failure)));
    }
  };
  return { isPending: phase === "pending", isDone: phase === "done", error, send: (body) => void run(body) };
}
