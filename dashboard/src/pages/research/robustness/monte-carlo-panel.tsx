import { type ReactNode, useState } from "react";
import type { MonteCarloRun, Percentiles } from "../../../../../src/contract/robustness.ts";
import { FanChart } from "../../../charts/fan-chart.tsx";
import { type Fact, FactList } from "../../../components/fact-list.tsx";
import { Num } from "../../../components/num.tsx";
import { Panel } from "../../../components/panel.tsx";
import { PlainTable } from "../../../components/plain-table.tsx";
import { formatNum } from "../../../format/num.ts";

const PERCENTILES = ["p1", "p5", "p25", "p50", "p75", "p95", "p99", "mean"] as const;
const BANDS = ["p5", "p25", "p50", "p75", "p95"] as const;
const HEADS: Readonly<Record<keyof Percentiles, string>> = {
  p1: "1%",
  p5: "5%",
  p25: "25%",
  p50: "Middle",
  p75: "75%",
  p95: "95%",
  p99: "99%",
  mean: "Mean",
};
const TITLES: Readonly<Record<MonteCarloRun["method"], string>> = {
  blocks: "Other lives: its days in other blocks",
  trades: "Other lives: its trades in another order",
};

/** Other lives of one run, drawn from its own days or trades. */
export function MonteCarloPanel({ run }: { readonly run: MonteCarloRun }): ReactNode {
  const [isTable, setIsTable] = useState(false);
  const { method, fan, finalReturn, maxDrawdown } = run;
  const unit = method === "blocks" ? "session" : "trade";
  const toggle = (
    <button type="button" className="button" aria-pressed={isTable} onClick={() => setIsTable((now) => !now)}>
      Table
    </button>
  );
  return (
    <Panel title={TITLES[method]} actions={toggle}>
      <p className="mb-2 text-sm text-muted">
        {formatNum("count", run.paths)} paths of {formatNum("count", run.steps)} {unit}s drawn from this run, seed{" "}
        {run.seed}
        {run.block === null ? "" : `, blocks of ${formatNum("parameter", run.block)} sessions on average`}. What the
        same luck could have made of it; no forecast.
      </p>
      {isTable ? (
        <FanTable run={run} unit={unit} />
      ) : (
        <FanChart
          label={`Wealth of the paths by ${unit}, in percent of the initial capital: at the end nine in ten between ${percent(fan.at(-1)?.p5)} and ${percent(fan.at(-1)?.p95)}, the middle at ${percent(fan.at(-1)?.p50)}.`}
          fan={fan}
          level="1"
          levelName="Initial capital"
          read={(index) => <Reading point={fan[index]} unit={unit} />}
        />
      )}
      <div className="mt-3 grid gap-3">
        <FactList facts={factsOf(run)} />
        <PlainTable
          caption="Percentiles of the paths"
          heads={[
            { text: "Share of paths below" },
            ...PERCENTILES.map((key) => ({ text: HEADS[key], isNumeric: true })),
          ]}
          rows={[
            ["Return at the end", finalReturn, "change"] as const,
            ["Deepest fall", maxDrawdown, "pct"] as const,
          ].map(([label, values, kind]) => ({
            id: label,
            cells: [label, ...PERCENTILES.map((key) => <Num kind={kind} value={values[key]} />)],
          }))}
        />
        {method === "trades" ? (
          <p className="text-sm text-muted">
            In any order the same trades end at the same return; what changes is the way there.
          </p>
        ) : null}
      </div>
    </Panel>
  );
}

function percent(value: string | undefined): string {
  return value === undefined ? "–" : formatNum("pct", value);
}

function factsOf({ lossProbability, drawdownLimit, limitProbability, sharpe, paths }: MonteCarloRun): readonly Fact[] {
  const facts: readonly Fact[] = [
    ["Paths that end with a loss", <Num kind="pct" value={lossProbability} />],
    [`Paths that fall by ${formatNum("pct", drawdownLimit)}`, <Num kind="pct" value={limitProbability} />],
  ];
  if (sharpe === null) return facts;
  return [
    ...facts,
    ["Sharpe (√252, rf 0)", <Num kind="ratio" value={sharpe.estimate} />],
    [
      `Its middle ${formatNum("pct", sharpe.confidence).replace(/\.0+%/, "%")} of ${formatNum("count", paths)} paths`,
      <>
        <Num kind="ratio" value={sharpe.low} /> to <Num kind="ratio" value={sharpe.high} />
      </>,
    ],
  ];
}

interface ReadingProps {
  readonly point: MonteCarloRun["fan"][number] | undefined;
  readonly unit: string;
}

function Reading({ point, unit }: ReadingProps): ReactNode {
  if (point === undefined) return null;
  return (
    <>
      After {unit} {formatNum("count", point.step)}: middle <Num kind="pct" value={point.p50} /> · half of the paths{" "}
      <Num kind="pct" value={point.p25} /> to <Num kind="pct" value={point.p75} /> · nine in ten{" "}
      <Num kind="pct" value={point.p5} /> to <Num kind="pct" value={point.p95} /> of the initial capital
    </>
  );
}

function FanTable({ run, unit }: { readonly run: MonteCarloRun; readonly unit: string }): ReactNode {
  return (
    <div className="max-h-[460px] overflow-auto px-3">
      <PlainTable
        caption={`Wealth in percent of the initial capital, by ${unit}`}
        heads={[
          { text: `After ${unit}`, isNarrow: true },
          ...BANDS.map((key) => ({ text: HEADS[key], isNumeric: true })),
        ]}
        rows={run.fan.map((point) => ({
          id: `${point.step}`,
          cells: [formatNum("count", point.step), ...BANDS.map((key) => <Num kind="pct" value={point[key]} />)],
        }))}
      />
    </div>
  );
}
