import type { CostConfig } from "../model/config.ts";
import type { Instrument } from "../model/instrument.ts";
import { MICROS, type MoneyMicrosSafe, type PriceMicros, type PriceTicks, type QuantityLots } from "../model/units.ts";
import { multiplyDivide } from "./multiply-divide.ts";

/** Basis points in 1e-4 of a basis point: one whole is 10,000 x 10,000 of them. */
const BPS_SCALE = 10_000;
const WHOLE = 10_000 * BPS_SCALE;

/** Money of `lots` at `priceTicks`; exact for whole units, half-even to 1e-6 for fractions. Not negative. */
export function notionalMicros(instrument: Instrument, lots: QuantityLots, priceTicks: PriceTicks): MoneyMicrosSafe {
  return valueMicros(instrument, lots, priceTicks * instrument.tickMicros);
}

/** Money of `lots` at `priceMicros`; exact for whole units, half-even to 1e-6 for fractions. Not negative. */
export function valueMicros(instrument: Instrument, lots: QuantityLots, priceMicros: PriceMicros): MoneyMicrosSafe {
  const unitMicros = instrument.lotMicros * instrument.multiplier;
  if (unitMicros % MICROS === 0) return lots * priceMicros * (unitMicros / MICROS);
  return multiplyDivide(lots * unitMicros, priceMicros, MICROS, "half-even");
}

/** Commission of one order filled at once: per order, per unit and basis points added up, at least the minimum. */
export function commissionMicros(
  costs: CostConfig,
  instrument: Instrument,
  lots: QuantityLots,
  notional: MoneyMicrosSafe,
): MoneyMicrosSafe {
  let fee = costs.commissionPerOrderMicros;
  if (costs.commissionPerUnitMicros !== 0) {
    fee += multiplyDivide(lots * instrument.lotMicros, costs.commissionPerUnitMicros, MICROS, "half-even");
  }
  if (costs.commissionBps !== 0) {
    fee += multiplyDivide(notional, Math.round(costs.commissionBps * BPS_SCALE), WHOLE, "half-even");
  }
  return Math.max(fee, costs.commissionMinimumMicros);
}

/** What slippage and rounding cost on one fill: |fill price - base price| x quantity. */
export function slippageMicros(
  instrument: Instrument,
  lots: QuantityLots,
  priceTicks: PriceTicks,
  baseMicros: PriceMicros,
): MoneyMicrosSafe {
  return valueMicros(instrument, lots, Math.abs(priceTicks * instrument.tickMicros - baseMicros));
}
