import type { ReactNode } from "react";
import { formatNum } from "../format/num.ts";

interface CountBarsProps {
  readonly label: string;
  readonly bars: readonly { readonly label: string; readonly count: number }[];
  readonly tone: "accent" | "warning";
}

/** Counts as bars from one zero; the number stands beside each. */
export function CountBars({ label, bars, tone }: CountBarsProps): ReactNode {
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  return (
    <ol aria-label={label} className="grid gap-2">
      {bars.map((bar) => (
        <li key={bar.label} className="grid gap-0.5">
          <span className="flex justify-between gap-3">
            <span className="wrap-anywhere">{bar.label}</span>
            <span className="tabular-nums">{formatNum("count", bar.count)}</span>
          </span>
          <svg aria-hidden="true" className="h-2 w-full rounded" preserveAspectRatio="none">
            <rect width="100%" height="100%" fill="var(--raised)" />
            <rect width={`${(bar.count / most) * 100}%`} height="100%" fill={`var(--${tone})`} />
          </svg>
        </li>
      ))}
    </ol>
  );
}
