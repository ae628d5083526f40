import type { Meta } from "../../../src/contract/envelope.ts";

/** What is known about the connection; times are this PC's monotonic milliseconds. */
export interface StreamFacts {
  readonly startedAt: number;
  readonly lastHeartbeatAt: number | null;
  /** Server's clock minus this PC's monotonic clock, at the last heartbeat. */
  readonly serverOffsetMs: number | null;
  readonly lastReplyAt: number | null;
  readonly lastChangeAt: number | null;
  /** Time of the newest fact in any answer: what was not called old since then is as new as that. */
  readonly newestAsOfMs: number | null;
  readonly failuresAt: readonly number[];
  readonly build: string | null;
  readonly isNewBuild: boolean;
}
export type StreamFact =
  | { readonly kind: "heartbeat"; readonly at: number; readonly serverTimeMs: number; readonly build: string }
  | { readonly kind: "failed"; readonly at: number }
  | { readonly kind: "changed"; readonly at: number }
  | { readonly kind: "replied"; readonly at: number; readonly asOfMs: number | null };
/** One vocabulary of freshness, in the strip and in each panel. */
export type StreamState =
  | { readonly kind: "connecting" }
  | { readonly kind: "live"; readonly ageMs: number }
  | { readonly kind: "quiet" }
  | { readonly kind: "stale"; readonly ageMs: number }
  | { readonly kind: "polling" }
  | { readonly kind: "disconnected"; readonly sinceMs: number | null };

export const HEARTBEAT_LATE_MS = 10_000;
export const DISCONNECTED_MS = 15_000;
const FAILURES_WINDOW_MS = 30_000;
const FAILURES_MAX = 3;

/** Facts before anything happened. */
export function startFacts(at: number): StreamFacts {
  return {
    startedAt: at,
    lastHeartbeatAt: null,
    serverOffsetMs: null,
    lastReplyAt: null,
    lastChangeAt: null,
    newestAsOfMs: null,
    failuresAt: [],
    build: null,
    isNewBuild: false,
  };
}

/** Adds a fact. */
export function withFact(facts: StreamFacts, fact: StreamFact): StreamFacts {
  switch (fact.kind) {
    case "heartbeat":
      return {
        ...facts,
        lastHeartbeatAt: fact.at,
        lastReplyAt: fact.at,
        serverOffsetMs: fact.serverTimeMs - fact.at,
        failuresAt: [],
        build: facts.build ?? fact.build,
        isNewBuild: facts.isNewBuild || (facts.build !== null && facts.build !== fact.build),
      };
    case "failed":
      return {
        ...facts,
        failuresAt: [...facts.failuresAt.filter((at) => fact.at - at < FAILURES_WINDOW_MS), fact.at],
      };
    case "replied":
      return { ...facts, lastReplyAt: fact.at, newestAsOfMs: newer(facts.newestAsOfMs, fact.asOfMs) };
    case "changed":
      return { ...facts, lastChangeAt: fact.at };
  }
}

function newer(known: number | null, seen: number | null): number | null {
  if (known === null || seen === null) return known ?? seen;
  return Math.max(known, seen);
}

/** True while the stream cannot be relied on and the page has to ask by itself. */
export function isPolling(facts: StreamFacts, now: number): boolean {
  const heardAt = facts.lastHeartbeatAt ?? facts.startedAt;
  const isLate = now - heardAt >= HEARTBEAT_LATE_MS;
  const recentFailures = facts.failuresAt.filter((at) => now - at < FAILURES_WINDOW_MS).length;
  return isLate || recentFailures >= FAILURES_MAX;
}

/** Age of data by the server's clock, never by the PC's; null before the first heartbeat. */
export function dataAgeMs(facts: StreamFacts, now: number, asOf: string): number | null {
  if (facts.serverOffsetMs === null) return null;
  const asOfMs = newer(Date.parse(asOf), facts.newestAsOfMs) ?? 0;
  return Math.max(0, now + facts.serverOffsetMs - asOfMs);
}

/** The state to show, from silence and ages; an open socket alone proves nothing. */
export function streamStateOf(
  facts: StreamFacts,
  now: number,
  meta: Pick<Meta, "asOf" | "staleAfterMs"> | null,
): StreamState {
  const answeredAt = facts.lastReplyAt ?? facts.startedAt;
  if (now - answeredAt >= DISCONNECTED_MS) return { kind: "disconnected", sinceMs: facts.lastReplyAt };
  if (isPolling(facts, now)) return { kind: "polling" };
  if (facts.lastHeartbeatAt === null) return { kind: "connecting" };
  if (meta === null || meta.staleAfterMs === null) {
    // Data at another clock (demo, replay) or without an expiry: the stream itself says how new it is.
    const sinceChange = facts.lastChangeAt === null ? Number.POSITIVE_INFINITY : now - facts.lastChangeAt;
    return sinceChange < HEARTBEAT_LATE_MS ? { kind: "live", ageMs: sinceChange } : { kind: "quiet" };
  }
  const ageMs = dataAgeMs(facts, now, meta.asOf) ?? 0;
  return ageMs < meta.staleAfterMs ? { kind: "live", ageMs } : { kind: "stale", ageMs };
}
