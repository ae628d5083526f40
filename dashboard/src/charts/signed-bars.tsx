import type { ReactNode } from "react";
import { plotShares } from "../format/plot-number.ts";

interface SignedBarsProps {
  readonly label: string;
  readonly bars: readonly { readonly label: string; readonly value: string; readonly text: ReactNode }[];
}

/** Values as bars to both sides of one zero; the number stands beside each. */
export function SignedBars({ label, bars }: SignedBarsProps): ReactNode {
  const [zero = 0, ...shares] = plotShares(["0", ...bars.map((bar) => bar.value)]);
  return (
    <ol aria-label={label} className="grid gap-2">
      {bars.map((bar, at) => {
        const share = shares[at] ?? zero;
        const colour = share < zero ? "--loss" : "--gain";
        return (
          <li key={bar.label} className="grid gap-0.5">
            <span className="flex justify-between gap-3">
              <span>{bar.label}</span>
              <span>{bar.text}</span>
            </span>
            <svg aria-hidden="true" className="h-2.5 w-full">
              <rect width="100%" height="100%" fill="var(--raised)" />
              <rect
                x={`${Math.min(zero, share) * 100}%`}
                width={`${Math.abs(share - zero) * 100}%`}
                height="100%"
                fill={`var(${colour})`}
              />
              <rect x={`${zero * 100}%`} width="1.5" height="100%" fill="var(--text)" />
            </svg>
          </li>
        );
      })}
    </ol>
  );
}
