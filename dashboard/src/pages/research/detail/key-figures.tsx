import type { ReactNode } from "react";
import type { RunDetail } from "../../../../../src/contract/run-detail.ts";
import { Tile } from "../../home/tile.tsx";

/** What stands first where the run has it. */
const FIRST = ["totalReturn", "cagr", "sharpe", "maxDrawdown", "trades", "winRate", "profitFactor"] as const;

/** Key figures with those of the benchmark below them; nothing while there are none. */
export function KeyFigures({ detail }: { readonly detail: RunDetail }): ReactNode {
  const { lines, benchmark } = detail;
  const first = FIRST.flatMap((key) => lines.find((line) => line.key === key) ?? []);
  if (first.length === 0) return null;
  return (
    <section aria-label="Key figures">
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))]">
        {first.map((line) => (
          <Tile
            key={line.key}
            label={line.label}
            value={<FigureText text={line.value} reason={line.reason} />}
            note={isShown(line.benchmark) ? `vs ${line.benchmark}` : line.reason}
          />
        ))}
      </div>
      {benchmark === "" ? null : <p className="mt-1 text-xs text-muted">vs benchmark: {benchmark}</p>}
    </section>
  );
}

/** False for the dash that stands for no figure. */
function isShown(text: string): boolean {
  return text !== "" && text !== "—";
}

/** A figure that the server formatted; where there is none, why. */
export function FigureText({ text, reason }: { readonly text: string; readonly reason: string }): ReactNode {
  if (isShown(text)) return <span className="whitespace-nowrap tabular-nums">{text}</span>;
  return (
    <span className="text-muted" title={reason}>
      –<span className="sr-only"> {reason}</span>
    </span>
  );
}
