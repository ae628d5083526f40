import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { EquitySeries } from "../../../src/contract/equity-series.ts";
import { Num } from "../components/num.tsx";
import { Time, viewerZoneLabel } from "../components/time.tsx";
import { createEquityChart, type EquityPlot } from "./create-equity-chart.ts";
import { plottedPoints } from "./equity-points.ts";

interface EquityChartProps {
  readonly series: EquitySeries;
  readonly heightPx: number;
}

/** Equity over its drawdown with a shared time axis; the point under the pointer or arrow keys also as text. */
export function EquityChart({ series, heightPx }: EquityChartProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<EquityPlot | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const points = useMemo(() => plottedPoints(series.points), [series]);
  useEffect(() => {
    if (frame.current === null) return;
    const made = createEquityChart(frame.current);
    plot.current = made;
    made.onPoint(setAt);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", made.recolour);
    addEventListener("displaychange", made.recolour);
    return () => {
      dark.removeEventListener("change", made.recolour);
      removeEventListener("displaychange", made.recolour);
      made.remove();
      plot.current = null;
    };
  }, []);
  useEffect(() => plot.current?.show(points), [points]);

  const step = (event: KeyboardEvent): void => {
    const move = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (move === 0) return;
    event.preventDefault();
    const index = at === null ? points.length - 1 : points.findIndex((point) => point.time >= at) + move;
    setAt(points[Math.min(points.length - 1, Math.max(0, index))]?.time ?? null);
  };
  const point = series.points.findLast(({ t }) => at !== null && Math.floor(Date.parse(t) / 1000) === at);
  const read = point ?? series.points.at(-1);
  return (
    <figure className="isolate">
      <div
        ref={frame}
        role="img"
        tabIndex={0}
        aria-label="Chart of equity above drawdown. Left and right arrow keys read the points."
        style={{ height: heightPx }}
        onKeyDown={step}
      />
      <figcaption className="mt-1 flex flex-wrap justify-between gap-x-4 text-xs text-muted">
        <span>
          {read === undefined ? null : (
            <>
              <Time at={read.t} kind="moment" /> {viewerZoneLabel()} · equity <Num kind="money" value={read.equity} /> ·
              drawdown <Num kind="pct" value={read.drawdownPct} />
            </>
          )}
        </span>
        <span>
          Charts:{" "}
          <a className="link" href="https://www.tradingview.com/" target="_blank" rel="noreferrer">
            TradingView Lightweight Charts™
          </a>
        </span>
      </figcaption>
    </figure>
  );
}
