import { isBetter, type Objective } from "../sweep/objective.ts";
import { percentText, ratioText } from "./format-figure.ts";

/** How an objective is named and written in a report. */
export interface ObjectiveText {
  readonly name: string;
  readonly unit: "percent" | "ratio";
  /** The value as it is shown: drawdowns below zero, so that more is always better. */
  readonly shown: (value: number) => number;
  /** A value that is shown, for people. */
  readonly write: (shown: number | null) => string;
}

const NAMES: Readonly<Record<Objective, readonly [name: string, unit: ObjectiveText["unit"]]>> = {
  sharpe: ["Sharpe (√252, rf 0)", "ratio"],
  totalReturn: ["Return", "percent"],
  cagr: ["CAGR", "percent"],
  sortino: ["Sortino (√252, rf 0)", "ratio"],
  calmar: ["Calmar", "ratio"],
  profitFactor: ["Profit factor", "ratio"],
  winRate: ["Win rate", "percent"],
  expectancy: ["Expectancy per trade", "ratio"],
  maxDrawdown: ["Max drawdown", "percent"],
  maxDrawdownDaily: ["Max drawdown (daily)", "percent"],
};

/** Name, unit and writing of an objective. */
export function objectiveTextOf(objective: Objective): ObjectiveText {
  const [name, unit] = NAMES[objective];
  const isSmallBetter = isBetter(0, 1, objective);
  return {
    name,
    unit,
    shown: (value) => (isSmallBetter && value !== 0 ? -value : value),
    write: (shown) => (unit === "percent" ? percentText(shown, { signed: true, decimals: 2 }) : ratioText(shown)),
  };
}
