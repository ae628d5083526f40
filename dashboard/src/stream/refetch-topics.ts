import type { QueryClient } from "@tanstack/react-query";
import type { QueryTopic } from "../api/query-topic.ts";

const GATHER_MS = 100;
const SLOW_MS = 2_000;
const FAST_MS = 1_000;
/** Topics of what is watched closely; the API allows 600 requests a minute for all tabs together. */
const FAST: ReadonlySet<QueryTopic> = new Set(["summary", "market", "orders", "positions", "kill"]);

/** Wait until a topic may be asked again: at once after a calm, else every 1 or 2 s. */
export function refetchWaitMs(topic: QueryTopic, askedAt: number | undefined, now: number): number {
  const pause = FAST.has(topic) ? FAST_MS : SLOW_MS;
  return askedAt === undefined ? GATHER_MS : Math.max(GATHER_MS, askedAt + pause - now);
}

/** Collects changed topics and asks for their queries again, never more often than is useful. */
export function refetchTopics(client: QueryClient): (topics: readonly QueryTopic[]) => void {
  const waiting = new Set<QueryTopic>();
  const askedAt = new Map<QueryTopic, number>();
  const ask = (topic: QueryTopic): void => {
    waiting.delete(topic);
    askedAt.set(topic, performance.now());
    // A hidden tab only notes what is old; it asks when it comes back.
    const refetchType = document.hidden ? "none" : "active";
    void client.invalidateQueries({ queryKey: [topic], refetchType }, { cancelRefetch: false });
  };
  return (topics) => {
    for (const topic of topics) {
      if (waiting.has(topic)) continue;
      waiting.add(topic);
      setTimeout(ask, refetchWaitMs(topic, askedAt.get(topic), performance.now()), topic);
    }
  };
}
