import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { PositionRow } from "../../../src/contract/position-row.ts";
import { Drawer } from "../components/drawer.tsx";
import { type Fact, FactList } from "../components/fact-list.tsx";
import { Num } from "../components/num.tsx";
import { SideText } from "../components/side-text.tsx";
import { Time } from "../components/time.tsx";

interface PositionDrawerProps {
  readonly position: PositionRow;
  readonly currency: string;
  readonly onClose: () => void;
}

const NO_MARK = "no price yet";

/** One position with the way to its orders. */
export function PositionDrawer({ position, currency, onClose }: PositionDrawerProps): ReactNode {
  const facts: readonly Fact[] = [
    ["Side", <SideText side={position.side} />],
    ["Quantity", <Num kind="qty" value={position.qty} />],
    ["Average entry", <Num kind="price" value={position.avgEntry} />],
    ["Mark", <Num kind="price" value={position.mark} missing={NO_MARK} />],
    ["Marked", <Time at={position.markAsOf} kind="moment" withZone missing={NO_MARK} />],
    ["Value", <Num kind="money" value={position.marketValue} unit={currency} missing={NO_MARK} />],
    ["Unrealized", <Num kind="pnl" value={position.unrealizedPnl} unit={currency} missing={NO_MARK} />],
    ["Unrealized %", <Num kind="change" value={position.unrealizedPct} missing={NO_MARK} />],
    ["Realized", <Num kind="pnl" value={position.realizedPnl} unit={currency} />],
    ["Strategy", position.strategyId ?? "manual"],
    ["Account", position.account],
    ["Opened", <Time at={position.openedAt} kind="moment" withZone />],
    ["Updated", <Time at={position.updatedAt} kind="moment" withZone />],
  ];
  const { symbol, strategyId } = position;
  return (
    <Drawer title={position.symbol} onClose={onClose}>
      <FactList facts={facts} />
      <p className="mt-5">
        <Link to="/orders" search={{ tab: "all", symbol, strategyId: strategyId ?? undefined }} className="button">
          Its orders
        </Link>
      </p>
    </Drawer>
  );
}
