import { parse } from "yaml";
import { RunRefused } from "../../contract/run-port.ts";
import type { RunRequest } from "../../contract/run-request.ts";
import { decimalToMicros, microsToDecimal } from "../../platform/decimal-micros.ts";
import { readStrategyFile } from "../../platform/strategy-file.ts";
import type { StrategyFile, StrategyFileRules } from "../../platform/strategy-file.ts";
import type { KindSpec } from "../../platform/strategy-sections.ts";
import type { SourcedStrategy } from "./strategy-sources.ts";

/** What a form may change of a strategy. */
export type StrategyChange = Pick<
  RunRequest,
  "parameters" | "initialCapital" | "commissionPerOrder" | "slippageBps" | "fillModel"
>;
/** A strategy as a form wants it. */
export interface ChangedStrategy {
  readonly strategy: StrategyFile;
  /** The file that says all of it; that of the source where nothing is changed. */
  readonly text: string;
  readonly isChanged: boolean;
}

/**
 * The strategy with what the form says differently. It is written as a file and read by the rules of
 * files, so nothing gets in that a file could not say; {@link RunRefused} with what is wrong.
 */
export function changeStrategy(
  source: SourcedStrategy,
  change: StrategyChange,
  rules: StrategyFileRules,
): ChangedStrategy {
  const before = source.strategy;
  const raw = parse(source.text) as Record<string, unknown>;
  const draft: Record<string, unknown> = { ...raw };
  const parameters = Object.entries(change.parameters ?? {}).filter(
    ([name, value]) => before.parameters[name] !== value,
  );
  const kind = rules.kinds.find((one) => one.kind === before.kind);
  if (parameters.length > 0) draft["parameters"] = { ...mapOf(raw["parameters"]), ...spelt(parameters, kind) };
  if (isOther(change.initialCapital, before.initialCapitalMicros))
    draft["initialCapital"] = Number(change.initialCapital);
  const { fillModel } = change;
  if (fillModel !== undefined && fillModel !== before.venueModel.name) draft["fillModel"] = fillModel;
  const costs = changedCosts(before, change, draft["fillModel"] !== raw["fillModel"]);
  if (costs !== null) draft["costs"] = { ...keptCosts(raw["costs"], before), ...costs };
  const isChanged = JSON.stringify(draft) !== JSON.stringify(raw);
  // JSON is YAML; one key per line can be read and changed by hand.
  const lines = Object.entries(draft).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  const text = isChanged ? `${lines.join("\n")}\n` : source.text;
  const read = readStrategyFile(text, before.file, rules);
  if (read.ok) return { strategy: read.strategy, text, isChanged };
  throw new RunRefused("STRATEGY_REFUSED", read.problems.map((problem) => problem.message).join(" "));
}

/** Booleans are written as such in a file. */
function spelt(
  parameters: readonly (readonly [string, number])[],
  kind: KindSpec | undefined,
): Record<string, number | boolean> {
  const isFlag = (name: string): boolean => kind?.parameters.find((rule) => rule.name === name)?.type === "boolean";
  return Object.fromEntries(
    parameters.map(([name, value]) => [name, isFlag(name) && (value === 0 || value === 1) ? value === 1 : value]),
  );
}

function changedCosts(
  before: StrategyFile,
  { commissionPerOrder, slippageBps }: StrategyChange,
  hasOtherFills: boolean,
): Record<string, number | undefined> | null {
  const costs: Record<string, number | undefined> = {};
  if (isOther(commissionPerOrder, before.costs.commissionPerOrderMicros))
    costs["commissionPerOrder"] = Number(commissionPerOrder);
  if (slippageBps !== undefined && slippageBps !== before.costs.slippageBps) costs["slippageBps"] = slippageBps;
  // A fill model that says what takers pay stands instead of the slippage of the file, not beside it.
  else if (hasOtherFills) costs["slippageBps"] = undefined;
  return Object.keys(costs).length === 0 ? null : costs;
}

/** The costs of the file as keys; a model without costs gives way to what the form says. */
function keptCosts(raw: unknown, { costModel, costs }: StrategyFile): Record<string, unknown> {
  if (costModel === null || costModel === "flat") {
    const plain = mapOf(raw);
    return { commissionPerOrder: Number(microsToDecimal(costs.commissionPerOrderMicros)), ...plain };
  }
  return costModel === "zero" ? { commissionPerOrder: 0, slippageBps: 0 } : mapOf(raw);
}

function isOther(text: string | undefined, micros: number): boolean {
  if (text === undefined) return false;
  const read = decimalToMicros(text);
  return !read.ok || read.micros !== micros;
}

function mapOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
