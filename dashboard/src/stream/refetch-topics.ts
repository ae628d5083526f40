import type { QueryClient } from "@tanstack/react-query";
import type { QueryTopic } from "../api/query-topic.ts";

const FLUSH_MS = 250;

/** Collects changed topics and asks for their queries again, at most four times a second. */
export function refetchTopics(client: QueryClient): (topics: readonly QueryTopic[]) => void {
  const waiting = new Set<QueryTopic>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = (): void => {
    timer = null;
    const topics = [...waiting];
    waiting.clear();
    // A hidden tab only notes what is old; it asks when it comes back.
    const refetchType = document.hidden ? "none" : "active";
    for (const topic of topics) {
      void client.invalidateQueries({ queryKey: [topic], refetchType }, { cancelRefetch: false });
    }
  };
  return (topics) => {
    for (const topic of topics) waiting.add(topic);
    timer ??= setTimeout(flush, FLUSH_MS);
  };
}
