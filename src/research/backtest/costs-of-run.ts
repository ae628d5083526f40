import { required } from "../../core/assert.ts";
import { MICROS } from "../../core/model/units.ts";
import type { BacktestRun } from "./backtest-loop.ts";

/** Sums over all fills, of open positions too. */
export interface RunCosts {
  readonly tradedMicros: bigint;
  readonly commissionMicros: bigint;
  readonly slippageMicros: bigint;
}

/** Turnover, commission and slippage of a finished run. */
export function costsOfRun(run: BacktestRun): RunCosts {
  const { instruments, trading } = run.core.state;
  const { ledger } = required(trading, "a run that ended had a configuration");
  let tradedMicros = 0n;
  let commissionMicros = 0n;
  for (const order of run.orders.orders) {
    if (order.cumLots === 0) continue;
    const instrument = required(instruments[order.instrument], "an order is of a loaded instrument");
    const perTick = BigInt(instrument.tickMicros) * BigInt(instrument.lotMicros) * BigInt(instrument.multiplier);
    tradedMicros += (BigInt(order.cumLotTicks) * perTick) / BigInt(MICROS);
    commissionMicros += BigInt(order.feeMicros);
  }
  let slippageMicros = 0n;
  for (const trip of run.trips) slippageMicros += BigInt(trip.slippageMicros);
  for (const queue of ledger.openLots) for (const lot of queue) slippageMicros += BigInt(lot.slippageMicros);
  return { tradedMicros, commissionMicros, slippageMicros };
}
