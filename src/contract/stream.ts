export const STREAM_TOPICS = [
  "summary",
  "equity",
  "orders",
  "fills",
  "positions",
  "signals",
  "decisions",
  "activity",
  "strategies",
  "alerts",
  "kill",
  "accounts",
  "health",
  "runs",
] as const;
/** Which read models changed; the browser refetches them. */
export type StreamTopic = (typeof STREAM_TOPICS)[number];

/** Events kept for a reconnect; older ones answer with `resync`. */
export const STREAM_RING_SIZE = 5_000;
export const HEARTBEAT_SECONDS = 5;

/**
 * Event `change` (SSE id = seq): models of these topics changed up to `seq`. `refs` names what
 * changed (order ids, signal ids ...) where there are few; null means refetch.
 */
export interface StreamChange {
  seq: number;
  topics: StreamTopic[];
  refs: string[] | null;
}
/** Event `heartbeat`, every 5 s and on connect: the server's clock, journal position and build. */
export interface StreamHeartbeat {
  serverTime: string;
  seq: number;
  build: string;
}
/** Event `resync`: events were missed, refetch everything visible. */
export interface StreamResync {
  seq: number;
}
