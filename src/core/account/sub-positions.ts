import { assert } from "../assert.ts";
import type { AccountIndex, InstrumentIndex, QuantityLots, StrategyIndex } from "../model/units.ts";
import type { Ledger } from "./ledger.ts";

/** A strategy's holding in an instrument. */
export interface SubPosition {
  readonly strategy: StrategyIndex;
  /** Signed, never 0. */
  readonly lots: QuantityLots;
}

/** Who holds an instrument in an account, by strategy; the lots add up to the account's (L3). */
export function subPositions(ledger: Ledger, account: AccountIndex, instrument: InstrumentIndex): SubPosition[] {
  const held: SubPosition[] = [];
  for (let strategy = 0; strategy < ledger.strategyCount; strategy += 1) {
    if (ledger.strategyAccount[strategy] !== account) continue;
    const lots = ledger.strategyLots[strategy * ledger.instrumentCount + instrument] as number;
    if (lots !== 0) held.push({ strategy, lots });
  }
  const net = held.reduce((sum, one) => sum + one.lots, 0);
  assert(net === ledger.accountLots[account * ledger.instrumentCount + instrument], "sub-positions add up (L3)");
  return held;
}
