import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { summaryQuery } from "../../api/queries.ts";
import { LimitBar } from "../../components/limit-bar.tsx";
import { Num } from "../../components/num.tsx";
import { QueryContent } from "../../components/query-content.tsx";
import { countOf } from "../../format/words.ts";
import { Tile } from "./tile.tsx";

/** The fund on one line: money, result, risk, what is open. */
export function SummaryTiles(): ReactNode {
  const query = useQuery(summaryQuery);
  return (
    <section aria-label="Summary">
      <QueryContent query={query} height={104}>
        {(fund) => (
          <div className="grid grid-cols-2 gap-3 lg:grid-cols-3 xl:grid-cols-5">
            <Tile
              label={`Equity${query.data === undefined ? "" : ` (${query.data.meta.currency})`}`}
              value={<Num kind="money" value={fund.equity} missing="equity not known yet" />}
              note={
                <>
                  cash <Num kind="money" value={fund.cash} missing="cash not known yet" />
                </>
              }
            />
            <Tile
              label="Day P&L"
              value={<Num kind="pnl" value={fund.dayPnl} tone="arrow" missing="no mark of the day before" />}
              note={<Num kind="change" value={fund.dayPnlPct} missing="no mark of the day before" />}
            />
            <Tile
              label="Realized P&L"
              value={<Num kind="pnl" value={fund.realizedPnl} />}
              note={
                <>
                  unrealized <Num kind="pnl" value={fund.unrealizedPnl} />
                </>
              }
            />
            <Tile
              label="Drawdown"
              value={<Num kind="pct" value={fund.drawdownPct} missing="no peak yet" />}
              note={<LimitBar label="Drawdown" value={fund.drawdownPct} limit={fund.drawdownLimit} />}
            />
            <Tile
              label="Open"
              value={
                <Link to="/positions" className="hover:underline">
                  {countOf(fund.openPositions, "position")}
                </Link>
              }
              note={
                <>
                  <Link to="/orders" className="link">
                    {countOf(fund.openOrders, "working order")}
                  </Link>
                  <span className="mt-1 block">
                    exposure <Num kind="money" value={fund.grossExposure} />
                  </span>
                </>
              }
            />
          </div>
        )}
      </QueryContent>
    </section>
  );
}
