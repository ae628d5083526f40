import { type ReactNode, useId } from "react";

interface CoverageBarProps {
  /** First and last session of the data, `2024-03-11`. */
  readonly from: string;
  readonly to: string;
  readonly gaps: readonly { readonly from: string; readonly to: string }[];
  /** Part that the run would use; an empty end is the data's. */
  readonly chosen: { readonly from: string; readonly to: string };
}

const DAY_MS = 86_400_000;

/** Bars over time: solid where they are, hatched where sessions lack them, a frame around the chosen part. */
export function CoverageBar({ from, to, gaps, chosen }: CoverageBarProps): ReactNode {
  const hatch = useId();
  const start = Date.parse(from);
  const span = Math.max(DAY_MS, Date.parse(to) - start + DAY_MS);
  const box = (first: string, last: string): { x: string; width: string } => {
    const left = Math.max(0, Date.parse(first) - start) / span;
    const right = Math.min(span, Date.parse(last) + DAY_MS - start) / span;
    return { x: `${left * 100}%`, width: `${Math.max(0.6, (right - left) * 100)}%` };
  };
  return (
    <svg aria-hidden="true" className="h-5 w-full">
      <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="5" height="5" fill="var(--background)" />
        <line x1="0" y1="0" x2="0" y2="5" stroke="var(--warning)" strokeWidth="3" />
      </pattern>
      <rect y="5" width="100%" height="10" rx="2" fill="var(--line)" />
      <rect {...box(chosen.from || from, chosen.to || to)} y="5" height="10" fill="var(--accent)" />
      {gaps.map((gap) => (
        <rect
          key={gap.from}
          {...box(gap.from, gap.to)}
          y="3"
          height="14"
          fill={`url(#${hatch})`}
          stroke="var(--warning)"
        />
      ))}
    </svg>
  );
}
