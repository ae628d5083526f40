import type { RunnableStrategy, RunOptions } from "../../contract/run-options.ts";
import type { FillModelName } from "../../core/model/venue-model.ts";
import { microsToDecimal } from "../../platform/decimal-micros.ts";
import type { StrategyFileRules } from "../../platform/strategy-file.ts";
import { OBJECTIVES } from "../../research/sweep/objective.ts";
import { resolutionText } from "../../data/catalogue/series.ts";
import type { Dataset } from "./run-datasets.ts";
import { COMBINATIONS_MAX } from "./run-limits.ts";
import type { SourcedStrategy } from "./strategy-sources.ts";

/** Fill models that need nothing but their name; the others come with a strategy's file. */
const PLAIN_MODELS: readonly { readonly id: FillModelName; readonly label: string; readonly isOptimistic: boolean }[] =
  [
    { id: "next-bar-open", label: "Next bar's open", isOptimistic: false },
    { id: "volume-share", label: "Next bar, limited by its volume, with market impact", isOptimistic: false },
    { id: "same-bar-close", label: "Close of the deciding bar (optimistic)", isOptimistic: true },
  ];

/** What the launcher's form offers. */
export function runOptionsOf(
  sources: readonly SourcedStrategy[],
  datasets: readonly Dataset[],
  rules: StrategyFileRules,
): RunOptions {
  const own = sources
    .map(({ strategy }) => strategy.venueModel.name)
    .filter((name, i, all) => all.indexOf(name) === i && PLAIN_MODELS.every(({ id }) => id !== name));
  return {
    strategies: sources.map((source) => runnableOf(source, rules)),
    datasets: datasets.map((dataset) => dataset.row),
    fillModels: [
      ...PLAIN_MODELS.map((model) => ({ ...model })),
      ...own.map((id) => ({ id, label: `${id}, as its strategy's file says`, isOptimistic: false })),
    ],
    objectives: [...OBJECTIVES],
    combinationsMax: COMBINATIONS_MAX,
  };
}

function runnableOf({ strategy }: SourcedStrategy, { kinds }: StrategyFileRules): RunnableStrategy {
  const rules = kinds.find((kind) => kind.kind === strategy.kind)?.parameters ?? [];
  return {
    id: strategy.id,
    name: strategy.name,
    kind: strategy.kind,
    symbols: [...strategy.instruments],
    timeframe: resolutionText(strategy.timeframeSeconds),
    parameters: rules.map(({ name, type, minimum, maximum, defaultValue, description }) => ({
      name,
      type,
      minimum,
      maximum,
      value: strategy.parameters[name] ?? defaultValue ?? minimum,
      description,
    })),
    initialCapital: microsToDecimal(strategy.initialCapitalMicros),
    commissionPerOrder: microsToDecimal(strategy.costs.commissionPerOrderMicros),
    slippageBps: strategy.costs.slippageBps,
    fillModel: strategy.venueModel.name,
  };
}
