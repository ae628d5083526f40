import { type StreamFact, type StreamFacts, startFacts, withFact } from "./stream-state.ts";

let facts: StreamFacts = startFacts(performance.now());
const listeners = new Set<() => void>();

/** Facts of the connection as they stand. */
export function streamFacts(): StreamFacts {
  return facts;
}

/** Adds a fact and tells whoever shows the state. */
export function addStreamFact(fact: StreamFact): void {
  facts = withFact(facts, fact);
  for (const listener of listeners) listener();
}

/** Begins anew, at sign-in. */
export function restartStreamFacts(): void {
  facts = startFacts(performance.now());
  for (const listener of listeners) listener();
}

/** For `useSyncExternalStore`. */
export function subscribeStreamFacts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
