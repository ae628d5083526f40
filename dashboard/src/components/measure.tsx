import type { ReactNode } from "react";
import type { NumKind } from "../format/num.ts";
import { Num } from "./num.tsx";

const KINDS: Readonly<Record<string, NumKind>> = {
  ratio: "pct",
  units: "qty",
  shares: "qty",
  count: "count",
  bps: "bps",
  price: "price",
  s: "qty",
  ms: "qty",
};
const CURRENCY = /^[A-Z]{3}$/;
const WITH_UNIT = new Set(["units", "shares", "s", "ms"]);

interface MeasureProps {
  readonly value: string | null;
  /** Unit as the server names it: `USD`, `ratio`, `units`, `s` ... */
  readonly unit: string;
  readonly missing: string;
}

/** A number of a trace, printed by its unit; a flag as yes or no. */
export function Measure({ value, unit, missing }: MeasureProps): ReactNode {
  if (unit === "flag" && value !== null) return <span>{value === "0" ? "no" : "yes"}</span>;
  const isMoney = CURRENCY.test(unit);
  const kind = isMoney ? "money" : (KINDS[unit] ?? "qty");
  const shown = isMoney || WITH_UNIT.has(unit) || KINDS[unit] === undefined ? unit : undefined;
  return <Num kind={kind} value={value} unit={shown === "" ? undefined : shown} missing={missing} />;
}
