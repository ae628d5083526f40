import type { Passport } from "../doubt/passport.ts";
import type { GateName, PassportGate } from "../doubt/passport-gates.ts";
import { THRESHOLDS } from "../doubt/passport-gates.ts";
import { groupText, NONE, percentText } from "./format-figure.ts";
import type { HeatTable } from "./heat-table.ts";
import type { ReportCheck, ReportFigure, ReportParts } from "./report-parts.ts";

/** What a report shows of the passport of its run. */
export function passportParts({ strategy, gates, evidence }: Passport): ReportParts {
  const neighbourhood = heatOf(strategy.parameters, evidence.neighbourhood.heatmap);
  return {
    checks: gates.map(checkOf),
    figures: figuresOf(evidence),
    costStress: evidence.costs,
    ...(neighbourhood === null ? {} : { neighbourhood }),
  };
}

/** The gates in words; one named like a check of the report's own takes its place. */
const NAMES: Readonly<Record<GateName, string>> = {
  history: "History",
  trades: "Trade count",
  outOfSample: "Out of sample",
  lookAhead: "Look-ahead",
  recursive: "Recursive",
  costStress: "Cost stress",
  neighbourhood: "Neighbourhood",
  probabilisticSharpe: "Probabilistic Sharpe",
  deflatedSharpe: "Deflated Sharpe",
  overfitting: "Overfitting",
  // The report's own judges the best trade by the winners, this one by what all trades left.
  singleTrade: "Single trade, net",
  drawdown: "Drawdown",
};

function checkOf({ name, isPassed, reason }: PassportGate): ReportCheck {
  const status = isPassed === null ? "not-run" : isPassed ? "pass" : "fail";
  return {
    name: Object.hasOwn(NAMES, name) ? NAMES[name] : name,
    status,
    text: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`,
  };
}

function figuresOf(evidence: Passport["evidence"]): ReportFigure[] {
  const { sharpePerDay, trials, minimumTrackRecordDays, delayedReturn } = evidence;
  const flat = sharpePerDay === null ? "returns do not vary" : "";
  const chance = (label: string, value: number | null): ReportFigure => ({
    label,
    value: percentText(value, { signed: false, decimals: 1 }),
    reason: value === null ? flat : "",
  });
  const tried = `${groupText(trials.distinct)} ${trials.distinct === 1 ? "trial" : "trials"}`;
  const confidence = percentText(THRESHOLDS.probability, { signed: false, decimals: 0 });
  const isUnknown = minimumTrackRecordDays === null;
  return [
    chance("Probabilistic Sharpe (above 0)", evidence.probabilisticSharpe),
    chance(`Deflated Sharpe (${tried})`, evidence.deflatedSharpe),
    {
      label: `Minimum track record in sessions (${confidence})`,
      value: isUnknown ? NONE : groupText(Math.ceil(minimumTrackRecordDays)),
      reason: isUnknown ? flat || "Sharpe is not above 0" : "",
    },
    { label: "Return, every order one bar later", value: percentText(delayedReturn, { signed: true, decimals: 2 }) },
  ];
}

function heatOf(
  parameters: Passport["strategy"]["parameters"],
  heatmap: Passport["evidence"]["neighbourhood"]["heatmap"],
): HeatTable | null {
  if (heatmap === null) return null;
  const { x, y, totalReturn } = heatmap;
  const own = (axis: typeof x): number => axis.values.indexOf(parameters[axis.name] ?? Number.NaN);
  return {
    caption: "Return of neighbouring parameters",
    columnName: x.name,
    columns: x.values,
    rowName: y.name,
    rows: y.values,
    cells: totalReturn,
    chosen: { row: own(y), column: own(x) },
    write: (value) => percentText(value, { signed: true, decimals: 2 }),
  };
}
