import type { StreamTopic } from "../../../src/contract/stream.ts";

/** First part of a query's key: what the stream's topics make old. */
export type QueryTopic =
  | "summary"
  | "market"
  | "equity"
  | "orders"
  | "positions"
  | "signals"
  | "activity"
  | "strategies"
  | "kill"
  | "accounts"
  | "trace"
  | "metrics"
  | "runs";

const BY_TOPIC: Readonly<Record<StreamTopic, readonly QueryTopic[]>> = {
  summary: ["summary", "market"],
  equity: ["equity", "metrics"],
  orders: ["orders", "trace"],
  fills: ["orders", "trace"],
  positions: ["positions"],
  signals: ["signals", "trace"],
  decisions: ["trace"],
  activity: ["activity"],
  strategies: ["strategies"],
  alerts: [],
  kill: ["kill", "summary"],
  accounts: ["accounts"],
  health: [],
  runs: ["runs"],
};

/** Queries that must be asked again when these topics changed, each once, in the order of the topics. */
export function queryTopicsOf(topics: readonly StreamTopic[]): readonly QueryTopic[] {
  return [...new Set(topics.flatMap((topic) => BY_TOPIC[topic] ?? []))];
}

/** Asked every 5 s while the stream is down. */
export const FAST_POLL: readonly QueryTopic[] = [
  "summary",
  "market",
  "positions",
  "orders",
  "kill",
  "trace",
  "accounts",
];
/** Asked every 10 s while the stream is down. */
export const SLOW_POLL: readonly QueryTopic[] = ["strategies", "activity", "signals", "equity", "metrics", "runs"];
