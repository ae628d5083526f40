import type { ReactNode } from "react";
import { compareDecimals } from "../format/compare-decimals.ts";
import { plotShares } from "../format/plot-number.ts";

/** How a parameter moved from window to window: its values as a path between the least and the greatest. */
export function ParameterPath({
  name,
  values,
}: {
  readonly name: string;
  readonly values: readonly string[];
}): ReactNode {
  const shares = plotShares(values);
  const sorted = values.toSorted(compareDecimals);
  const at = (index: number): { x: string; y: string } => ({
    x: `${values.length < 2 ? 50 : 3 + (index / (values.length - 1)) * 94}%`,
    y: `${88 - (shares[index] ?? 0.5) * 76}%`,
  });
  return (
    <figure>
      <div className="flex gap-2">
        <div
          aria-hidden="true"
          className="flex w-14 shrink-0 flex-col justify-between text-right text-xs text-muted tabular-nums"
        >
          <span>{sorted.at(-1)}</span>
          <span>{sorted[0] === sorted.at(-1) ? "" : sorted[0]}</span>
        </div>
        <svg
          role="img"
          aria-label={`${name} by window: ${values.join(", ")}`}
          className="h-20 w-0 flex-1 rounded border border-line bg-background"
        >
          {shares.slice(1).map((_, index) => {
            const from = at(index);
            const to = at(index + 1);
            return (
              <line
                // Windows have no other key than their place.
                key={from.x}
                x1={from.x}
                y1={from.y}
                x2={to.x}
                y2={to.y}
                stroke="var(--accent)"
                strokeWidth="1.5"
              />
            );
          })}
          {shares.map((_, index) => {
            const { x, y } = at(index);
            return (
              <circle key={x} cx={x} cy={y} r="3.5" fill="var(--accent)">
                <title>{`window ${index + 1}: ${values[index] ?? ""}`}</title>
              </circle>
            );
          })}
        </svg>
      </div>
      <figcaption aria-hidden="true" className="flex justify-between pl-16 text-xs text-muted">
        <span>window 1</span>
        <span>window {values.length}</span>
      </figcaption>
    </figure>
  );
}
