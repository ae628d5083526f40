import type { ReactNode } from "react";
import type { OrderStatusName } from "../../../src/contract/order-row.ts";
import { wordsOf } from "../format/words.ts";
import { Tag, type TagTone } from "./tag.tsx";

const TONES: Readonly<Partial<Record<OrderStatusName, TagTone>>> = {
  FILLED: "ok",
  PARTIAL: "accent",
  WORKING: "accent",
  ACCEPTED: "accent",
  HELD: "accent",
  DENIED: "warning",
  REJECTED: "warning",
  NOT_SENT: "warning",
  SUSPENDED: "warning",
  UNKNOWN: "critical",
};

/** Status of an order; UNKNOWN, no reply from the venue, is loud. */
export function OrderStatus({ status }: { readonly status: OrderStatusName }): ReactNode {
  return <Tag tone={TONES[status] ?? "plain"}>{status === "UNKNOWN" ? "UNKNOWN: no reply" : wordsOf(status)}</Tag>;
}
