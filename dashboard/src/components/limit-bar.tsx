import type { ReactNode } from "react";
import { barFill } from "../format/plot-number.ts";
import { Num } from "./num.tsx";

interface LimitBarProps {
  readonly label: string;
  /** Fraction used; null: unknown. */
  readonly value: string | null;
  /** Fraction allowed; null: no limit set. */
  readonly limit: string | null;
}

/** How much of a limit is used, as text and as a bar. */
export function LimitBar({ label, value, limit }: LimitBarProps): ReactNode {
  if (limit === null) return <>no limit set</>;
  const fill = value === null ? 0 : barFill(value, limit);
  const tone = fill >= 1 ? "bg-critical" : fill >= 0.8 ? "bg-warning" : "bg-accent";
  return (
    <>
      <span className="sr-only">{label}: </span>limit <Num kind="pct" value={limit} />
      <span aria-hidden="true" className="mt-1 block h-1.5 overflow-hidden rounded bg-raised">
        <span className={`block h-full ${tone}`} style={{ width: `${fill * 100}%` }} />
      </span>
    </>
  );
}
