import { type ReactNode, useMemo } from "react";
import type { RunComparison } from "../../../../../src/contract/run-comparison.ts";
import { LineChart } from "../../../charts/line-chart.tsx";
import { LINE_LOOKS } from "../../../charts/line-looks.ts";
import { linePoints, type PlotLine, secondOf } from "../../../charts/line-points.ts";
import { EmptyNote } from "../../../components/empty-note.tsx";
import { Num } from "../../../components/num.tsx";
import { Day } from "../run-period.tsx";
import { comparedNames } from "./compared-heads.tsx";

/** Equity of all runs over one another, each 100 at its start. */
export function ComparedEquity({ comparison }: { readonly comparison: RunComparison }): ReactNode {
  const { runs, equity } = comparison;
  const names = useMemo(() => comparedNames(runs), [runs]);
  const lines = useMemo(
    () =>
      LINE_LOOKS.slice(0, runs.length).map((look, at): PlotLine => {
        const points = linePoints(equity.map(({ t, values }) => ({ t, value: values[at] ?? null })));
        return { name: names[at] ?? "", look, points };
      }),
    [runs, equity, names],
  );
  const times = useMemo(() => equity.map(({ t }) => secondOf(t)), [equity]);
  if (equity.length === 0) return <EmptyNote title="No equity to compare">These runs wrote no equity curve.</EmptyNote>;
  const read = (index: number): ReactNode => {
    const point = equity[index];
    if (point === undefined) return null;
    return (
      <>
        <Day at={point.t} />
        {point.values.map((value, at) => (
          <span key={names[at] ?? at}>
            {" "}
            · {names[at]} <Num kind="ratio" value={value} missing="the run does not reach here" />
          </span>
        ))}
      </>
    );
  };
  return (
    <LineChart
      label="Chart of the equity of all runs, 100 at the start"
      unit="ratio"
      lines={lines}
      below={null}
      times={times}
      read={read}
      heightPx={360}
    />
  );
}
