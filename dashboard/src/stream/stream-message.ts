import type { StreamChange, StreamHeartbeat, StreamResync, StreamTopic } from "../../../src/contract/stream.ts";
import type { ServerEvent } from "./read-events.ts";

/** What a tab does with the stream, also the message between tabs. */
export type StreamMessage =
  | { readonly kind: "heartbeat"; readonly serverTimeMs: number; readonly build: string; readonly seq: number }
  | { readonly kind: "change"; readonly topics: readonly StreamTopic[]; readonly seq: number }
  | { readonly kind: "resync"; readonly seq: number }
  | { readonly kind: "failed" };

/** Reads an event of the server; null for one this bundle does not know. */
export function messageOf(event: ServerEvent): StreamMessage | null {
  switch (event.event) {
    case "heartbeat": {
      const { serverTime, build, seq } = JSON.parse(event.data) as StreamHeartbeat;
      return { kind: "heartbeat", serverTimeMs: Date.parse(serverTime), build, seq };
    }
    case "change": {
      const { topics, seq } = JSON.parse(event.data) as StreamChange;
      return { kind: "change", topics, seq };
    }
    case "resync":
      return { kind: "resync", seq: (JSON.parse(event.data) as StreamResync).seq };
    default:
      return null;
  }
}
