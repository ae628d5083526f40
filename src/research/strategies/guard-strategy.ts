import { createFeatureBank, requestFeature } from "../../core/features/feature-bank.ts";
import type { FeatureSpec } from "../../core/features/feature-spec.ts";
import type { SignalDraft } from "../../core/model/signal.ts";
import type { StrategyDefinition } from "../../core/strategies/strategy.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, messageOf } from "../../platform/failure.ts";
import { checkDraft } from "./check-draft.ts";

/**
 * The same strategy, whose slips are told as what they are: the file, the function or bar, and what
 * its code threw or wished for. Nothing is swallowed, a run ends there; the engine never sees a wish it
 * would have to call impossible.
 */
export function guardStrategy<Definition extends StrategyDefinition>(definition: Definition, file: string): Definition {
  return {
    ...definition,
    validate: (parameters) => told(file, "validate", () => definition.validate(parameters)),
    features: (parameters) => told(file, "features", () => checkedFeatures(definition.features(parameters))),
    warmupBars: (parameters) => told(file, "warmupBars", () => definition.warmupBars(parameters)),
    createMemory: () => told(file, "createMemory", () => definition.createMemory()),
    onBar(context, parameters, memory): readonly SignalDraft[] {
      let drafts: readonly SignalDraft[];
      try {
        drafts = definition.onBar(context, parameters, memory);
      } catch (error) {
        throw slipAt(file, context.bar.tsEvent, `threw ${messageOf(error)}`, error);
      }
      if (!Array.isArray(drafts)) throw slipAt(file, context.bar.tsEvent, "answered with no list of wishes", null);
      for (const draft of drafts as readonly SignalDraft[]) {
        const problem = checkDraft(draft);
        if (problem !== null) throw slipAt(file, context.bar.tsEvent, `answered badly: ${problem}`, null);
      }
      return drafts;
    },
  };
}

function told<Answer>(file: string, name: string, act: () => Answer): Answer {
  try {
    return act();
  } catch (error) {
    throw slip(`${file}: ${name} threw ${messageOf(error)}.`, error);
  }
}

/** The same list; throws where the engine would find its own rule broken by a feature that cannot be. */
function checkedFeatures(specs: readonly FeatureSpec[]): readonly FeatureSpec[] {
  const bank = createFeatureBank();
  for (const spec of specs) requestFeature(bank, spec);
  return specs;
}

function slipAt(file: string, ts: number, what: string, cause: unknown): Failure {
  return slip(`${file}: onBar ${what}, at the bar that closed ${new Date(ts / 1000).toISOString()}.`, cause);
}

function slip(message: string, cause: unknown): Failure {
  return new Failure({ code: "STRATEGY_FAILED", exitCode: EXIT.usage, message, cause });
}
