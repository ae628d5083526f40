import { required } from "../assert.ts";
import { accountCertain } from "./checks/account-certain.ts";
import { buyingPower } from "./checks/buying-power.ts";
import { dailyLoss } from "./checks/daily-loss.ts";
import { dataFresh } from "./checks/data-fresh.ts";
import { deployedMax } from "./checks/deployed-max.ts";
import { drawdown } from "./checks/drawdown.ts";
import { duplicateOrder } from "./checks/duplicate-order.ts";
import { entryRate } from "./checks/entry-rate.ts";
import { halted } from "./checks/halted.ts";
import { instrumentTradable } from "./checks/instrument-tradable.ts";
import { liquidity } from "./checks/liquidity.ts";
import { marginMax } from "./checks/margin-max.ts";
import { marketOpen } from "./checks/market-open.ts";
import { messageRate } from "./checks/message-rate.ts";
import { orderQuantity } from "./checks/order-quantity.ts";
import { orderValue } from "./checks/order-value.ts";
import { positionsMax } from "./checks/positions-max.ts";
import { priceCollar } from "./checks/price-collar.ts";
import { reduceOnly } from "./checks/reduce-only.ts";
import { riskPerTrade } from "./checks/risk-per-trade.ts";
import { route } from "./checks/route.ts";
import { selfMatch } from "./checks/self-match.ts";
import { shortSale } from "./checks/short-sale.ts";
import { signalAge } from "./checks/signal-age.ts";
import { strategyActive } from "./checks/strategy-active.ts";
import { strategyDailyLoss } from "./checks/strategy-daily-loss.ts";
import { strategyPositionMax } from "./checks/strategy-position-max.ts";
import { symbolMax } from "./checks/symbol-max.ts";
import { tradingState } from "./checks/trading-state.ts";
import { unknownOutcome } from "./checks/unknown-outcome.ts";
import { volatilityBreaker } from "./checks/volatility-breaker.ts";
import type { DenyCode, PreTradeCheck } from "./pre-trade-check.ts";

/**
 * Every pre-trade check in precedence order: the first that refuses names the denial, all are
 * recorded. The index is the check's place in a DecisionTrace, so new checks go to the end of
 * their group and old journals are read with their own build.
 */
export const CHECKS: readonly PreTradeCheck[] = [
  strategyActive,
  tradingState,
  reduceOnly,
  route,
  accountCertain,
  unknownOutcome,
  instrumentTradable,
  halted,
  marketOpen,
  dataFresh,
  signalAge,
  duplicateOrder,
  entryRate,
  orderQuantity,
  orderValue,
  priceCollar,
  liquidity,
  volatilityBreaker,
  riskPerTrade,
  positionsMax,
  deployedMax,
  symbolMax,
  strategyPositionMax,
  marginMax,
  buyingPower,
  shortSale,
  dailyLoss,
  drawdown,
  strategyDailyLoss,
  messageRate,
  selfMatch,
];

/** The denial code of the check at `index` of {@link CHECKS}. */
export function denyCodeOf(index: number): DenyCode {
  return required(CHECKS[index], "a check exists at every index that checkOrder returns").denyCode;
}
