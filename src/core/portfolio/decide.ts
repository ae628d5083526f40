import { assert, unreachable } from "../assert.ts";
import type { DecisionTrace } from "../model/decision-trace.ts";
import { recordStep } from "../model/decision-trace.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import type { Signal } from "../model/signal.ts";
import type { QuantityLots } from "../model/units.ts";
import { refuseEntry } from "./gate.ts";
import { boundByLots, boundBySender, smallestBound } from "./quantity.ts";
import { drop, WITHDRAW_ENTRY } from "./reasons.ts";
import { sizeByBrain } from "./size-by-brain.ts";
import { sizeFixed, sizePercentEquity, sizeRiskPerTrade } from "./size-by-rule.ts";
import { NOTE, STEP } from "./steps.ts";

/**
 * The brain: lots that a signal may open or close, 0 when it may not. The trace gets every step,
 * and outcome and reason when the answer is 0. An entry against a held position is a reversal:
 * the lots are those of the new side, execution plans the exit. An exit that finds its entry still
 * under way sets the reason WITHDRAW_ENTRY and no outcome: the engine takes the entry back.
 */
export function decide(signal: Signal, context: PortfolioContext, trace: DecisionTrace): QuantityLots {
  assert(signal.strategy === context.strategy.index, "the context is filled for the signal's strategy");
  assert(signal.instrument === context.instrument.index, "the context is filled for the signal's instrument");
  const lots = signal.intent === "exit" ? decideExit(signal, context, trace) : decideEntry(signal, context, trace);
  assert(lots >= 0 && lots % 1 === 0, "a decision is a whole number of lots");
  assert(lots > 0 || trace.reason !== "", "a decision for nothing has a reason");
  return lots;
}

/** A person's order: the size that was asked for; an exit as ever at most what is held. */
export function decideByHand(signal: Signal, context: PortfolioContext, trace: DecisionTrace): QuantityLots {
  if (signal.intent === "exit") return decideExit(signal, context, trace);
  const isElsewhere = signal.environment !== context.environment;
  recordStep(trace, STEP.gate, isElsewhere ? 0 : 1, Number.NaN, isElsewhere ? NOTE.refused : NOTE.none);
  if (isElsewhere) return drop(trace, "WRONG_ENVIRONMENT");
  boundBySender(trace, signal);
  return smallestBound(trace);
}

function decideEntry(signal: Signal, context: PortfolioContext, trace: DecisionTrace): QuantityLots {
  const refusal = refuseEntry(signal, context);
  recordStep(trace, STEP.gate, refusal === null ? 1 : 0, Number.NaN, refusal === null ? NOTE.none : NOTE.refused);
  if (refusal !== null) return drop(trace, refusal);
  const { sizing } = context.strategy;
  switch (sizing.kind) {
    case "brain":
      return sizeByBrain(signal, context, trace);
    case "fixed-quantity":
      return sizeFixed(sizing, signal, trace);
    case "percent-equity":
      return sizePercentEquity(sizing, signal, context, trace);
    case "risk-per-trade":
      return sizeRiskPerTrade(sizing, signal, context, trace);
    default:
      return unreachable(sizing);
  }
}

/** Step 8: exits are never dropped for age, size or status, and never exceed the strategy's own position. */
function decideExit(signal: Signal, context: PortfolioContext, trace: DecisionTrace): QuantityLots {
  const isElsewhere = signal.environment !== context.environment;
  recordStep(trace, STEP.gate, isElsewhere ? 0 : 1, Number.NaN, isElsewhere ? NOTE.refused : NOTE.none);
  if (isElsewhere) return drop(trace, "WRONG_ENVIRONMENT");
  const isEntering = context.strategyOpeningLots > 0;
  if (isEntering) trace.reason = WITHDRAW_ENTRY;
  const held = signal.side === "sell" ? context.strategyLots : -context.strategyLots;
  const left = held > 0 ? Math.max(0, held - context.strategyClosingLots) : 0;
  if (left === 0) {
    recordStep(trace, STEP.exitQuantity, 0, 0, NOTE.none);
    if (isEntering) return 0;
    return drop(trace, held > 0 ? "DUPLICATE" : "NO_OPEN_TRADE");
  }
  boundByLots(trace, STEP.exitQuantity, left);
  boundBySender(trace, signal);
  return smallestBound(trace);
}
