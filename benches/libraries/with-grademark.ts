import { createRequire } from "node:module";
import type { Bar, ClosedTrade, Cross } from "./rule.ts";
import { createCross } from "./rule.ts";

/** The part of grademark and data-forge that is used; declared here so that the house's checks run without them. */
interface Grademark {
  backtest(
    strategy: {
      readonly prepIndicators: (given: { readonly inputSeries: Frame<Bar> }) => Frame<CrossBar>;
      readonly entryRule: (enterPosition: () => void, given: { readonly bar: CrossBar }) => void;
      readonly exitRule: (exitPosition: () => void, given: { readonly bar: CrossBar }) => void;
    },
    bars: Frame<Bar>,
  ): readonly {
    readonly entryTime: Date;
    readonly entryPrice: number;
    readonly exitTime: Date;
    readonly exitPrice: number;
    readonly exitReason: string;
  }[];
}
interface Frame<Row> {
  select<To>(change: (row: Row) => To): Frame<To>;
  bake(): Frame<Row>;
}
interface DataForge {
  readonly DataFrame: new <Row>(rows: readonly Row[]) => Frame<Row>;
}
interface CrossBar extends Bar {
  readonly cross: Cross;
}

/**
 * The rule in grademark: both orders fill at the next open. The trade that the library closes by
 * itself at the last close is left out, because that is no decision of the rule.
 */
export function grademarkRun(bars: readonly Bar[]): () => ClosedTrade[] {
  const load = createRequire(import.meta.url);
  const { backtest } = load("grademark") as Grademark;
  const { DataFrame } = load("data-forge") as DataForge;
  const inputSeries = new DataFrame(bars).bake();
  return () => {
    const trades = backtest(
      {
        prepIndicators: ({ inputSeries: input }) => {
          const cross = createCross();
          return input.select((bar) => ({ ...bar, cross: cross(bar.close) })).bake();
        },
        entryRule: (enterPosition, { bar }) => {
          if (bar.cross === "up") enterPosition();
        },
        exitRule: (exitPosition, { bar }) => {
          if (bar.cross === "down") exitPosition();
        },
      },
      inputSeries,
    );
    return trades
      .filter((trade) => trade.exitReason !== "finalize")
      .map(({ entryTime, entryPrice, exitTime, exitPrice }) => ({
        entryMs: entryTime.getTime(),
        entryPrice,
        exitMs: exitTime.getTime(),
        exitPrice,
      }));
  };
}
