import type { MarketStatus } from "../../contract/market-status.ts";
import { isoOfMicros } from "../../platform/wall-clock.ts";
import type { CoreLoop } from "../run/core-loop.ts";
import type { Speed } from "../run/sim-clock.ts";
import type { RunPlan } from "./run-plan.ts";

/** What the API tells of the market, from memory. */
export function createMarketStatus(loop: CoreLoop, plan: RunPlan, speed: Speed): () => MarketStatus {
  const { table, market } = plan;
  return () => {
    const now = loop.now();
    const next = table.closes.findIndex((close) => close > now);
    const opens = table.opens[next];
    const closes = table.closes[next];
    const day = table.days[next];
    const isKnown = opens !== undefined && closes !== undefined && day !== undefined;
    return {
      source: market["kind"] === "generator" ? "generated" : "replayed",
      speed: speed === "max" ? null : String(speed),
      now: isoOfMicros(now),
      zone: "America/New_York",
      calendar: table.calendar,
      session: isKnown
        ? { day, isOpen: opens <= now, opensAt: isoOfMicros(opens), closesAt: isoOfMicros(closes) }
        : null,
      standstill: loop.standstill,
    };
  };
}
