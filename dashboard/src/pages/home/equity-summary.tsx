import type { ReactNode } from "react";
import type { EquityPoint, EquitySeries } from "../../../../src/contract/equity-series.ts";
import { Num } from "../../components/num.tsx";
import { Time } from "../../components/time.tsx";
import { compareDecimals } from "../../format/compare-decimals.ts";

function deepest(points: readonly EquityPoint[]): EquityPoint | undefined {
  let found = points[0];
  for (const point of points) {
    if (found !== undefined && compareDecimals(point.drawdownPct, found.drawdownPct) > 0) found = point;
  }
  return found;
}

/** The chart in words. */
export function EquitySummary({ series }: { readonly series: EquitySeries }): ReactNode {
  const first = series.points[0];
  const last = series.points.at(-1);
  const low = deepest(series.points);
  if (first === undefined || last === undefined || low === undefined) return null;
  const { method, from, to } = series.decimation;
  return (
    <p className="mb-2 text-sm text-muted">
      From <Num kind="money" value={first.equity} /> on <Time at={first.t} kind="minute" /> to{" "}
      <Num kind="money" value={last.equity} /> on <Time at={last.t} kind="minute" withZone />. Deepest drawdown{" "}
      <Num kind="pct" value={low.drawdownPct} />.{method === "none" ? null : ` ${to} of ${from} points, extremes kept.`}
    </p>
  );
}
