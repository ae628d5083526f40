import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { FAST_POLL, queryTopicsOf, SLOW_POLL } from "../api/query-topic.ts";
import { whenReplied } from "../api/reply-clock.ts";
import { refetchTopics } from "./refetch-topics.ts";
import { shareStream } from "./share-stream.ts";
import type { StreamMessage } from "./stream-message.ts";
import { isPolling } from "./stream-state.ts";
import { addStreamFact, restartStreamFacts, streamFacts } from "./stream-store.ts";

const POLL_MS = 5_000;

/** Keeps the page's queries fresh: by the stream, and by polling every 5 and 10 s while it is down. */
export function useLiveData(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    const refetch = refetchTopics(client);
    restartStreamFacts();
    whenReplied((asOfMs) => addStreamFact({ kind: "replied", at: performance.now(), asOfMs }));
    const onMessage = (message: StreamMessage): void => {
      const at = performance.now();
      switch (message.kind) {
        case "heartbeat":
          // What was read before the stream stood may have changed since.
          if (streamFacts().lastHeartbeatAt === null) refetch([...FAST_POLL, ...SLOW_POLL]);
          addStreamFact({ kind: "heartbeat", at, serverTimeMs: message.serverTimeMs, build: message.build });
          break;
        case "change":
          addStreamFact({ kind: "changed", at });
          refetch(queryTopicsOf(message.topics));
          break;
        case "resync":
          refetch([...FAST_POLL, ...SLOW_POLL]);
          break;
        case "failed":
          addStreamFact({ kind: "failed", at });
          break;
      }
    };
    shareStream(onMessage, stop.signal);
    let round = 0;
    const timer = setInterval(() => {
      if (!isPolling(streamFacts(), performance.now())) return;
      round += 1;
      refetch(round % 2 === 0 ? [...FAST_POLL, ...SLOW_POLL] : FAST_POLL);
    }, POLL_MS);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [client]);
}
