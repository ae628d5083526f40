import { assert } from "../assert.ts";
import { STEPS_MAX } from "../model/decision-trace.ts";

/** One step of a decision, explained to people. */
export interface SizingStep {
  readonly id: string;
  readonly label: string;
  /** Unit of the recorded input. */
  readonly unit: "flag" | "ratio" | "percent" | "micros" | "lots";
  /** What the input is and what it bounds, in one line. */
  readonly formula: string;
}

/** Places in {@link SIZING_STEPS}; a DecisionTrace holds these numbers. */
export const STEP = {
  gate: 0,
  slippage: 1,
  equity: 2,
  weight: 3,
  committed: 4,
  price: 5,
  unitCost: 6,
  riskUnit: 7,
  boundCapital: 8,
  boundRisk: 9,
  boundSender: 10,
  boundStrategy: 11,
  boundQuantity: 12,
  boundSymbol: 13,
  boundDeployed: 14,
  boundBuyingPower: 15,
  quantity: 16,
  fixedQuantity: 17,
  percent: 18,
  percentEquity: 19,
  riskPerTrade: 20,
  exitQuantity: 21,
} as const;

/** Every step the brain may record, in the order of semantics section 6. */
export const SIZING_STEPS: readonly SizingStep[] = [
  { id: "gate", label: "Gate", unit: "flag", formula: "environment, status, instrument, expiry, repeat: 1 passes" },
  {
    id: "slippage",
    label: "Slippage since the signal",
    unit: "ratio",
    formula: "side x (mid - ref) / ref <= 0.30 x alpha",
  },
  { id: "equity", label: "Equity", unit: "micros", formula: "account equity at the last marks" },
  { id: "weight", label: "Share of equity", unit: "ratio", formula: "share without an active allocation" },
  { id: "committed", label: "Already committed", unit: "micros", formula: "open and pending cost of this strategy" },
  { id: "price", label: "Price", unit: "micros", formula: "limit, else last close x (1 + slippage) against us" },
  { id: "unit-cost", label: "Cost of one lot", unit: "micros", formula: "price x multiplier x lot" },
  {
    id: "risk-unit",
    label: "Risk of one lot",
    unit: "micros",
    formula: "stop distance x multiplier x lot + both commissions",
  },
  { id: "capital", label: "Capital", unit: "micros", formula: "(equity x share - committed) / cost of one lot" },
  { id: "risk", label: "Risk per trade", unit: "micros", formula: "equity x risk limit / risk of one lot" },
  { id: "sender", label: "Sender's size", unit: "lots", formula: "never more than the sender asked for" },
  { id: "strategy", label: "Strategy position", unit: "micros", formula: "(limit - own position) / cost of one lot" },
  { id: "order-quantity", label: "Order quantity", unit: "lots", formula: "lots of one order" },
  {
    id: "symbol",
    label: "Share of one instrument",
    unit: "micros",
    formula: "(equity x limit - exposure) / cost of one lot",
  },
  {
    id: "deployed",
    label: "Capital deployed",
    unit: "micros",
    formula: "(equity x limit - deployed) / cost of one lot",
  },
  {
    id: "buying-power",
    label: "Buying power",
    unit: "micros",
    formula: "largest order whose cost with commission fits",
  },
  { id: "quantity", label: "Quantity", unit: "lots", formula: "the smallest bound; ties to the earlier one" },
  { id: "fixed-quantity", label: "Fixed quantity", unit: "lots", formula: "as the strategy says" },
  { id: "percent", label: "Percent of equity", unit: "percent", formula: "as the strategy says" },
  {
    id: "percent-equity",
    label: "Share of equity",
    unit: "micros",
    formula: "(equity x percent - commission) / price",
  },
  { id: "risk-per-trade", label: "Risk budget", unit: "micros", formula: "equity x percent / (stop distance x lot)" },
  { id: "exit", label: "To close", unit: "lots", formula: "|own position| - closing orders under way" },
];

/** Places in {@link STEP_NOTES}. */
export const NOTE = { none: 0, refused: 1, noAlpha: 2, notSet: 3, stopExempt: 4, noStop: 5, noSize: 6 } as const;

/** Why a step bound nothing, for people. */
export const STEP_NOTES: readonly string[] = [
  "",
  "refused here",
  "not applicable: no expected alpha is known",
  "not applicable: the limit is not set",
  "not applied: unlevered stock with a declared exemption from the stop",
  "refused: no protective stop and no exemption",
  "not applicable: the sender gave no size",
];

assert(SIZING_STEPS.length <= STEPS_MAX, "a decision that records every step fits its trace");
