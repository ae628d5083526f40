import type { Instrument } from "../core/model/instrument.ts";
import type { Input } from "../core/model/input.ts";
import type { Environment } from "../core/model/signal.ts";

/** Names to dense indices, as the core was loaded with them. */
export interface InstrumentDirectory {
  readonly find: (symbol: string) => Instrument | null;
}
export interface StrategyDirectory {
  readonly find: (id: string) => { readonly index: number; readonly instruments: readonly number[] } | null;
}
/** Where Inputs go. */
export interface InputSink {
  /** Journals the input (its `seq` is set there); resolves with the seq once durable, rejects when it cannot be written. */
  readonly append: (input: Input) => Promise<number>;
}
/** Two clocks, micros: the wall's, and the one that trading runs by (they differ when bars are replayed). */
export interface IntakeClock {
  readonly wall: () => number;
  readonly trading: () => number;
}
export interface IntakePorts {
  readonly sink: InputSink;
  readonly instruments: InstrumentDirectory;
  readonly strategies: StrategyDirectory;
  readonly clock: IntakeClock;
  readonly environment: Environment;
  /** Id of a delivery, unique for ever. */
  readonly makeReceiptId: () => string;
}
