import type { RaiseAlert } from "../../../core/model/output.ts";
import { MICROS_PER_MINUTE } from "../../../core/model/units.ts";
import { hold } from "../violation.ts";
import type { Touched } from "./observe.ts";

/** So long after the faults have stopped every position has its exits; an hour before the last close they stop. */
const SETTLED_MINUTES = 20;
const CALM_MINUTES = 60;

/**
 * While things go wrong a naked position is told; once they do not it may not exist (O9). FLATTEN
 * takes the exits off itself, and may have to wait for the message rate before it closes.
 */
export function checkProtection({ world, books }: Touched, alert: RaiseAlert): void {
  if (!world.isCalm || alert.code !== "NAKED_POSITION" || books.flattens[0] !== null) return;
  const close = world.plan.table.closes[world.days - 1] as number;
  const settled = close - (CALM_MINUTES - SETTLED_MINUTES) * MICROS_PER_MINUTE;
  hold(world.shadow.now < settled, "O9", () => `the position of order ${alert.order} is still without its exits`);
}
