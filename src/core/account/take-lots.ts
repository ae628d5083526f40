import { assert } from "../assert.ts";
import type { OrderIndex, UnixMicros } from "../model/units.ts";
import type { OpenLot } from "./ledger.ts";
import { proRata } from "./money.ts";

/** Lots of one entry order taken out of a queue; reused by the caller. */
export interface TakenLots {
  order: OrderIndex;
  tsOpen: UnixMicros;
  lots: number;
  /** Sum of lots x ticks. */
  lotTicks: number;
  feeMicros: number;
  slippageMicros: number;
}

/** Lots of nothing, to be filled by {@link takeLots}. */
export function createTakenLots(): TakenLots {
  return { order: -1, tsOpen: 0, lots: 0, lotTicks: 0, feeMicros: 0, slippageMicros: 0 };
}

/**
 * Takes up to `wanted` lots from the front of the queue, all of the first entry order: what that
 * order filled in parts is one entry. Cost, fees and slippage go along pro rata, the last part exactly.
 */
export function takeLots(queue: OpenLot[], wanted: number, taken: TakenLots): void {
  const first = queue[0];
  assert(first !== undefined && wanted > 0, "open lots cover the closing quantity (L3)");
  taken.order = first.order;
  taken.tsOpen = first.tsOpen;
  taken.lots = 0;
  taken.lotTicks = 0;
  taken.feeMicros = 0;
  taken.slippageMicros = 0;
  while (taken.lots < wanted) {
    const lot = queue[0];
    if (lot === undefined || lot.order !== taken.order) return;
    const lots = Math.min(lot.lots, wanted - taken.lots);
    const lotTicks = proRata(lot.lotTicks, lots, lot.lots);
    const fee = proRata(lot.feeMicros, lots, lot.lots);
    const slippage = proRata(lot.slippageMicros, lots, lot.lots);
    taken.lots += lots;
    taken.lotTicks += lotTicks;
    taken.feeMicros += fee;
    taken.slippageMicros += slippage;
    if (lots === lot.lots) {
      queue.shift();
      continue;
    }
    lot.lots -= lots;
    lot.lotTicks -= lotTicks;
    lot.feeMicros -= fee;
    lot.slippageMicros -= slippage;
  }
}
