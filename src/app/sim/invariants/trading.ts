import type { TradingState, TradingStateChanged } from "../../../core/model/output.ts";
import { hold } from "../violation.ts";
import type { Touched } from "./observe.ts";

const RANK: Readonly<Record<TradingState, number>> = { ACTIVE: 0, REDUCE: 1, HALT: 2, FLATTEN: 3 };

/** The kill switch and the loss stops rise by themselves and fall by a person's word alone (R5, R7). */
export function checkTradingState(touched: Touched, change: TradingStateChanged): void {
  const { shadow } = touched.world;
  hold(
    change.from === shadow.tradingState,
    "R5",
    () => `the switch stood at ${shadow.tradingState}, the core says ${change.from}`,
  );
  const { input } = touched;
  const isReleased = input.kind === "OperatorCommand" && input.order.command === "release-kill-switch";
  hold(
    RANK[change.to] > RANK[change.from] || isReleased,
    "R7",
    () => `the switch fell from ${change.from} to ${change.to} by a ${input.kind}`,
  );
  shadow.tradingState = change.to;
}
