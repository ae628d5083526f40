import { connectStream } from "./connect-stream.ts";
import type { StreamMessage } from "./stream-message.ts";

const NAME = "agenttrader-stream";

/**
 * One stream per browser: the tab that holds the lock connects and passes every message on; the
 * next tab takes over when it goes. Without locks or channels each tab connects by itself.
 */
export function shareStream(onMessage: (message: StreamMessage) => void, stop: AbortSignal): void {
  if (typeof BroadcastChannel === "undefined" || navigator.locks === undefined) {
    void connectStream(onMessage, stop);
    return;
  }
  const channel = new BroadcastChannel(NAME);
  let heardSeq: number | null = null;
  channel.addEventListener("message", ({ data }: MessageEvent<StreamMessage>) => {
    if (data.kind === "change" || data.kind === "resync") heardSeq = data.seq;
    if (data.kind === "heartbeat") heardSeq ??= data.seq;
    onMessage(data);
  });
  stop.addEventListener("abort", () => channel.close());
  const pass = (message: StreamMessage): void => {
    onMessage(message);
    if (!stop.aborted) channel.postMessage(message);
  };
  const lead = (): Promise<void> => connectStream(pass, stop, heardSeq);
  navigator.locks.request(NAME, { signal: stop }, lead).catch(() => undefined);
}
