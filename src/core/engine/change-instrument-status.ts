import { required } from "../assert.ts";
import type { InstrumentStatusChanged } from "../model/input.ts";
import type { Output } from "../model/output.ts";
import type { Core } from "./core.ts";
import { advanceFlatten } from "./flatten.ts";

/** The exchange halted or resumed an instrument: while it is halted nothing new is opened there (F33). */
export function changeInstrumentStatus(core: Core, input: InstrumentStatusChanged, outputs: Output[]): void {
  const books = required(core.state.trading, "halts follow the first configuration");
  if (!(input.instrument in books.halted)) return;
  const before = books.halted[input.instrument] === 1;
  if (before === input.isHalted) return;
  books.halted[input.instrument] = input.isHalted ? 1 : 0;
  const symbol = required(core.state.instruments[input.instrument], "a known instrument").symbol;
  const text = input.isHalted
    ? `${symbol} is halted: no entries; its orders keep counting.`
    : `${symbol} trades again.`;
  const severity = input.isHalted ? "warning" : "info";
  const code = input.isHalted ? "INSTRUMENT_HALTED" : "INSTRUMENT_RESUMED";
  outputs.push({ kind: "RaiseAlert", severity, code, text, order: -1 });
  for (let account = 0; account < books.flattens.length; account += 1) advanceFlatten(core, account, outputs);
}
