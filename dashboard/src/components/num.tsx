import type { ReactNode } from "react";
import { type Direction, directionOf, formatNum, type NumKind } from "../format/num.ts";

const TONES: Readonly<Record<Direction, string>> = { up: "text-gain", down: "text-loss", flat: "text-muted" };
const ARROWS: Readonly<Record<Direction, string>> = { up: "▲", down: "▼", flat: "" };

interface NumProps {
  readonly kind: NumKind;
  /** Decimal text from the server; null: unknown. */
  readonly value: string | number | null | undefined;
  readonly unit?: string | undefined;
  /** Why there is no value: said on hover and to screen readers. */
  readonly missing?: string;
  /** Colours by sign and, on tiles, adds an arrow. */
  readonly tone?: "sign" | "arrow" | "none";
}

/** The only way to print a number. */
export function Num({ kind, value, unit, missing = "not known", tone }: NumProps): ReactNode {
  if (value === null || value === undefined) {
    return (
      <span className="text-muted" title={missing}>
        –<span className="sr-only"> {missing}</span>
      </span>
    );
  }
  const printed = formatNum(kind, value);
  const direction = directionOf(printed);
  const isToned = tone !== "none" && (kind === "pnl" || kind === "change");
  return (
    <span className={`whitespace-nowrap tabular-nums ${isToned ? TONES[direction] : ""}`}>
      {tone === "arrow" && direction !== "flat" ? <span aria-hidden="true">{ARROWS[direction]} </span> : null}
      {printed}
      {unit === undefined ? null : <span className="text-muted text-[0.85em] font-normal"> {unit}</span>}
    </span>
  );
}
