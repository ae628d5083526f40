import { HOUSE_VENUE } from "../../core/model/venue-rules.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { readStrategyFile } from "../../platform/strategy-file.ts";
import { formatProblems } from "../../platform/yaml-section.ts";
import type { MarketWishes } from "../up/paper-plan.ts";
import { planOfFiles } from "../up/paper-plan.ts";
import type { RunPlan } from "../up/run-plan.ts";
import { STRATEGY_RULES } from "../up/strategy-rules.ts";

export interface VenueWishes extends MarketWishes {
  readonly instruments: readonly string[];
  /** Money on the account at the start, in whole dollars. */
  readonly cash: number;
}

/** A core asks a venue outside of its process that often. */
const RECONCILE_SECONDS = 30;

/**
 * The market and the account of a served venue, resolved like a paper run of one strategy that
 * only acts on orders from outside; its configuration is for a core that trades there.
 */
export function venuePlan(wishes: VenueWishes): RunPlan {
  const names = wishes.instruments.map((name) => JSON.stringify(name)).join(", ");
  const text = [
    "id: outside",
    "kind: external",
    `instruments: [${names}]`,
    "timeframe: 1m",
    "parameters: {}",
    "sizing: { kind: fixed-quantity, quantity: 10 }",
    "risk: { profile: none, stopExempt: true }",
    "costs: { commissionPerOrder: 1, slippageBps: 1 }",
    `initialCapital: ${wishes.cash}`,
  ].join("\n");
  const read = readStrategyFile(text, "venue", STRATEGY_RULES);
  if (!read.ok) {
    throw new Failure({
      code: "USAGE",
      exitCode: EXIT.usage,
      message: `The venue cannot be made of --instruments and --cash: ${formatProblems(read.problems)}`,
    });
  }
  const plan = planOfFiles([read.strategy], wishes);
  return { ...plan, config: { ...plan.config, venue: { ...HOUSE_VENUE, reconcileSeconds: RECONCILE_SECONDS } } };
}
