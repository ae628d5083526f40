import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { RunEquity } from "../../../../../src/contract/run-detail.ts";
import { LineChart } from "../../../charts/line-chart.tsx";
import { linePoints } from "../../../charts/line-points.ts";
import { Num } from "../../../components/num.tsx";
import { Time, viewerZoneLabel } from "../../../components/time.tsx";
import { isPlainKey } from "../../../shell/is-plain-key.ts";
import { equityLines } from "./equity-lines.ts";
import { RunEquityTable } from "./run-equity-table.tsx";

interface RunEquityViewProps {
  readonly equity: RunEquity;
  /** What the benchmark is; empty: none. */
  readonly benchmark: string;
  readonly currency: string;
  readonly heightPx: number;
}

/** Equity, benchmark and drawdown of a run: as a chart or as a table. */
export function RunEquityView({ equity, benchmark, currency, heightPx }: RunEquityViewProps): ReactNode {
  const [isTable, setIsTable] = useState(false);
  const { points, decimation } = equity;
  const lines = useMemo(() => equityLines(points), [points]);
  const below = useMemo(
    () =>
      linePoints(
        points.map(({ t, drawdownPct }) => ({ t, value: drawdownPct })),
        -100,
      ),
    [points],
  );
  const times = useMemo(() => below.map(({ time }) => time), [below]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "t" && isPlainKey(event)) setIsTable((now) => !now);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const read = (index: number): ReactNode => {
    const point = points[Math.min(index, points.length - 1)];
    if (point === undefined) return null;
    return (
      <>
        <Time at={point.t} kind="dated" /> {viewerZoneLabel()} · equity <Num kind="money" value={point.equity} />
        {point.benchmark === null ? null : (
          <>
            {" "}
            · benchmark <Num kind="money" value={point.benchmark} />
          </>
        )}{" "}
        · drawdown <Num kind="pct" value={point.drawdownPct} />
      </>
    );
  };
  return (
    <>
      <div className="mb-2 flex flex-wrap items-start justify-between gap-2">
        <p className="text-sm text-muted">
          Equity{currency === "" ? "" : ` in ${currency}`}, drawdown in % below it.
          {benchmark === "" ? "" : ` Benchmark: ${benchmark}.`}
          {decimation.method === "none" ? "" : ` ${decimation.to} of ${decimation.from} points, extremes kept.`}
        </p>
        <button type="button" className="button" aria-pressed={isTable} onClick={() => setIsTable((now) => !now)}>
          Table
        </button>
      </div>
      {isTable ? (
        <RunEquityTable equity={equity} />
      ) : (
        <LineChart
          label="Chart of equity and benchmark above drawdown"
          unit="money"
          lines={lines}
          below={below}
          times={times}
          read={read}
          heightPx={heightPx}
        />
      )}
    </>
  );
}
