import type { TradingState } from "./output.ts";
import type { RiskLimits, StrategyConfig, CostConfig } from "./config.ts";
import type { Instrument } from "./instrument.ts";
import type { Environment } from "./signal.ts";
import type { PriceMicros, QuantityLots, UnixMicros } from "./units.ts";

/**
 * What the brain and the checks may know of the other stages, for one signal or order: filled by
 * the engine, read only for everyone else. One object is reused; all money is a safe integer of
 * 1e-6 held in a double.
 */
export interface PortfolioContext {
  now: UnixMicros;
  environment: Environment;
  instrument: Instrument;
  strategy: StrategyConfig;
  limits: RiskLimits;
  costs: CostConfig;
  sizeWithoutAllocation: number;
  tradingState: TradingState;
  strategyIsActive: boolean;
  /** The account's state is known: connected, reconciled, no mismatch (R8). */
  isAccountCertain: boolean;
  /** The exchange trades the instrument: not halted. */
  isHalted: boolean;
  /** An order of the strategy in this instrument has an unknown outcome, or one that had ended works again in the account (O7). */
  hasUnknownOrder: boolean;
  /** There is a usual five-minute range to compare with, and entries wait until then since it was left (RISK-10); 0: never. */
  hasUsualRange: boolean;
  tsRangePauseEnds: UnixMicros;
  /** Session hours: true when an order may go out at `now` (always true without session hours). */
  isMarketOpen: boolean;
  /** Last close; NaN before the first bar. On a feed of bars this is mid, bid and ask. */
  lastMicros: PriceMicros;
  /** Session time since the last bar became known; Infinity before the first. */
  dataAgeMicros: number;
  /** Length of one bar of the feed, micros. */
  barMicros: number;
  /** Account: exact equity at the last marks, cash, money held for orders that are not terminal. */
  equityMicros: number;
  cashMicros: number;
  reservedMicros: number;
  /** What a new opening order may cost: cash less short-sale collateral less reservations. */
  buyingPowerMicros: number;
  dayStartEquityMicros: number;
  peakEquityMicros: number;
  /** Sum over instruments of the worst case: net lots as exits under way may turn them x mark, plus opening orders of both sides. */
  deployedMicros: number;
  /** Initial margin of positions and opening orders under way (shorts 50 %, longs paid in full). */
  marginUsedMicros: number;
  /** Instruments with a position or an opening order under way, without this one. */
  otherPositionCount: number;
  /** Net position of the account in this instrument, signed lots. */
  accountLots: QuantityLots;
  /** The same in this instrument alone, all strategies. */
  symbolExposureMicros: number;
  /** The strategy's own sub-position in this instrument, signed lots. */
  strategyLots: QuantityLots;
  /**
   * Unfilled lots of its opening and closing orders under way in this instrument. Protective legs
   * are taken off before an exit goes out and count only for another protective leg: of each
   * parent the larger.
   */
  strategyOpeningLots: QuantityLots;
  strategyClosingLots: QuantityLots;
  /** Unfilled lots of the account's exits under way in this instrument by side, protective legs left out. */
  closingBuyLots: QuantityLots;
  closingSellLots: QuantityLots;
  /** |strategyLots| x mark plus its opening orders under way, all instruments: its committed capital. */
  strategyCommittedMicros: number;
  /** Realised and unrealised result of the strategy since the session began. */
  strategyDayPnlMicros: number;
  /** Entries of the strategy and messages of the account in the last 60 s. */
  entriesLastMinute: number;
  messagesLastMinute: number;
  /** Age of the last order of this strategy with equal instrument, side and lots; Infinity: none. */
  sameOrderAgeMicros: number;
  /** True when an own working order on the other side could match this one. */
  hasOpposingOrder: boolean;
}
