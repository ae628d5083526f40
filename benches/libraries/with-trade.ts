import { createRequire } from "node:module";
import type { Bar, ClosedTrade } from "./rule.ts";
import { createCross } from "./rule.ts";

/** The part of the package "trade" that is used; declared here so that the house's checks run without it. */
interface Trade {
  trade(options: {
    readonly getData: () => Iterable<readonly SymbolBar[]>;
    readonly createOrders: (given: {
      readonly data: readonly (readonly SymbolBar[])[];
      readonly positions: readonly unknown[];
    }) => readonly { readonly symbol: string; readonly size: number }[];
    readonly cash: number;
    readonly historyLength: number;
  }): Promise<
    readonly {
      readonly closedPositions: readonly {
        readonly date: Date;
        readonly price: number;
        readonly initialPosition: { readonly date: Date; readonly price: number };
      }[];
    }[]
  >;
}
interface SymbolBar {
  readonly symbol: string;
  readonly date: Date;
  readonly open: number;
  readonly close: number;
}

const CASH = 1e6;
const SYMBOL = "SPY";

/** The rule in "trade": orders of a close fill at the next open, without costs. */
export function tradeRun(bars: readonly Bar[]): () => Promise<ClosedTrade[]> {
  const { trade } = createRequire(import.meta.url)("trade") as Trade;
  const days = bars.map(({ time, open, close }) => [{ symbol: SYMBOL, date: time, open, close }]);
  return async () => {
    const cross = createCross();
    const steps = await trade({
      getData: () => days,
      cash: CASH,
      historyLength: 1,
      createOrders: ({ data, positions }) => {
        const said = cross(data[0]?.[0]?.close ?? Number.NaN);
        if (said === "up" && positions.length === 0) return [{ symbol: SYMBOL, size: 1 }];
        if (said === "down" && positions.length > 0) return [{ symbol: SYMBOL, size: -1 }];
        return [];
      },
    });
    return steps
      .flatMap(({ closedPositions }) => closedPositions)
      .map(({ date, price, initialPosition }) => ({
        entryMs: initialPosition.date.getTime(),
        entryPrice: initialPosition.price,
        exitMs: date.getTime(),
        exitPrice: price,
      }));
  };
}
