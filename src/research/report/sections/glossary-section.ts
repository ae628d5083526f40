import { escapeHtml, section } from "../html-text.ts";

const TERMS: readonly (readonly [string, string])[] = [
  ["Return", "final equity / initial capital − 1, costs paid."],
  ["CAGR", "growth per year of 252 sessions: (final / initial)^(252 / sessions) − 1."],
  ["Sharpe", "mean of the daily excess returns / their standard deviation × √252."],
  [
    "Probabilistic Sharpe",
    "how sure it is that the true ratio is above 0, by length, skewness and kurtosis of the returns.",
  ],
  ["Deflated Sharpe", "how sure it is that the ratio is above what the best of all trials shows by luck."],
  ["Minimum track record", "sessions wanted to tell the ratio from 0 at 95%."],
  ["Sortino", "the same with the root of the mean squared losing returns below the line."],
  ["Max drawdown", "largest fall from the highest equity so far."],
  ["VaR 95", "the daily loss that 95% of the days do not exceed."],
  ["CVaR 95", "mean loss of the worst 5% of days."],
  ["Beta, alpha", "how the daily returns move with buy and hold, and what is left per year."],
  ["Trade", "an exit fill matched with the entry it closes, first in first out, partial fills merged."],
  ["Profit factor", "net profit of the winners / net loss of the losers."],
  ["Expectancy", "mean net result of a trade."],
  ["Exposure", "share of the bars with a position at the close."],
  ["Turnover", "notional traded on both sides / mean equity, per year."],
  ["Slippage", "what the fill price was worse than the price without it; inside the gross result."],
  ["MAE, MFE", "largest move against and for a trade while it was open."],
  ["Signal, decision, order, fill", "an idea that arrived, what was made of it, what was sent, what the venue did."],
];

/** The words of the report. */
export function glossarySection(): string {
  const items = TERMS.map(
    ([term, text]) => `<div><dt><b>${escapeHtml(term)}</b></dt><dd>${escapeHtml(text)}</dd></div>`,
  );
  return section("glossary", "Glossary", `<dl class="terms">\n${items.join("\n")}\n</dl>`);
}
