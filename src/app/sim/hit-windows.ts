import { findOrder } from "../../core/execution/order-book.ts";
import type { Input } from "../../core/model/input.ts";
import type { OrderStatus } from "../../core/model/order.ts";
import type { Output } from "../../core/model/output.ts";
import type { World } from "./world.ts";
import { hit } from "./world.ts";

/** Counts the windows of faults that show only in what the core did. */
export function watchWindows(world: World, input: Input, outputs: readonly Output[]): void {
  for (let i = 0; i < outputs.length; i += 1) {
    const output = outputs[i] as Output;
    switch (output.kind) {
      case "OrderStateChanged":
        if (output.to === "UNKNOWN") hitMarked(world, output.order, ["F01", "F02", "F03"]);
        if (output.from === "DONE_FOR_DAY" && isWorking(output.to)) hitMarked(world, output.order, ["F17"]);
        if (output.to === "HELD" || output.to === "SUSPENDED") hit(world, "F16");
        if (output.to === "REJECTED") hitMarked(world, output.order, ["F04", "F07", "F60"]);
        break;
      case "FillBooked":
        if (output.isLate) hitMarked(world, output.order, [`F10:${output.executionId}`, "F64"]);
        if (input.kind === "VenueReport" && isUnacknowledged(world, output.order))
          hitMarked(world, output.order, ["F06"]);
        break;
      case "OrderAdopted":
        if (world.gateway.notAdopted.delete(output.order.venueOrderId)) hit(world, "F27");
        break;
      case "ReportQuarantined":
        hitMarked(world, -1, ["F29", "F28"]);
        break;
      case "OrderPendingChanged":
        if (output.to === "none") hitMarked(world, output.order, ["F04", "F14", "F15"]);
        break;
      case "RaiseAlert":
        if (output.code === "ORDER_RESURRECTED") hitMarked(world, output.order, ["F64"]);
        break;
      default:
        break;
    }
  }
}

/** Hits each of the faults that touched the order, once per touch; what follows a colon names which touch. */
function hitMarked(world: World, order: number, faults: readonly string[]): void {
  const marks = world.marks.get(order);
  if (marks === undefined) return;
  for (const fault of faults) {
    const at = marks.indexOf(fault);
    if (at < 0) continue;
    marks.splice(at, 1);
    hit(world, fault.slice(0, 3));
  }
}

function isWorking(status: OrderStatus): boolean {
  return status === "WORKING" || status === "PARTIAL";
}

function isUnacknowledged(world: World, index: number): boolean {
  const books = world.host.core.state.trading;
  const order = books === null ? null : findOrder(books.orders, index);
  return order !== null && order.cumLots > 0;
}
