import type { ReactNode } from "react";
import type { FigureLine, RunDetail } from "../../../../../src/contract/run-detail.ts";
import { Num } from "../../../components/num.tsx";
import { missingFigure } from "../run-words.ts";
import { Tile } from "../../home/tile.tsx";

/** What stands first where the run has it, by the beginning of its label. */
const FIRST = ["Return", "CAGR", "Sharpe", "Max drawdown", "Trades", "Win rate", "Profit factor"] as const;

/** The most important lines, each once. */
function firstLines(lines: readonly FigureLine[]): readonly FigureLine[] {
  return FIRST.flatMap((start) => lines.find((line) => line.label.startsWith(start)) ?? []);
}

/** Key figures with those of the benchmark below them. */
export function KeyFigures({ detail }: { readonly detail: RunDetail }): ReactNode {
  const { run, lines, benchmark } = detail;
  const first = firstLines(lines);
  if (first.length === 0 && run.figures.totalReturn === null) return null;
  return (
    <section aria-label="Key figures">
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))]">
        {first.length === 0 ? (
          <>
            <Tile label="Return" value={<Num kind="change" value={run.figures.totalReturn} />} note="" />
            <Tile
              label="Sharpe (√252, rf 0)"
              value={<Num kind="ratio" value={run.figures.sharpe} missing={missingFigure(run)} />}
              note=""
            />
            <Tile
              label="Max drawdown"
              value={<Num kind="pct" value={run.figures.maxDrawdown} missing={missingFigure(run)} />}
              note=""
            />
            <Tile label="Trades" value={<Num kind="count" value={run.figures.trades} />} note="" />
          </>
        ) : (
          first.map((line) => (
            <Tile
              key={line.label}
              label={line.label}
              value={<FigureText text={line.value} reason={line.reason} />}
              note={isShown(line.benchmark) ? `${line.benchmark} benchmark` : line.reason}
            />
          ))
        )}
      </div>
      {benchmark === "" ? null : <p className="mt-1 text-xs text-muted">Benchmark: {benchmark}</p>}
    </section>
  );
}

/** False for the dash that stands for no figure. */
function isShown(text: string): boolean {
  return text !== "" && text !== "–" && text !== "—";
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
