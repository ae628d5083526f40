import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Envelope } from "../../../src/contract/envelope.ts";
import type { KillCommand, KillState } from "../../../src/contract/kill-switch.ts";
import { newIdempotencyKey } from "../api/idempotency-key.ts";
import { mayWorkLater } from "../api/problem-error.ts";
import { killQuery } from "../api/queries.ts";
import { request } from "../api/request.ts";
import { backoffMs } from "../stream/backoff.ts";

/** How far a command is. `trying`: no answer yet, the same command goes out again. */
export type CommandPhase =
  | { readonly kind: "idle" }
  | { readonly kind: "sending" }
  | { readonly kind: "trying"; readonly tries: number; readonly error: Error }
  | { readonly kind: "done"; readonly state: KillState }
  | { readonly kind: "refused"; readonly error: Error };

interface KillCommandForm {
  readonly phase: CommandPhase;
  readonly send: (command: KillCommand) => void;
}

/** Sends a kill-switch command under one key until the server answers; closing the form ends the tries. */
export function useKillCommand(): KillCommandForm {
  const client = useQueryClient();
  const [phase, setPhase] = useState<CommandPhase>({ kind: "idle" });
  const key = useRef(newIdempotencyKey());
  const isOver = useRef(false);
  useEffect(() => {
    isOver.current = false;
    return () => {
      isOver.current = true;
    };
  }, []);
  const run = async (command: KillCommand): Promise<void> => {
    setPhase({ kind: "sending" });
    for (let tries = 1; !isOver.current; tries += 1) {
      try {
        const answer = await request<Envelope<KillState>>("/v1/controls/kill-switch", {
          method: "POST",
          body: command,
          idempotencyKey: key.current,
        });
        client.setQueryData(killQuery.queryKey, answer);
        void client.invalidateQueries();
        setPhase({ kind: "done", state: answer.data });
        return;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (!mayWorkLater(error)) {
          // A refused command did nothing, so the corrected form is another one.
          key.current = newIdempotencyKey();
          setPhase({ kind: "refused", error });
          return;
        }
        setPhase({ kind: "trying", tries, error });
        await new Promise((resolve) => setTimeout(resolve, Math.min(5_000, backoffMs(tries - 1, Math.random()))));
      }
    }
  };
  return { phase, send: (command) => void run(command) };
}
