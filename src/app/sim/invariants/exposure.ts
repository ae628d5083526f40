import type { DecisionTrace } from "../../../core/model/decision-trace.ts";
import type { Order } from "../../../core/model/order.ts";
import { CHECKS } from "../../../core/risk/checks.ts";
import { hold } from "../violation.ts";
import type { Touched } from "./observe.ts";

const DEPLOYED = CHECKS.findIndex((check) => check.id === "deployed-max");
/** Room for sums of doubles in another order, in micros. */
const ROUNDING = 1_000_000;

/**
 * What an entry was judged by is at least all that is held and all that may still open, foreign and
 * unknown orders too (R2): a sum from below, by another hand than the core's.
 */
export function checkExposure({ books, input }: Touched, order: Readonly<Order>, trace: Readonly<DecisionTrace>): void {
  // An answer brings several fills in one event: what was known in the middle of it cannot be told afterwards.
  if (input.kind === "AccountSnapshot" || order.leg === 1) return;
  const { ledger, market, orders, marks } = books;
  const equity = marks.accounts[order.account]?.equityMicros ?? 0;
  const stated = (trace.checkValue[DEPLOYED] as number) * equity;
  if (!Number.isFinite(stated) || equity <= 0) return;
  const valueOf = (instrument: number, lots: number): number => {
    if (lots === 0) return 0;
    return lots * (market.closeMicros[instrument] as number) * (ledger.lotPriceFactor[instrument] as number);
  };
  let least = 0;
  for (let i = 0; i < ledger.instrumentCount; i += 1) {
    least += valueOf(i, Math.abs(ledger.accountLots[order.account * ledger.instrumentCount + i] as number));
  }
  for (const list of [orders.live, orders.resurrected]) {
    for (const other of list) {
      if (other.effect !== "open" || other.account !== order.account || other.index >= order.index) continue;
      least += valueOf(other.instrument, Math.max(0, other.quantityLots - other.cumLots));
    }
  }
  hold(stated + ROUNDING >= least, "R2", () => {
    return `order ${order.index} was judged by ${Math.round(stated)} deployed; held and under way are ${Math.round(least)}`;
  });
}
