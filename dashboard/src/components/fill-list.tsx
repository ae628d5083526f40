import type { ReactNode } from "react";
import type { FillRow } from "../../../src/contract/fill-row.ts";
import { Num } from "./num.tsx";
import { SideText } from "./side-text.tsx";
import { Tag } from "./tag.tsx";
import { Time } from "./time.tsx";

/** Executions, one line each. */
export function FillList({
  fills,
  currency,
}: {
  readonly fills: readonly FillRow[];
  readonly currency: string;
}): ReactNode {
  if (fills.length === 0) return <p className="text-muted">No fills.</p>;
  return (
    <ul className="divide-y divide-line">
      {fills.map((fill) => (
        <li key={fill.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-1">
          <span className="text-muted">
            <Time at={fill.t} kind="ms" />
          </span>
          <span className={fill.isReversed ? "line-through" : ""}>
            <SideText side={fill.side} /> <Num kind="qty" value={fill.qty} /> {fill.symbol} at{" "}
            <Num kind="price" value={fill.price} />
          </span>
          <span className="text-muted">
            <Num kind="money" value={fill.notional} unit={currency} /> · fee <Num kind="money" value={fill.fee} /> ·
            slippage <Num kind="money" value={fill.slippage} />
          </span>
          {fill.isReversed ? <Tag tone="critical">taken back</Tag> : null}
          {fill.isLate ? <Tag tone="warning">late</Tag> : null}
        </li>
      ))}
    </ul>
  );
}
