import { required } from "../assert.ts";
import type { AccountSnapshot } from "../model/account-snapshot.ts";
import type { Output } from "../model/output.ts";
import type { Core } from "./core.ts";
import { advanceFlatten, judgeFlat } from "./flatten.ts";
import { cancelOpening, mustCancelOpening } from "./raise-trading-state.ts";

/** What the kill switch makes of a venue's answer: foreign entries go too, and flat is said on this evidence alone. */
export function followSnapshot(core: Core, snapshot: AccountSnapshot, outputs: Output[]): void {
  const books = required(core.state.trading, "snapshots follow the first configuration");
  if (books.links[snapshot.account] === undefined) return;
  if (mustCancelOpening(books.risk.tradingState)) cancelOpening(core, outputs);
  if ((books.flattens[snapshot.account] ?? null) === null) return;
  judgeFlat(core, snapshot, outputs);
  advanceFlatten(core, snapshot.account, outputs, false);
}
