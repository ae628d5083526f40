import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { MarketSession, MarketStatus } from "../../../src/contract/market-status.ts";
import { marketQuery } from "../api/queries.ts";
import { exactTime, formatTime, placeOf, zoneName } from "../format/time.ts";

/** The market's time at the exchange with its zone, open or closed, and when that changes. */
export function MarketClock(): ReactNode {
  const market = useQuery(marketQuery).data?.data;
  if (market === undefined) return null;
  const nowMs = Date.parse(market.now);
  const isOpen = market.session?.isOpen === true;
  return (
    <span className="text-muted" title={`Market time ${exactTime(nowMs)}`} data-market={isOpen ? "open" : "closed"}>
      <time dateTime={market.now} className="whitespace-nowrap">
        {formatTime("minute", nowMs, market.zone)} {placeOf(market.zone)} ({zoneName(market.zone, nowMs)})
      </time>
      <span className="max-sm:sr-only"> · {sessionText(market, market.session)}</span>
    </span>
  );
}

function sessionText({ zone, now, standstill }: MarketStatus, session: MarketSession | null): string {
  if (standstill !== null) return "standing still";
  if (session === null) return "no session known";
  if (session.isOpen) return `market open, closes ${formatTime("clock", Date.parse(session.closesAt), zone)}`;
  const opens = Date.parse(session.opensAt);
  const isToday = formatTime("day", opens, zone) === formatTime("day", Date.parse(now), zone);
  return `market closed, opens ${formatTime(isToday ? "clock" : "minute", opens, zone)}`;
}
