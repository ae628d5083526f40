import type { HeldCommand, WireCommand } from "../held-command.ts";
import { hold } from "../violation.ts";
import type { World } from "../world.ts";

/** A command leaves: its cause, and of an order its intent and client id, are on the disk (O6). */
export function checkDurable(world: World, { seq, command }: HeldCommand): void {
  const { disk, shadow } = world;
  const { durableSeq } = disk;
  hold(seq <= durableSeq && seq <= disk.inputs.length, "O6", () => {
    return `a ${command.kind} caused by seq ${seq} leaves while the disk has ${durableSeq}`;
  });
  if (command.kind !== "submit" && command.kind !== "replace") return;
  const index = shadow.clientIds.get(command.clientId);
  hold(index !== undefined, "O6", () => `${command.clientId} leaves and was never planned`);
  const order = shadow.orders.get(index);
  hold(order === undefined || order.seqPlanned <= durableSeq, "O6", () => {
    return `order ${index} was planned at seq ${order?.seqPlanned} and leaves while the disk has ${durableSeq}`;
  });
}

/** Nothing that opens passes the last gate while the switch is engaged, whenever it was approved (R5). */
export function checkGate(world: World, command: WireCommand): void {
  if (command.kind !== "submit" && command.kind !== "replace") return;
  const { tradingState } = world.shadow;
  hold(command.order.effect === "close" || tradingState === "ACTIVE", "R5", () => {
    return `order ${command.order.index} leaves for the venue while ${tradingState}`;
  });
}
