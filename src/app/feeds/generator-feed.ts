import { required } from "../../core/assert.ts";
import type { SessionTable } from "../../core/model/session-table.ts";
import type { UnixMicros } from "../../core/model/units.ts";
import type { MarketSlice, MarketState } from "../../data/market-generator.ts";
import { createMarket, nextSlice, skipToSession } from "../../data/market-generator.ts";
import type { Slice, SliceFeed } from "../../venues/simulated/slice.ts";

/** The seeded market as slices of one-minute bars, one instrument per InstrumentIndex. */
export function createGeneratorFeed(symbols: readonly string[], seed: number, table: SessionTable): SliceFeed {
  let market: MarketState = createMarket(symbols, seed, table);
  let peeked: Slice | null = null;

  function next(): Slice | null {
    if (peeked === null) {
      const made = nextSlice(market, table);
      peeked = made === null ? null : toSlice(made);
    }
    return peeked;
  }

  return {
    next,
    endReason: `the sample calendar ends on ${table.days.at(-1) ?? "no day"}; start over with "up --reset-demo"`,
    take(): void {
      peeked = null;
    },
    seek(tsClose: UnixMicros): void {
      const session = table.closes.findIndex((close) => close > tsClose);
      market = createMarket(symbols, seed, table);
      peeked = null;
      // At the table's end every minute is behind: walking its last session leaves nothing to come.
      const target = session < 0 ? table.days.length - 1 : session;
      if (target > 0) skipToSession(market, target, table);
      for (let slice = next(); slice !== null && slice.tsClose <= tsClose; slice = next()) peeked = null;
    },
  };
}

function toSlice(made: MarketSlice): Slice {
  const tsClose = required(made.bars[0], "a slice has a bar").tsClose;
  const last = made.bars.length - 1;
  return {
    tsClose,
    bars: made.bars.map((bar, instrument) => ({
      kind: "BarClosed",
      seq: 0,
      tsEvent: bar.tsClose,
      tsReceived: bar.tsClose,
      instrument,
      timeframeSeconds: 60,
      tsOpen: bar.tsOpen,
      openMicros: bar.openMicros,
      highMicros: bar.highMicros,
      lowMicros: bar.lowMicros,
      closeMicros: bar.closeMicros,
      volume: bar.volume,
      endsSlice: instrument === last,
    })),
  };
}
