import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { OrderDetail, OrderEvent, OrderRow } from "../../../../src/contract/order-row.ts";
import { type Fact, FactList } from "../../components/fact-list.tsx";
import { FillList } from "../../components/fill-list.tsx";
import { IdText } from "../../components/id-text.tsx";
import { OrderMarks } from "../../components/order-marks.tsx";
import { Num } from "../../components/num.tsx";
import { OrderStatus } from "../../components/order-status.tsx";
import { SideText } from "../../components/side-text.tsx";
import { Time, viewerZoneLabel } from "../../components/time.tsx";
import { wordsOf } from "../../format/words.ts";

function factsOf(order: OrderRow, currency: string): readonly Fact[] {
  return [
    ["Status", <OrderMarks order={order} />],
    ["Symbol", <b>{order.symbol}</b>],
    ["Side", <SideText side={order.side} />],
    ["Effect", order.effect === "open" ? "opens" : "closes"],
    ["Type", wordsOf(order.type)],
    ["Time in force", order.timeInForce.toUpperCase()],
    ["Quantity", <Num kind="qty" value={order.qty} />],
    ["Filled", <Num kind="qty" value={order.filledQty} />],
    ["Limit", <Num kind="price" value={order.limit} missing="this type has no limit" />],
    ["Stop", <Num kind="price" value={order.stop} missing="this type has no stop" />],
    ["Average fill", <Num kind="price" value={order.avgFill} missing="not filled" />],
    ["Slippage", <Num kind="bps" value={order.slippageBps} missing="not filled" />],
    ["Fees", <Num kind="money" value={order.fees} unit={currency} />],
    ["Strategy", order.strategyId ?? "manual"],
    ["Account", order.account],
    ["Entered by", order.isExternal ? "somebody else, at the venue" : "us"],
    ["Replaces", <OrderLink id={order.replacesId} />],
    ["Replaced by", <OrderLink id={order.replacedById} />],
    ["Protects order", <OrderLink id={order.parentId} />],
    ["Submitted", <Time at={order.submittedAt} kind="moment" withZone missing="never sent" />],
    ["Last event", <Time at={order.lastEventAt} kind="moment" withZone />],
    ["Client order id", <IdText id={order.clientOrderId} canCopy />],
    ["Venue order id", order.venueOrderId === null ? "–" : <IdText id={order.venueOrderId} canCopy />],
  ];
}

/** An order: its facts, its events, its fills and the way to its trace. */
export function OrderDetails({ detail, currency }: { detail: OrderDetail; currency: string }): ReactNode {
  const { order, events, fills } = detail;
  return (
    <div className="grid gap-5">
      {order.reason === null ? null : (
        <p className="rounded-md border border-warning px-3 py-2">
          Reason: <b>{wordsOf(order.reason)}</b> <span className="font-mono text-xs text-muted">{order.reason}</span>
        </p>
      )}
      <FactList facts={factsOf(order, currency)} />
      {order.isExternal ? null : (
        <p>
          <Link to="/trace/$id" params={{ id: order.correlationId ?? order.id }} className="button">
            Why: decision trace
          </Link>
        </p>
      )}
      <section>
        <h3 className="mb-1 font-semibold">Events ({viewerZoneLabel()})</h3>
        <ol className="divide-y divide-line">
          {events.map((event) => (
            <OrderEventLine key={`${event.seq}-${event.to}`} event={event} />
          ))}
        </ol>
      </section>
      <section>
        <h3 className="mb-1 font-semibold">Fills</h3>
        <FillList fills={fills} currency={currency} />
      </section>
    </div>
  );
}

function OrderLink({ id }: { readonly id: string | null }): ReactNode {
  if (id === null) return "–";
  return (
    <Link to="/orders/$id" params={{ id }} className="link">
      {id}
    </Link>
  );
}

function OrderEventLine({ event }: { readonly event: OrderEvent }): ReactNode {
  return (
    <li className="grid grid-cols-[auto_1fr_auto] items-center gap-3 py-1">
      <span className="text-muted">
        <Time at={event.t} kind="ms" />
      </span>
      <span>
        <OrderStatus status={event.to} /> {event.reason === null ? null : wordsOf(event.reason)}
      </span>
      <span className="text-xs text-muted">seq {event.seq}</span>
    </li>
  );
}
