import type { ReactNode } from "react";
import type { OrderRow } from "../../../src/contract/order-row.ts";
import { OrderStatus } from "./order-status.tsx";
import { Tag } from "./tag.tsx";

/** Status of an order with what else must be known of it: somebody else's, asked to change, replacing another. */
export function OrderMarks({ order }: { readonly order: OrderRow }): ReactNode {
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      <OrderStatus status={order.status} />
      {order.isExternal ? <Tag tone="warning">external</Tag> : null}
      {order.pending === "none" ? null : <Tag tone="accent">{order.pending} pending</Tag>}
      {order.replacesId === null ? null : <Tag>replaces {order.replacesId}</Tag>}
      {order.role === "stop" || order.role === "target" ? <Tag>{order.role}</Tag> : null}
    </span>
  );
}
