import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { OrderRow } from "../../../../src/contract/order-row.ts";
import { IdText } from "../../components/id-text.tsx";
import { Num } from "../../components/num.tsx";
import { OrderStatus } from "../../components/order-status.tsx";
import { SideText } from "../../components/side-text.tsx";
import { wordsOf } from "../../format/words.ts";

/** Orders that a decision led to. */
export function TraceOrders({ orders }: { readonly orders: readonly OrderRow[] }): ReactNode {
  if (orders.length === 0) return <p className="text-muted">It led to no order.</p>;
  return (
    <ul className="divide-y divide-line">
      {orders.map((order) => (
        <li key={order.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
          <Link to="/orders/$id" params={{ id: order.id }} className="link">
            Order <IdText id={order.id} />
          </Link>
          <span>
            <SideText side={order.side} /> <Num kind="qty" value={order.qty} /> {order.symbol}, {wordsOf(order.type)}
            {order.limit === null ? null : (
              <>
                {" "}
                at <Num kind="price" value={order.limit} />
              </>
            )}
          </span>
          <OrderStatus status={order.status} />
          {order.reason === null ? null : <span className="text-muted">{wordsOf(order.reason)}</span>}
          <span className="text-muted">
            filled <Num kind="qty" value={order.filledQty} /> at{" "}
            <Num kind="price" value={order.avgFill} missing="not filled" />
          </span>
        </li>
      ))}
    </ul>
  );
}
