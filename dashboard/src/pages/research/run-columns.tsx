import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { RunRow } from "../../../../src/contract/run-row.ts";
import { Num } from "../../components/num.tsx";
import { Time, viewerZoneLabel } from "../../components/time.tsx";
import { formatSpan } from "../../format/time.ts";
import { countOf } from "../../format/words.ts";
import type { Column } from "../../tables/column.ts";
import { RunPeriod } from "./run-period.tsx";
import { RunStatusMark } from "./run-status.tsx";
import { missingFigure, typeWord } from "./run-words.ts";

/** Columns of the runs' table: what decides first, then `actions`, then what describes. */
export function runColumns(actions: readonly Column<RunRow>[]): readonly Column<RunRow>[] {
  return [
    {
      id: "strategy",
      header: "Strategy",
      cell: (run) => (
        <b className="block truncate sm:max-w-52" title={run.strategyIds.join(", ")}>
          {run.strategyIds.join(", ")}
        </b>
      ),
      sort: { by: (run) => run.strategyIds.join(", "), as: "text" },
      isOnCard: true,
    },
    {
      id: "started",
      header: `Started (${viewerZoneLabel()})`,
      cell: (run) => <Time at={run.startedAt} kind="dated" />,
      sort: { by: (run) => run.startedAt, as: "text" },
      isOnCard: true,
    },
    {
      id: "type",
      header: "Type",
      cell: (run) => typeWord(run.type),
      sort: { by: (run) => run.type, as: "text" },
      isOnCard: true,
    },
    {
      id: "status",
      header: "Status",
      cell: (run) => <RunStatusMark run={run} />,
      sort: { by: (run) => run.status, as: "text" },
      isOnCard: true,
    },
    {
      id: "warnings",
      header: "Warnings",
      cell: (run) => <WarningCount run={run} />,
      isNumeric: true,
      sort: { by: (run) => `${run.warnings.length}`, as: "decimal" },
      isOnCard: true,
    },
    {
      id: "return",
      header: "Return",
      cell: (run) => <Num kind="change" value={run.figures.totalReturn} missing={missingFigure(run)} />,
      isNumeric: true,
      sort: { by: (run) => run.figures.totalReturn, as: "decimal" },
      isOnCard: true,
    },
    {
      id: "sharpe",
      header: "Sharpe √252",
      cell: (run) => <Num kind="ratio" value={run.figures.sharpe} missing={missingFigure(run)} />,
      isNumeric: true,
      sort: { by: (run) => run.figures.sharpe, as: "decimal" },
      isOnCard: true,
    },
    {
      id: "drawdown",
      header: "Max drawdown",
      cell: (run) => <Num kind="pct" value={run.figures.maxDrawdown} missing={missingFigure(run)} />,
      isNumeric: true,
      sort: { by: (run) => run.figures.maxDrawdown, as: "decimal" },
      isOnCard: true,
    },
    {
      id: "trades",
      header: "Trades",
      cell: (run) => <Num kind="count" value={run.figures.trades} missing={missingFigure(run)} />,
      isNumeric: true,
      sort: { by: (run) => (run.figures.trades === null ? null : `${run.figures.trades}`), as: "decimal" },
      isOnCard: true,
    },
    ...actions,
    { id: "symbols", header: "Symbols", cell: (run) => <Symbols symbols={run.symbols} /> },
    { id: "period", header: "Period (New York)", cell: (run) => <RunPeriod run={run} /> },
    {
      id: "duration",
      header: "Took",
      cell: (run) => <Took durationMs={run.durationMs} />,
      isNumeric: true,
      sort: { by: (run) => (run.durationMs === null ? null : `${run.durationMs}`), as: "decimal" },
    },
    { id: "by", header: "By", cell: (run) => run.startedBy },
  ];
}

const SYMBOLS_SHOWN = 3;

function Symbols({ symbols }: { readonly symbols: readonly string[] }): ReactNode {
  const shown = symbols.slice(0, SYMBOLS_SHOWN).join(", ");
  const more = symbols.length - SYMBOLS_SHOWN;
  return <span title={symbols.join(", ")}>{more > 0 ? `${shown} and ${more} more` : shown}</span>;
}

function WarningCount({ run }: { readonly run: RunRow }): ReactNode {
  if (run.warnings.length === 0) return <span className="text-muted">none</span>;
  return (
    <span
      className="inline-flex items-center gap-1 text-warning"
      title={run.warnings.map((note) => note.text).join("\n")}
    >
      <TriangleAlert aria-hidden="true" className="size-3.5" />
      <span aria-hidden="true">{run.warnings.length}</span>
      <span className="sr-only">{countOf(run.warnings.length, "warning")}</span>
    </span>
  );
}

/** How long it took. */
export function Took({ durationMs }: { readonly durationMs: number | null }): ReactNode {
  if (durationMs === null) return <Num kind="count" value={null} missing="not done yet" />;
  return <span className="whitespace-nowrap tabular-nums">{formatSpan(durationMs)}</span>;
}
