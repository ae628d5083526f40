import { useSyncExternalStore } from "react";
import type { Meta } from "../../../src/contract/envelope.ts";
import { type StreamFacts, type StreamState, streamStateOf } from "./stream-state.ts";
import { streamFacts, subscribeStreamFacts } from "./stream-store.ts";
import { useNow } from "./use-now.ts";

/** Facts of the connection, live. */
export function useStreamFacts(): StreamFacts {
  return useSyncExternalStore(subscribeStreamFacts, streamFacts);
}

/** Freshness of data with this `meta`, twice a second. */
export function useStreamState(meta: Pick<Meta, "asOf" | "staleAfterMs"> | null): StreamState {
  const facts = useStreamFacts();
  return streamStateOf(facts, useNow(500), meta);
}
