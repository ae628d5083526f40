import { namesOf } from "../../core/engine/encode-output.ts";
import { findOrder } from "../../core/execution/order-book.ts";
import type { Input } from "../../core/model/input.ts";
import type { Order } from "../../core/model/order.ts";
import type { Output } from "../../core/model/output.ts";
import type { Core } from "../../core/engine/core.ts";
import { appendInput } from "./disk.ts";
import type { WireCommand } from "./held-command.ts";
import { coverReport, coverOutputs } from "./coverage.ts";
import { digestOutputs } from "./output-digest.ts";
import { observe } from "./invariants/observe.ts";
import { fireCrashAt } from "./process.ts";
import { outputsText, stepCore } from "./step-core.ts";
import { requestSync } from "./sync.ts";
import { watchWindows } from "./hit-windows.ts";
import type { World } from "./world.ts";

/** An input as the world makes it: the host gives it its number. */
export type MadeInput = Input & { seq: number };

/** Inputs that may wait while the disk refuses; more are turned away, as a bounded queue does. */
const INBOX_MAX = 20_000;

const outputs: Output[] = [];

/**
 * Hands an input to the core: journal, step, oracle, commands held until the disk has it. Returns
 * its number; 0 when it was not taken (process down, disk full: then it is kept for later).
 */
export function applyInput(world: World, input: Input): number {
  const { host, disk } = world;
  if (!host.isUp) return 0;
  if (disk.fullUntil > world.now) {
    if (host.inbox.length < INBOX_MAX) host.inbox.push(() => applyInput(world, input));
    return 0;
  }
  if (fireCrashAt(world, "before-write")) return 0;
  const seq = disk.inputs.length + 1;
  input.seq = seq;
  appendInput(disk, input);
  world.tally.inputs += 1;
  coverReport(world, host.core.state, input);
  outputs.length = 0;
  stepCore(host.core, input, outputs);
  if (outputs.length > 0) disk.digests[seq - 1] = digestOutputs(outputs);
  if (world.isVerbose) disk.outputs[seq - 1] = outputsText(host.core, outputs);
  observe(world, input, outputs);
  coverOutputs(world, input, outputs);
  watchWindows(world, input, outputs);
  if (host.zombie !== null) feedZombie(world, input);
  for (const output of outputs) holdCommand(world, seq, output);
  if (host.held.length > 0 || host.acknowledgements.length > 0 || input.kind !== "BarClosed" || input.endsSlice) {
    requestSync(world);
  }
  // Whoever dies right after the write has not taken it: nobody is answered.
  return fireCrashAt(world, input.kind === "VenueReport" ? "after-answer" : "after-write") ? 0 : seq;
}

/** The older instance of a pair sees the same and wants to send the same; the port lets it not. */
function feedZombie(world: World, input: Input): void {
  const zombie = world.host.zombie as Core;
  const wanted: Output[] = [];
  stepCore(zombie, input, wanted);
  for (const output of wanted) {
    if (output.kind === "SubmitOrder" || output.kind === "CancelOrder" || output.kind === "ReplaceOrder") {
      world.tally.hits.set("F42", (world.tally.hits.get("F42") ?? 0) + 1);
    }
  }
}

function holdCommand(world: World, seq: number, output: Output): void {
  const command = wireOf(world.host.core, output);
  if (command !== null) world.host.held.push({ seq, command });
}

/** The command of an output, copied out of the core's memory; null for facts. */
function wireOf(core: Core, output: Output): WireCommand | null {
  switch (output.kind) {
    case "SubmitOrder":
    case "ReplaceOrder":
      return {
        kind: output.kind === "SubmitOrder" ? "submit" : "replace",
        clientId: clientIdOf(core, output.order),
        replacesId: output.kind === "ReplaceOrder" ? clientIdAt(core, output.order.replaces) : "",
        parentId: clientIdAt(core, output.order.parent),
        order: { ...output.order },
      };
    case "CancelOrder":
      return {
        kind: "cancel",
        clientId: clientIdAt(core, output.order),
        venueOrderId: output.venueOrderId,
        order: output.order,
      };
    case "ProbeOrder":
      return {
        kind: "probe",
        clientId: clientIdAt(core, output.order),
        venueOrderId: venueIdAt(core, output.order),
        order: output.order,
      };
    case "RequestSnapshot":
      return {
        kind: "snapshot",
        requestId: output.requestId,
        tsFillsFrom: output.tsFillsFrom,
        reason: output.reason,
      };
    default:
      return null;
  }
}

/** The name a venue knows an order by; empty for orders that the core forgot or that somebody else entered. */
function clientIdAt(core: Core, index: number): string {
  const books = core.state.trading;
  if (index < 0 || books === null) return "";
  const order = findOrder(books.orders, index);
  return order === null || order.isExternal ? "" : clientIdOf(core, order);
}

function venueIdAt(core: Core, index: number): string {
  const books = core.state.trading;
  return index < 0 || books === null ? "" : (findOrder(books.orders, index)?.venueOrderId ?? "");
}

function clientIdOf(core: Core, order: Readonly<Order>): string {
  return namesOf(core.state, order).clientOrderId;
}
