import { pushEvent } from "./event-heap.ts";
import { mayLeave, withheldReport } from "../run/last-gate.ts";
import type { Order } from "../../core/model/order.ts";
import { checkDurable, checkGate } from "./invariants/port.ts";
import { fireCrashAt } from "./process.ts";
import { sendCommand } from "./send-command.ts";
import type { World } from "./world.ts";
import { between, fire, hit, intensityOf } from "./world.ts";

/** Starts a sync of everything written so far, unless one is under way: group commit. */
export function requestSync(world: World): void {
  const { disk, host } = world;
  if (disk.isSyncing || disk.durableSeq === disk.inputs.length) return;
  disk.isSyncing = true;
  const upTo = disk.inputs.length;
  const { epoch } = host;
  pushEvent(world.heap, world.now + syncMicros(world), () => {
    if (host.epoch === epoch) finishSync(world, upTo);
  });
}

function syncMicros(world: World): number {
  const { disk, now } = world;
  if (disk.fullUntil > now) return disk.fullUntil - now;
  if (disk.slowUntil > now && intensityOf(world, "F40") > 0) {
    fire(world, "F40");
    if (world.host.held.length > 0) hit(world, "F40");
    return between(world.random.process, 500_000, 4_000_000);
  }
  return between(world.random.process, 100, 3_000);
}

/** The disk has it: commands may leave and callers are answered, in this order of events. */
function finishSync(world: World, upTo: number): void {
  const { disk, host } = world;
  disk.isSyncing = false;
  disk.durableSeq = upTo;
  if (fireCrashAt(world, "after-sync")) return;
  let sent = 0;
  while (sent < host.held.length && (host.held[sent] as { seq: number }).seq <= upTo) sent += 1;
  const withheld: Readonly<Order>[] = [];
  for (const held of host.held.splice(0, sent)) {
    checkDurable(world, held);
    const { command } = held;
    if ((command.kind === "submit" || command.kind === "replace") && !mayLeave(host.core, command.order)) {
      withheld.push(command.order);
      continue;
    }
    checkGate(world, command);
    sendCommand(world, command, world.gateway.fence);
  }
  for (const order of withheld) world.give(world, withheldReport(order, world.now));
  let answered = 0;
  while (answered < host.acknowledgements.length && (host.acknowledgements[answered] as { seq: number }).seq <= upTo) {
    answered += 1;
  }
  for (const { say } of host.acknowledgements.splice(0, answered)) say();
  if (sent > 0) fireCrashAt(world, "after-send");
  requestSync(world);
}
