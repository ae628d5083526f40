import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { MetricsSummary } from "../../../../src/contract/metrics-summary.ts";
import { metricsQuery } from "../../api/queries.ts";
import { type Fact, FactList } from "../../components/fact-list.tsx";
import { Num } from "../../components/num.tsx";
import { Panel } from "../../components/panel.tsx";
import { QueryContent } from "../../components/query-content.tsx";
import { wordsOf } from "../../format/words.ts";

const FEW = "not enough data";

function factsOf(metrics: MetricsSummary): readonly Fact[] {
  const { annualisation, riskFree } = metrics.conventions;
  return [
    ["Total return", <Num kind="change" value={metrics.totalReturnPct} missing={FEW} />],
    [`Sharpe (√${annualisation}, rf ${riskFree})`, <Num kind="ratio" value={metrics.sharpe} missing={FEW} />],
    ["Max drawdown", <Num kind="pct" value={metrics.maxDrawdownPct} missing={FEW} />],
    ["Max drawdown (daily)", <Num kind="pct" value={metrics.maxDrawdownDailyPct} missing={FEW} />],
    ["Volatility", <Num kind="pct" value={metrics.volatility} missing={FEW} />],
    ["Win rate", <Num kind="pct" value={metrics.winRate} missing={FEW} />],
    ["Profit factor", <Num kind="ratio" value={metrics.profitFactor} missing={FEW} />],
    ["Trades", <Num kind="count" value={metrics.trades} />],
    ["Days", <Num kind="count" value={metrics.days} />],
  ];
}

/** Performance since the start; what has not enough data says so. */
export function MetricsPanel(): ReactNode {
  const query = useQuery(metricsQuery);
  return (
    <Panel title="Since the start">
      <QueryContent query={query} height={200}>
        {(metrics) => (
          <>
            <FactList facts={factsOf(metrics)} />
            {metrics.warnings.length === 0 ? null : (
              <p className="mt-2 text-xs text-muted">{metrics.warnings.map(wordsOf).join(" · ")}</p>
            )}
          </>
        )}
      </QueryContent>
    </Panel>
  );
}
