import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { OctagonX } from "lucide-react";
import type { ReactNode } from "react";
import { healthQuery, summaryQuery } from "../api/queries.ts";
import { Num } from "../components/num.tsx";
import { MarketClock } from "./market-clock.tsx";
import { ModeBadge } from "./mode-badge.tsx";
import { StreamBadge } from "./stream-badge.tsx";

/** What must be in sight on every page: mode, money, freshness, clock and STOP. */
export function ModeStrip({ onStop }: { readonly onStop: () => void }): ReactNode {
  const summary = useQuery(summaryQuery).data;
  const health = useQuery(healthQuery).data;
  const mode = summary?.meta.mode ?? health?.mode ?? null;
  const fund = summary?.data;
  return (
    <header className="sticky top-0 z-30 flex min-h-14 items-center gap-x-4 gap-y-1 border-b border-line bg-panel px-3 py-1.5 sm:px-4">
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-5 gap-y-1">
        {mode === null ? <span className="text-muted">Mode unknown</span> : <ModeBadge mode={mode} />}
        <Link to="/" className="hidden font-semibold sm:inline" title="AgentTrader, portfolio">
          {fund?.name ?? "AgentTrader"}
        </Link>
        <span className="whitespace-nowrap">
          <span className="text-muted max-sm:sr-only">Equity </span>
          <b>
            <Num kind="money" value={fund?.equity} unit={summary?.meta.currency} missing="equity not known yet" />
          </b>
        </span>
        <span className="whitespace-nowrap">
          <span className="text-muted">Day </span>
          <span className="max-sm:hidden">
            <Num kind="pnl" value={fund?.dayPnl} missing="no result of the day yet" />{" "}
          </span>
          <Num kind="change" value={fund?.dayPnlPct} missing="no result of the day yet" />
        </span>
        <span className="hidden whitespace-nowrap sm:inline">
          <span className="text-muted">Drawdown </span>
          <Num kind="pct" value={fund?.drawdownPct} missing="no peak yet" />
        </span>
        <span className="flex flex-wrap items-center gap-x-5 gap-y-1 xl:ml-auto">
          <StreamBadge meta={summary?.meta ?? null} />
          <MarketClock />
        </span>
      </div>
      <button
        type="button"
        className="button button-stop hidden px-4 sm:inline-flex"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+Shift+X Meta+Shift+X"
        onClick={onStop}
      >
        <OctagonX aria-hidden="true" className="size-4" />
        STOP
      </button>
    </header>
  );
}
