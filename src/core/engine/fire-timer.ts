import { unreachable } from "../assert.ts";
import type { Output } from "../model/output.ts";
import type { Core } from "./core.ts";
import { retryExit } from "./end-order.ts";
import { fireOrderTimeout } from "./fire-order-timeout.ts";
import { fireReconcile, fireSnapshotTimeout } from "./fire-reconcile.ts";
import { advanceFlatten } from "./flatten.ts";
import { takeTimer } from "./timers.ts";
import { submitWaiting } from "./wait-for-open.ts";
import { fireProtect } from "./watch-protection.ts";

/** A timer came due; one that was cancelled in the meantime does nothing. */
export function fireTimer(core: Core, timerId: number, outputs: Output[]): void {
  const timer = takeTimer(core.state, timerId);
  if (timer === null) return;
  switch (timer.purpose) {
    case "session-open":
      submitWaiting(core, outputs);
      return;
    case "order-timeout":
      fireOrderTimeout(core, timer.order, outputs);
      return;
    case "snapshot-timeout":
      fireSnapshotTimeout(core, timer.order, outputs);
      return;
    case "reconcile":
      fireReconcile(core, timer.order, outputs);
      return;
    case "protect":
      fireProtect(core, timer.order, outputs);
      return;
    case "exit-retry":
      retryExit(core, timer.order, outputs);
      return;
    case "flatten":
      advanceFlatten(core, timer.order, outputs);
      return;
    default:
      unreachable(timer.purpose);
  }
}
