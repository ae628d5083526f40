import type { SignalDraft } from "../../core/model/signal.ts";
import type { StrategyDefinition } from "../../core/strategies/strategy.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, messageOf } from "../../platform/failure.ts";
import { checkDraft } from "./check-draft.ts";

/**
 * The same strategy, whose slips are told as what they are: the file, the bar, and what its code
 * threw or wished for. Nothing is swallowed, a run ends there; the engine never sees a wish it
 * would have to call impossible.
 */
export function guardStrategy<Definition extends StrategyDefinition>(definition: Definition, file: string): Definition {
  return {
    ...definition,
    onBar(context, parameters, memory): readonly SignalDraft[] {
      let drafts: readonly SignalDraft[];
      try {
        drafts = definition.onBar(context, parameters, memory);
      } catch (error) {
        throw slip(file, context.bar.tsEvent, `threw ${messageOf(error)}`, error);
      }
      if (!Array.isArray(drafts)) throw slip(file, context.bar.tsEvent, "answered with no list of wishes", null);
      for (const draft of drafts as readonly SignalDraft[]) {
        const problem = checkDraft(draft);
        if (problem !== null) throw slip(file, context.bar.tsEvent, `answered badly: ${problem}`, null);
      }
      return drafts;
    },
  };
}

function slip(file: string, ts: number, what: string, cause: unknown): Failure {
  return new Failure({
    code: "STRATEGY_FAILED",
    exitCode: EXIT.usage,
    message: `${file}: onBar ${what}, at the bar that closed ${new Date(ts / 1000).toISOString()}.`,
    cause,
  });
}
