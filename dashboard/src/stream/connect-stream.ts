import { backoffMs } from "./backoff.ts";
import { readEvents } from "./read-events.ts";
import { messageOf, type StreamMessage } from "./stream-message.ts";
import { HEARTBEAT_LATE_MS } from "./stream-state.ts";

const PATH = "/v1/stream";

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * Keeps one stream open until the signal says stop: resumes after the last id (at first after
 * `heardSeq`, what another tab passed on), hangs up on silence, backs off.
 */
export async function connectStream(
  onMessage: (message: StreamMessage) => void,
  stop: AbortSignal,
  heardSeq: number | null = null,
): Promise<void> {
  let lastId = heardSeq === null ? null : `${heardSeq}`;
  let attempt = 0;
  while (!stop.aborted) {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), HEARTBEAT_LATE_MS);
    try {
      const headers = new Headers({ accept: "text/event-stream" });
      if (lastId !== null) headers.set("last-event-id", lastId);
      const signal = AbortSignal.any([stop, silence.signal]);
      const response = await fetch(PATH, { headers, credentials: "same-origin", cache: "no-store", signal });
      if (!response.ok || response.body === null) throw new Error(`stream answered ${response.status}`);
      await readEvents(response.body, (event) => {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), HEARTBEAT_LATE_MS);
        if (event.id !== null) lastId = event.id;
        const message = messageOf(event);
        if (message === null) return;
        // Before any change the first heartbeat's position is where a reconnect has to go on.
        if (message.kind === "heartbeat") lastId ??= `${message.seq}`;
        attempt = 0;
        onMessage(message);
      });
    } catch {
      // Every end of the stream is handled alike below.
    }
    clearTimeout(timer);
    if (stop.aborted) return;
    onMessage({ kind: "failed" });
    await wait(backoffMs(attempt, Math.random()), stop);
    attempt += 1;
  }
}
