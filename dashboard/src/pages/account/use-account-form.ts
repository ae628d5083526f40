import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { Session } from "../../../../src/contract/auth.ts";
import { newIdempotencyKey } from "../../api/idempotency-key.ts";
import { fieldMessages } from "../../api/problem-error.ts";
import { sessionQuery } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import { localPath } from "../../api/search-params.ts";
import { rememberSession } from "../../api/session-store.ts";

interface AccountForm {
  readonly isPending: boolean;
  /** What went wrong as a whole; null when fields say it. */
  readonly error: Error | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly submit: (body: unknown) => void;
}

/** Sends a sign-in or set-up form and goes on to the page that was wanted. */
export function useAccountForm(path: string, next: string | undefined): AccountForm {
  const client = useQueryClient();
  const router = useRouter();
  const key = useRef(newIdempotencyKey());
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const send = async (body: unknown): Promise<void> => {
    setIsPending(true);
    setError(null);
    try {
      const session = await request<Session>(path, {
        method: "POST",
        body,
        idempotencyKey: key.current,
        isSignIn: true,
      });
      rememberSession(session);
      client.setQueryData(sessionQuery.queryKey, { isSetUp: true, session });
      router.history.push(localPath(next));
    } catch (caught) {
      if (!(caught instanceof Error)) throw caught;
      key.current = newIdempotencyKey();
      setError(caught);
    } finally {
      setIsPending(false);
    }
  };
  return { isPending, error, fields: fieldMessages(error), submit: (body) => void send(body) };
}
