import { assert } from "../assert.ts";
import { halfEvenDiv } from "../math/round.ts";
import type { AccountHappening } from "../model/account-event.ts";
import type { Output } from "../model/output.ts";
import type { AccountIndex } from "../model/units.ts";
import { MICROS } from "../model/units.ts";
import { announceTrade, movePosition } from "./book-fill.ts";
import { splitHistory } from "./fill-history.ts";
import type { FillAmounts, Ledger, OpenLot } from "./ledger.ts";
import { postFill } from "./ledger.ts";
import { notionalMicros } from "./money.ts";
import { halfEvenQuotient, shareOut } from "./share-out.ts";
import { subPositions } from "./sub-positions.ts";

type Split = Extract<AccountHappening, { what: "split" }>;

/**
 * A split of `to` new for `from` old lots. The account keeps whole lots of its net position, cut
 * towards zero, and is paid the fraction in cash; the sub-positions share these lots by the largest
 * cut-off fractions and settle what they got too much or too little at the same price, so that lots
 * and cash add up. The cost of a sub-position stays what it was to the micro: money for fractions
 * is a realised result, and a sub-position of which no lot is left realises its whole cost.
 */
export function bookSplit(ledger: Ledger, account: AccountIndex, split: Split, outputs: Output[]): void {
  assert(split.to > 0 && split.from > 0, "a split is a ratio of positive whole numbers");
  const { instrument } = split;
  const held = subPositions(ledger, account, instrument);
  const to = BigInt(split.to);
  const from = BigInt(split.from);
  const exact = held.map((one) => BigInt(one.lots) * to);
  const net = exact.reduce((sum, one) => sum + one, 0n);
  // Division of bigints cuts towards zero.
  const lots = shareOut(net / from, exact, from);
  const perLot = BigInt(split.cashInLieuMicros) * BigInt(ledger.lotMicros[instrument] as number);
  const dues = exact.map((one, i) => (one - (lots[i] as bigint) * from) * perLot);
  const due = dues.reduce((sum, one) => sum + one, 0n);
  const cash = shareOut(halfEvenQuotient(due, from * BigInt(MICROS)), dues, from * BigInt(MICROS));
  held.forEach((one, i) => {
    splitSubPosition(ledger, account, one.strategy, split, Number(lots[i]), Number(cash[i]), outputs);
  });
}

function splitSubPosition(
  ledger: Ledger,
  account: AccountIndex,
  strategy: number,
  split: Split,
  lots: number,
  cashMicros: number,
  outputs: Output[],
): void {
  const { instrument } = split;
  const at = strategy * ledger.instrumentCount + instrument;
  const before = ledger.strategyLots[at] as number;
  splitQueue(ledger.openLots[at] as OpenLot[], split, Math.abs(lots));
  const lostTicks = lots === 0 ? (ledger.openLotTicks[at] as number) : 0;
  const position = 0 - notionalMicros(lostTicks, ledger.lotTickValue[instrument] as number);
  const amounts: FillAmounts = { cash: cashMicros, position, realised: 0 - (cashMicros + position), fees: 0 };
  postFill(ledger, account, strategy, amounts);
  const owner = { index: -1, account, strategy, instrument, side: before > 0 ? "buy" : "sell" } as const;
  movePosition(ledger, owner, lots - before, 0 - lostTicks);
  splitHistory(ledger, at, split.to, split.from);
  announceTrade(ledger, owner, amounts, "split", outputs);
}

/**
 * Restates open lots so that they add up to `total`; each keeps its cost, and one that vanishes
 * leaves its cost and fees to the next.
 */
function splitQueue(queue: OpenLot[], split: Split, total: number): void {
  const old = queue.splice(0, queue.length);
  let seen = 0;
  let given = 0;
  let carried: OpenLot | null = null;
  for (let i = 0; i < old.length; i += 1) {
    const lot = old[i] as OpenLot;
    seen += lot.lots;
    const upTo = i === old.length - 1 ? total : Math.min(total, floorOf(seen, split));
    const lots = upTo - given;
    given = upTo;
    const lotTicks = lot.lotTicks + (carried?.lotTicks ?? 0);
    const feeMicros = lot.feeMicros + (carried?.feeMicros ?? 0);
    const slippageMicros = lot.slippageMicros + (carried?.slippageMicros ?? 0);
    const ticks = lots === 0 ? lot.ticks : halfEvenDiv(lotTicks, lots);
    const moved: OpenLot = { ...lot, ticks, lots, lotTicks, feeMicros, slippageMicros };
    carried = lots === 0 ? moved : null;
    if (lots > 0) queue.push(moved);
  }
  assert(given === total, "the open lots after a split are the position after it (L3)");
  const last = queue[queue.length - 1];
  if (carried === null || last === undefined) return;
  last.lotTicks += carried.lotTicks;
  last.feeMicros += carried.feeMicros;
  last.slippageMicros += carried.slippageMicros;
}

function floorOf(lots: number, split: Split): number {
  return Number((BigInt(lots) * BigInt(split.to)) / BigInt(split.from));
}
