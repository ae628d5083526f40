import { type KeyboardEvent, type PointerEvent, type ReactNode, useMemo, useState } from "react";
import { compareDecimals } from "../format/compare-decimals.ts";
import { formatNum } from "../format/num.ts";
import { fanPaths, type FanStep } from "./fan-paths.ts";

interface FanChartProps {
  /** What it shows, for those who do not see it. */
  readonly label: string;
  readonly fan: readonly FanStep[];
  /** Shares of this are drawn and printed; its height is a dashed line. */
  readonly level: string;
  readonly levelName: string;
  /** The values at a place of the fan, in words. */
  readonly read: (index: number) => ReactNode;
}

const HEIGHT = "h-56 sm:h-72";
/** Labels nearer than this to another, in percent of the height, would lie over it. */
const APART = 9;
const percent = (value: string): string => formatNum("pct", value);

/** Percentiles of many paths as two bands and their middle; the point under the pointer or arrow keys also as text. */
export function FanChart({ label, fan, level, levelName, read }: FanChartProps): ReactNode {
  const [at, setAt] = useState<number | null>(null);
  const paths = useMemo(() => fanPaths(fan, level), [fan, level]);
  const ends = useMemo(
    () => [level, ...fan.flatMap(({ p5, p95 }) => [p5, p95])].toSorted(compareDecimals),
    [fan, level],
  );
  const last = fan.length - 1;
  const index = Math.min(at ?? last, last);
  const step = (event: KeyboardEvent): void => {
    const move = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (move === 0) return;
    event.preventDefault();
    setAt(Math.min(last, Math.max(0, index + move)));
  };
  const point = (event: PointerEvent<HTMLElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - left) / width) * 100;
    const next = paths.xs.findIndex((place) => place >= x);
    setAt(next < 0 ? last : next);
  };
  return (
    <figure>
      <Legend levelName={levelName} />
      <div className="flex gap-2">
        <div
          tabIndex={0}
          role="img"
          aria-label={`${label} Arrow keys read single points.`}
          className={`relative min-w-0 flex-1 touch-pan-y ${HEIGHT}`}
          onKeyDown={step}
          onPointerMove={point}
          onPointerLeave={() => setAt(null)}
        >
          <svg aria-hidden="true" viewBox="0 0 100 100" preserveAspectRatio="none" className="absolute size-full">
            <polygon points={paths.outer} fill="var(--accent)" fillOpacity="0.16" />
            <polygon points={paths.inner} fill="var(--accent)" fillOpacity="0.28" />
            <Stroke points={`0,${paths.levelY} 100,${paths.levelY}`} colour="--neutral" dashes="4 4" />
            <Stroke points={paths.middle} colour="--accent" />
            {at === null ? null : (
              <Stroke points={`${paths.xs[index] ?? 0},0 ${paths.xs[index] ?? 0},100`} colour="--neutral" />
            )}
          </svg>
        </div>
        <div aria-hidden="true" className={`relative w-16 text-xs text-muted tabular-nums ${HEIGHT}`}>
          <span className="absolute top-0">{percent(ends.at(-1) ?? level)}</span>
          <span className="absolute bottom-0">{percent(ends[0] ?? level)}</span>
          {paths.levelY < APART || paths.levelY > 100 - APART ? null : (
            <span className="absolute -translate-y-1/2" style={{ top: `${paths.levelY}%` }}>
              {percent(level)}
            </span>
          )}
        </div>
      </div>
      <figcaption className="mt-1 text-xs text-muted">{read(index)}</figcaption>
    </figure>
  );
}

interface StrokeProps {
  readonly points: string;
  readonly colour: string;
  readonly dashes?: string;
}

function Stroke({ points, colour, dashes = "none" }: StrokeProps): ReactNode {
  return (
    <polyline
      points={points}
      fill="none"
      stroke={`var(${colour})`}
      strokeWidth="1.5"
      strokeDasharray={dashes}
      vectorEffect="non-scaling-stroke"
    />
  );
}

function Legend({ levelName }: { readonly levelName: string }): ReactNode {
  const box = (opacity: string) => <rect y="1" width="22" height="10" fill="var(--accent)" fillOpacity={opacity} />;
  const line = (colour: string, dashes: string) => (
    <line x2="22" y1="6" y2="6" stroke={`var(${colour})`} strokeWidth="2" strokeDasharray={dashes} />
  );
  const marks = [
    ["Middle path", line("--accent", "none")],
    ["Half of the paths", box("0.44")],
    ["Nine in ten", box("0.16")],
    [levelName, line("--neutral", "4 4")],
  ] as const;
  return (
    <ul className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-sm" aria-label="Parts of the chart">
      {marks.map(([text, mark]) => (
        <li key={text} className="flex items-center gap-1.5">
          <svg aria-hidden="true" width="22" height="12">
            {mark}
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
