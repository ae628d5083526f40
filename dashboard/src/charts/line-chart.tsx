import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { createLineChart, type LinePlot } from "./create-line-chart.ts";
import { LineLegend } from "./line-legend.tsx";
import type { LinePoint, PlotLine } from "./line-points.ts";

interface LineChartProps {
  readonly label: string;
  readonly unit: "money" | "ratio";
  readonly lines: readonly PlotLine[];
  readonly below: readonly LinePoint[] | null;
  /** Every second that has a point, rising. */
  readonly times: readonly number[];
  /** The values of the point at a place of `times`, in words. */
  readonly read: (index: number) => ReactNode;
  readonly heightPx: number;
}

/** Lines over time; the point under the pointer or the arrow keys also as text. */
export function LineChart(props: LineChartProps): ReactNode {
  const { label, unit, lines, below, times, read, heightPx } = props;
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<LinePlot | null>(null);
  const [at, setAt] = useState<number | null>(null);
  useEffect(() => {
    if (frame.current === null) return;
    const made = createLineChart(frame.current, unit);
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
  }, [unit]);
  useEffect(() => plot.current?.show(lines, below), [lines, below]);

  const found = at === null ? times.length - 1 : times.indexOf(at);
  const index = found < 0 ? times.length - 1 : found;
  const step = (event: KeyboardEvent): void => {
    const move = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (move === 0) return;
    event.preventDefault();
    setAt(times[Math.min(times.length - 1, Math.max(0, index + move))] ?? null);
  };
  return (
    <figure className="isolate">
      <LineLegend lines={lines} />
      <div
        ref={frame}
        tabIndex={0}
        role="img"
        aria-label={`${label}. Arrow keys read single points.`}
        style={{ height: heightPx }}
        onKeyDown={step}
      />
      <figcaption className="mt-1 flex flex-wrap justify-between gap-x-4 text-xs text-muted">
        <span>{times.length === 0 ? null : read(index)}</span>
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
