import { required } from "../assert.ts";
import type { Output } from "../model/output.ts";
import type { Core } from "./core.ts";
import { legsOf } from "./legs.ts";
import { withdrawOrder } from "./submit-order.ts";

/** Asks for the cancel of every protective leg of a sub-position; they count until the venue answers. */
export function takeOffLegs(core: Core, strategy: number, instrument: number, outputs: Output[]): void {
  const books = required(core.state.trading, "positions follow the first configuration");
  for (const leg of legsOf(books, strategy, instrument)) withdrawOrder(core, leg, "PROTECTION_TAKEN_OFF", outputs);
}
