import type { ReactNode } from "react";
import { SWATCH_DASHES } from "./line-looks.ts";
import type { PlotLine } from "./line-points.ts";

/** A line's dash and colour, as large as a word. */
export function LineSwatch({ look }: { readonly look: PlotLine["look"] }): ReactNode {
  return (
    <svg aria-hidden="true" width="26" height="8" className="inline shrink-0">
      <line
        x1="0"
        x2="26"
        y1="4"
        y2="4"
        strokeWidth="2.5"
        style={{ stroke: `var(${look.colour})` }}
        strokeDasharray={SWATCH_DASHES[look.dash]}
      />
    </svg>
  );
}

/** Which line is whose. */
export function LineLegend({ lines }: { readonly lines: readonly Pick<PlotLine, "name" | "look">[] }): ReactNode {
  return (
    <ul className="mb-1 flex flex-wrap gap-x-4 gap-y-1 text-sm" aria-label="Lines">
      {lines.map(({ name, look }) => (
        <li key={name} className="flex min-w-0 items-center gap-1.5">
          <LineSwatch look={look} />
          <span className="wrap-anywhere">{name}</span>
        </li>
      ))}
    </ul>
  );
}
