import { floorShare } from "../math/round.ts";
import type { DecisionTrace } from "../model/decision-trace.ts";
import { recordStep } from "../model/decision-trace.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import type { Signal } from "../model/signal.ts";
import type { MoneyMicrosSafe, QuantityLots } from "../model/units.ts";
import { commissionMicros, notionalMicros } from "../valuation/order-cost.ts";
import { boundByLots, boundByMoney, boundBySender, lotsWithin, signalPriceMicros, smallestBound } from "./quantity.ts";
import { drop } from "./reasons.ts";
import { applySlippageRule } from "./slippage-rule.ts";
import { NOTE, STEP } from "./steps.ts";

const NAN = Number.NaN;

/**
 * Steps 2 to 5 of semantics section 6: lots of an entry that passed the gate, 0 when dropped.
 * Money is in safe integers of 1e-6, that is up to 9e9 USD of equity; shares of it go through
 * `floorShare` and products of one lot stay below it, so no step leaves 2^53.
 */
export function sizeByBrain(signal: Signal, context: PortfolioContext, trace: DecisionTrace): QuantityLots {
  const lost = applySlippageRule(signal, context, trace);
  if (lost !== null) return drop(trace, lost);

  const equity = Math.floor(context.equityMicros);
  const weight = context.sizeWithoutAllocation;
  const committed = Math.max(0, Math.ceil(context.strategyCommittedMicros));
  recordStep(trace, STEP.equity, equity, NAN, NOTE.none);
  recordStep(trace, STEP.weight, weight, NAN, NOTE.none);
  recordStep(trace, STEP.committed, committed, NAN, NOTE.none);
  if (!(weight > 0)) return drop(trace, "NOT_ALLOCATED");
  const capital = floorShare(equity, weight) - committed;
  if (capital <= 0) return drop(trace, "ALLOCATION_USED");

  const price = signalPriceMicros(signal, context);
  recordStep(trace, STEP.price, price, NAN, NOTE.none);
  if (!(price > 0)) return drop(trace, "NO_PRICE");
  const unitCost = notionalMicros(context.instrument, 1, price);
  recordStep(trace, STEP.unitCost, unitCost, NAN, NOTE.none);
  const riskUnit = riskUnitMicros(signal, context, unitCost);
  if (riskUnit === null && !isExempt(context)) {
    recordStep(trace, STEP.riskUnit, NAN, NAN, NOTE.noStop);
    return drop(trace, "NO_STOP");
  }
  recordStep(trace, STEP.riskUnit, riskUnit ?? NAN, NAN, riskUnit === null ? NOTE.stopExempt : NOTE.none);

  boundByMoney(trace, STEP.boundCapital, capital, unitCost);
  boundByRisk(trace, context.limits.riskPerTradeRatio, equity, riskUnit);
  boundBySender(trace, signal);
  boundByStrategy(trace, context, signal, unitCost);
  boundByLots(trace, STEP.boundQuantity, context.limits.orderQuantityMaxLots);
  const { symbolMaxRatio, deployedMaxRatio } = context.limits;
  boundByShare(trace, STEP.boundSymbol, symbolMaxRatio, { equity, used: context.symbolExposureMicros, unitCost });
  boundByShare(trace, STEP.boundDeployed, deployedMaxRatio, { equity, used: context.deployedMicros, unitCost });
  const power = Math.floor(context.buyingPowerMicros);
  recordStep(trace, STEP.boundBuyingPower, power, lotsWithin(context, signal.side, power, price), NOTE.none);
  return smallestBound(trace);
}

function isExempt(context: PortfolioContext): boolean {
  return context.strategy.isStopExempt && context.instrument.kind === "equity";
}

/** What one lot loses at its stop, both commissions included; null without a stop. */
function riskUnitMicros(signal: Signal, context: PortfolioContext, unitCost: MoneyMicrosSafe): MoneyMicrosSafe | null {
  const distance = signal.stopDistanceMicros;
  if (distance === null || !(distance > 0)) return null;
  const fee = commissionMicros(context.costs, context.instrument, 1, unitCost);
  return notionalMicros(context.instrument, 1, distance) + 2 * fee;
}

function boundByRisk(
  trace: DecisionTrace,
  ratio: number | null,
  equity: MoneyMicrosSafe,
  riskUnit: MoneyMicrosSafe | null,
): void {
  if (riskUnit === null) recordStep(trace, STEP.boundRisk, NAN, NAN, NOTE.stopExempt);
  else if (ratio === null) recordStep(trace, STEP.boundRisk, NAN, NAN, NOTE.notSet);
  else boundByMoney(trace, STEP.boundRisk, floorShare(equity, ratio), riskUnit);
}

/** The strategy's own position in this instrument counts; a reversal's old side is closed first. */
function boundByStrategy(
  trace: DecisionTrace,
  context: PortfolioContext,
  signal: Signal,
  unitCost: MoneyMicrosSafe,
): void {
  const { maxPositionMicros } = context.strategy;
  if (maxPositionMicros === null) {
    recordStep(trace, STEP.boundStrategy, NAN, NAN, NOTE.notSet);
    return;
  }
  const held = signal.side === "buy" ? context.strategyLots : -context.strategyLots;
  const lots = Math.max(0, held) + context.strategyOpeningLots;
  const value = lots === 0 ? 0 : notionalMicros(context.instrument, lots, context.lastMicros);
  boundByMoney(trace, STEP.boundStrategy, maxPositionMicros - value, unitCost);
}

interface Share {
  readonly equity: MoneyMicrosSafe;
  readonly used: MoneyMicrosSafe;
  readonly unitCost: MoneyMicrosSafe;
}

function boundByShare(trace: DecisionTrace, step: number, ratio: number | null, share: Share): void {
  if (ratio === null) recordStep(trace, step, NAN, NAN, NOTE.notSet);
  else boundByMoney(trace, step, floorShare(share.equity, ratio) - Math.ceil(share.used), share.unitCost);
}
