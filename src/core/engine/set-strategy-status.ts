import { required } from "../assert.ts";
import type { StrategyStatus } from "../model/config.ts";
import type { Output } from "../model/output.ts";
import type { Core } from "./core.ts";

/** Changes a strategy's status and says who and why; the same status again changes nothing. */
export function setStrategyStatus(
  core: Core,
  change: { strategy: number; status: StrategyStatus; by: string; reason: string },
  outputs: Output[],
): void {
  const books = required(core.state.trading, "strategies exist after the first configuration");
  const strategy = required(books.strategies[change.strategy], "a known strategy");
  const from = strategy.status;
  if (from === change.status) return;
  strategy.status = change.status;
  outputs.push({
    kind: "StrategyStatusChanged",
    strategy: change.strategy,
    from,
    to: change.status,
    by: change.by,
    reason: change.reason,
  });
}
