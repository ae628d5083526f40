import { assert } from "../assert.ts";
import type { OpenLot } from "./ledger.ts";
import { proRata } from "./money.ts";

/**
 * Rearranges a queue for an exit at average cost: in front come `wanted` lots that are a pro-rata
 * mixture of all open lots and cost their share of the whole, floored to one lot x tick; behind
 * them the rest at the rest of the cost. Taking `wanted` lots from the front then closes at
 * average cost, still says which entries it closed, and the last exit takes what flooring left.
 */
export function mixLots(queue: OpenLot[], wanted: number): void {
  let lots = 0;
  let lotTicks = 0;
  for (const lot of queue) {
    lots += lot.lots;
    lotTicks += lot.lotTicks;
  }
  if (wanted >= lots) return;
  const takenTicks = proRata(lotTicks, wanted, lots);
  const front: OpenLot[] = [];
  const rest: OpenLot[] = [];
  let seen = 0;
  let took = 0;
  let tookTicks = 0;
  let leftTicks = 0;
  for (const lot of queue) {
    seen += lot.lots;
    // Floors of running sums: the parts add up to the whole without a correction at the end.
    const upTo = proRata(wanted, seen, lots);
    const upToTicks = proRata(takenTicks, upTo, wanted);
    const leftUpToTicks = proRata(lotTicks - takenTicks, seen - upTo, lots - wanted);
    const part = upTo - took;
    const fee = proRata(lot.feeMicros, part, lot.lots);
    const slippage = proRata(lot.slippageMicros, part, lot.lots);
    if (part > 0) {
      front.push({
        ...lot,
        lots: part,
        lotTicks: upToTicks - tookTicks,
        feeMicros: fee,
        slippageMicros: slippage,
      });
    }
    if (part < lot.lots) {
      rest.push({
        ...lot,
        lots: lot.lots - part,
        lotTicks: leftUpToTicks - leftTicks,
        feeMicros: lot.feeMicros - fee,
        slippageMicros: lot.slippageMicros - slippage,
      });
    }
    took = upTo;
    tookTicks = upToTicks;
    leftTicks = leftUpToTicks;
  }
  assert(took === wanted && tookTicks === takenTicks, "the mixture is what was wanted, lots and cost");
  assert(tookTicks + leftTicks === lotTicks, "an average moves no cost");
  queue.length = 0;
  for (const lot of front) queue.push(lot);
  for (const lot of rest) queue.push(lot);
}
