import type { ReactNode } from "react";
import type { Mode } from "../../../src/contract/mode.ts";

const PATTERNS: Readonly<Record<Mode, string>> = {
  LIVE: "border-solid border-critical bg-critical text-background",
  PAPER: "border-dashed border-accent text-accent",
  SANDBOX: "border-dotted border-ok text-ok",
  BACKTEST: "border-double border-4 border-muted text-text",
  REPLAY: "border-double border-4 border-muted text-text",
  DEMO: "hatched border-solid border-warning text-text",
};

/** Where orders go: word, colour and pattern. */
export function ModeBadge({ mode }: { readonly mode: Mode }): ReactNode {
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <span className={`rounded border-2 px-2 py-0.5 text-sm font-bold tracking-wide ${PATTERNS[mode]}`}>{mode}</span>
      {mode === "DEMO" ? <span className="text-muted text-xs">sample data</span> : null}
    </span>
  );
}
