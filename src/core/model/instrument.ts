import type { InstrumentIndex } from "./units.ts";

/** A tradable thing. Immutable; entered by `InstrumentsLoaded`. */
export interface Instrument {
  readonly index: InstrumentIndex;
  /** Display code, unique in the process: `SPY`. */
  readonly symbol: string;
  readonly kind: "equity";
  readonly currency: string;
  /** Smallest price step in 1e-6: 10_000 is one cent. Orders and fills are multiples of it. */
  readonly tickMicros: number;
  /** Size of one lot in 1e-6 units of the instrument: 1_000_000 is one whole share. */
  readonly lotMicros: number;
  /** Units of the underlying per unit of the instrument: 1 for shares, 100 for US options. */
  readonly multiplier: number;
  readonly isTradable: boolean;
}
