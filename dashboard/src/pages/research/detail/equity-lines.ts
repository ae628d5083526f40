import type { RunEquity } from "../../../../../src/contract/run-detail.ts";
import type { LineLook } from "../../../charts/line-looks.ts";
import { linePoints, type PlotLine } from "../../../charts/line-points.ts";

const RUN: LineLook = { colour: "--gain", dash: "solid" };
const TRAINED: LineLook = { colour: "--gain", dash: "dotted" };
const BENCHMARK: LineLook = { colour: "--neutral", dash: "dashed" };

/** Lines of a run's chart: what was tuned on these bars is dotted, what was not is solid; then the benchmark. */
export function equityLines(points: RunEquity["points"]): readonly PlotLine[] {
  const hasTrained = points.some((point) => point.isOutOfSample === false);
  const line = (name: string, look: LineLook, valueOf: (point: RunEquity["points"][number]) => string | null) => ({
    name,
    look,
    points: linePoints(points.map((point) => ({ t: point.t, value: valueOf(point) }))),
  });
  const lines = hasTrained
    ? [
        line("Out of sample", RUN, (point) => (point.isOutOfSample === true ? point.equity : null)),
        line("In sample", TRAINED, (point) => (point.isOutOfSample === true ? null : point.equity)),
      ]
    : [line("Equity", RUN, (point) => point.equity)];
  return [...lines, line("Benchmark", BENCHMARK, (point) => point.benchmark)].filter(({ points }) => points.length > 0);
}
