import type { ReactNode } from "react";
import { barFill } from "../format/plot-number.ts";
import { formatNum } from "../format/num.ts";
import { formatSpan } from "../format/time.ts";

interface ProgressBarProps {
  readonly label: string;
  /** Fraction done. */
  readonly progress: string;
  /** Seconds to go; null while nobody can say. */
  readonly etaSeconds: number | null;
}

/** How far a job is, as a bar and in words. */
export function ProgressBar({ label, progress, etaSeconds }: ProgressBarProps): ReactNode {
  const percent = barFill(progress, "1") * 100;
  return (
    <span className="flex min-w-28 flex-1 items-center gap-2">
      <span
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(percent)}
        className="h-1.5 min-w-14 flex-1 overflow-hidden rounded bg-raised"
      >
        <span className="block h-full bg-accent" style={{ width: `${percent}%` }} />
      </span>
      <span className="text-xs whitespace-nowrap text-muted">
        {formatNum("pct", progress).replace(/\.\d+/, "")}
        {etaSeconds === null ? "" : ` · ${formatSpan(etaSeconds * 1000).replace(/\.\d/, "")} left`}
      </span>
    </span>
  );
}
