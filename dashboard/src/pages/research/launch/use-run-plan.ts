import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { RunReceipt, RunRequest } from "../../../../../src/contract/run-request.ts";
import { newIdempotencyKey } from "../../../api/idempotency-key.ts";
import { postRun } from "../../../api/run-queries.ts";

const SETTLE_MS = 400;

/** What the form would take, by the server's word. */
export interface RunPlan {
  /** Null while the form is not ready: what another form would take says nothing of it. */
  readonly receipt: RunReceipt | null;
  readonly error: Error | null;
  /** The form says something else by now. */
  readonly isOld: boolean;
  readonly retry: () => unknown;
}

/** Asks for a dry run a moment after the last change; null: the form is not ready. */
export function useRunPlan(request: RunRequest | null): RunPlan {
  const wished = request === null ? "" : JSON.stringify(request);
  const [asked, setAsked] = useState(wished);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wished), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [wished]);
  const query = useQuery({
    queryKey: ["run-plan", asked],
    queryFn: ({ signal }) =>
      postRun(
        { ...(JSON.parse(asked) as RunRequest), isDryRun: true },
        { idempotencyKey: newIdempotencyKey(), signal },
      ),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  const isOld = wished !== asked || query.isPlaceholderData;
  const receipt = request === null ? null : (query.data ?? null);
  return { receipt, error: isOld ? null : query.error, isOld, retry: query.refetch };
}
