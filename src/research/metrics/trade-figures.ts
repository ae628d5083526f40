import type { MetricNotes } from "./figure.ts";
import { missing } from "./figure.ts";
import { halfEvenQuotient, moneyText } from "./money-text.ts";

/** What the figures need of one round trip. */
export interface TradeResult {
  readonly netMicros: number;
}

/** Figures over round trips; money is a decimal string, a loss is negative. */
export interface TradeFigures {
  readonly trades: number;
  /** Net result above 0. */
  readonly wins: number;
  /** Net result below 0; one of exactly 0 is neither. */
  readonly losses: number;
  /** Wins / trades. */
  readonly winRate: number | null;
  readonly averageWin: string | null;
  readonly averageLoss: string | null;
  /** Net result of the winners / |net result of the losers|. */
  readonly profitFactor: number | null;
  /** Mean net result. */
  readonly expectancy: string | null;
}

/** Figures of `trades`; reasons for the null ones go to `notes`. */
export function tradeFigures(trades: readonly TradeResult[], notes: MetricNotes): TradeFigures {
  let won = 0n;
  let lost = 0n;
  let wins = 0;
  let losses = 0;
  for (const { netMicros } of trades) {
    if (netMicros > 0) {
      won += BigInt(netMicros);
      wins += 1;
    } else if (netMicros < 0) {
      lost += BigInt(netMicros);
      losses += 1;
    }
  }
  const count = trades.length;
  const none = count === 0;
  let profitFactor: number | null;
  if (none) profitFactor = missing(notes, "profitFactor", "NO_TRADES");
  else if (losses === 0) profitFactor = missing(notes, "profitFactor", "NO_LOSSES");
  else profitFactor = Number(won) / Number(-lost);
  return {
    trades: count,
    wins,
    losses,
    winRate: none ? missing(notes, "winRate", "NO_TRADES") : wins / count,
    averageWin: wins === 0 ? missing(notes, "averageWin", none ? "NO_TRADES" : "NO_WINS") : meanText(won, wins),
    averageLoss:
      losses === 0 ? missing(notes, "averageLoss", none ? "NO_TRADES" : "NO_LOSSES") : meanText(lost, losses),
    profitFactor,
    expectancy: none ? missing(notes, "expectancy", "NO_TRADES") : meanText(won + lost, count),
  };
}

function meanText(sum: bigint, count: number): string {
  return moneyText(halfEvenQuotient(sum, BigInt(count)));
}
