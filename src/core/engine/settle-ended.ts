import { assert } from "../assert.ts";
import type { Order } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import type { Core } from "./core.ts";
import { endOrder } from "./end-order.ts";
import { followEnd } from "./follow-order.ts";

/** More ends than any one input can bring: two rules that undo each other. */
const ENDS_MAX = 100_000;

/**
 * What follows from the orders that this step ended by our own doing: outcomes of their signals,
 * exits that may go out now, protection of the right size. That may end further ones.
 */
export function settleEnded(core: Core, outputs: Output[]): void {
  const { ended } = core.scratch;
  for (let i = 0; i < ended.length; i += 1) {
    const order = ended[i] as Order;
    endOrder(core, order, outputs);
    followEnd(core, order, outputs);
    assert(i < ENDS_MAX, "the ends of one step come to an end");
  }
  ended.length = 0;
}
