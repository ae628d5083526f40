import { decimalMicros } from "../analysis/decimal-micros.ts";
import type { CostStress } from "../../doubt/cost-stress.ts";
import { moneyText } from "../../metrics/money-text.ts";
import { costsText } from "../describe-run.ts";
import { amountText, groupText, NONE, percentText, ratioText } from "../format-figure.ts";
import { escapeHtml, htmlTable, numberCell, section, textCell } from "../html-text.ts";
import type { ReportInput } from "../report-input.ts";

/** What trading cost, what share of the profit that was, and the run with other costs when that was tried. */
export function costsSection({ result, parts }: ReportInput): string {
  const { metrics, config, analysis } = result;
  const { currency } = config;
  const gross = result.trades.reduce((sum, trade) => sum + decimalMicros(trade.grossPnl), 0n);
  const net = result.trades.reduce((sum, trade) => sum + decimalMicros(trade.netPnl), 0n);
  const slippage = result.trades.reduce((sum, trade) => sum + decimalMicros(trade.slippage), 0n);
  const total = decimalMicros(metrics.commission) + decimalMicros(metrics.slippageCost);
  const money = (value: string, signed = false): string => `${amountText(value, { signed })} ${currency}`;
  const share = percentText(analysis.figures.costShare, { signed: false, decimals: 1 });
  const rows: (readonly [string, string])[] = [
    ["Commission and fees", money(metrics.commission)],
    ["Slippage and rounding, inside the fill prices", money(metrics.slippageCost)],
    ["Spread", "not charged apart; part of slippage"],
    ["Holding overnight: borrow fees", money(result.financing.borrowFees)],
    ["Holding overnight: interest", money(result.financing.interest)],
    ["Commission and slippage together", money(moneyText(total))],
    ["Share of the profit of winners before costs", analysis.figures.costShare === null ? `${NONE} no winner` : share],
    ["Closed trades before all costs", money(moneyText(gross + slippage), true)],
    ["Closed trades after slippage", money(moneyText(gross), true)],
    ["Closed trades after all costs", money(moneyText(net), true)],
  ];
  const table = htmlTable(
    "Costs paid",
    [textCell("What"), numberCell("Amount")],
    rows.map(([name, text]) => [textCell(name), numberCell(text)]),
    { style: "fit" },
  );
  return section("costs", "Costs", `<p>Model: ${escapeHtml(costsText(config))}</p>\n${table}\n${stress(parts)}`);
}

const NO_BREAK_EVEN: Readonly<Record<NonNullable<CostStress["breakEvenReason"]>, string>> = {
  NO_PROFIT: "Without any costs there is no profit either.",
  NO_COSTS: "Costs change nothing: there are none, or nothing was traded.",
  ABOVE_RANGE: "Even 64 times the costs leave something.",
};

function stress({ costStress }: ReportInput["parts"]): string {
  if (costStress === undefined)
    return `<p class="soft">The run was not repeated with other costs; agenttrader passport does that.</p>`;
  const { points, breakEven, breakEvenReason } = costStress;
  const head = [textCell("Costs"), numberCell("Return"), numberCell("Trades")];
  const rows = points.map(({ factor, totalReturn, trades }) => [
    textCell(`${factor}×`),
    numberCell(percentText(totalReturn, { signed: true, decimals: 2 })),
    numberCell(groupText(trades)),
  ]);
  const even =
    breakEvenReason === null
      ? `The return is zero at ${ratioText(breakEven)}× the costs.`
      : NO_BREAK_EVEN[breakEvenReason];
  return `<h3>With other costs</h3>\n${htmlTable("The run with its costs multiplied", head, rows, { style: "fit" })}\n<p class="soft">${even}</p>`;
}
