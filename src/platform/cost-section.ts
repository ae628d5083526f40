import type { CostConfig } from "../core/model/config.ts";
import type { FeeModel, VenueModel } from "../core/model/venue-model.ts";
import {
  checkKeys,
  hasValue,
  noteProblem,
  readBoolean,
  readChoice,
  readMicros,
  readNumber,
  readScalar,
  readSection,
  requireKey,
} from "./yaml-section.ts";
import type { YamlSection } from "./yaml-section.ts";

/** Every cost model that a strategy file can name. */
const COST_MODELS = ["flat", "per-unit", "bps", "us-equity-regulatory", "zero"] as const;
export type CostModelName = (typeof COST_MODELS)[number];

/** What a `costs` section says. */
export interface CostChoice {
  /** Null: none was named, the keys say it all. */
  readonly costModel: CostModelName | null;
  readonly costs: CostConfig;
  readonly fees: FeeModel;
}

const BPS = { minimum: 0, maximum: 1_000 };
const FEE = { minimum: 0, maximum: 1_000_000_000_000 };
const COMMISSIONS = ["commissionPerOrder", "commissionPerUnit", "commissionBps", "commissionMinimum"] as const;
const OTHERS = ["slippageBps", "touch"] as const;
/** What each model may say besides its name. */
const KEYS: Readonly<Record<CostModelName, readonly string[]>> = {
  flat: ["commissionPerOrder", ...OTHERS],
  "per-unit": ["commissionPerUnit", "commissionMinimum", ...OTHERS],
  bps: ["commissionBps", "commissionMinimum", ...OTHERS],
  "us-equity-regulatory": [...COMMISSIONS, ...OTHERS],
  zero: ["touch"],
};

const NO_COSTS: CostConfig = {
  commissionPerOrderMicros: 0,
  commissionPerUnitMicros: 0,
  commissionBps: 0,
  commissionMinimumMicros: 0,
  slippageBps: 0,
  touch: false,
};

/**
 * A `costs` section, or the name of a model alone: 1.00 per order and 10 bps of slippage by
 * default. The 1.00 is left out when another commission is named: who writes 0.005 per unit does
 * not mean 1.00 on top. A fill model that says what takers pay leaves no room for `slippageBps`.
 */
export function readCosts(root: YamlSection, price: VenueModel["price"]): CostChoice {
  const isName = hasValue(root, "costs") && readScalar(root, "costs") !== undefined;
  const section = isName ? { ...root, map: null, path: "costs" } : readSection(root, "costs");
  const costModel = isName ? readChoice(root, "costs", COST_MODELS) : readChoice(section, "model", COST_MODELS);
  checkKeys(section, ["model", ...(costModel === null ? [...COMMISSIONS, ...OTHERS] : KEYS[costModel])]);
  const fees = costModel === "us-equity-regulatory" ? costModel : "none";
  if (costModel === "zero") {
    return { costModel, costs: { ...NO_COSTS, touch: readBoolean(section, "touch") ?? false }, fees };
  }
  demandRate(root, section, costModel);
  const hasOther =
    costModel === "per-unit" ||
    costModel === "bps" ||
    hasValue(section, "commissionPerUnit") ||
    hasValue(section, "commissionBps");
  if (price.kind !== "bps" && hasValue(section, "slippageBps")) {
    noteProblem(section, "slippageBps", "costs.slippageBps and the fill model both say what takers pay; give one.");
  }
  const costs: CostConfig = {
    commissionPerOrderMicros: readMicros(section, "commissionPerOrder", FEE) ?? (hasOther ? 0 : 1_000_000),
    commissionPerUnitMicros: readMicros(section, "commissionPerUnit", FEE) ?? 0,
    commissionBps: readNumber(section, "commissionBps", BPS) ?? 0,
    commissionMinimumMicros: readMicros(section, "commissionMinimum", FEE) ?? 0,
    slippageBps: readNumber(section, "slippageBps", BPS) ?? (price.kind === "bps" ? 10 : 0),
    touch: readBoolean(section, "touch") ?? false,
  };
  return { costModel, costs, fees };
}

/** A model by unit or basis points says nothing without its rate. */
function demandRate(root: YamlSection, section: YamlSection, costModel: CostModelName | null): void {
  const key = costModel === "per-unit" ? "commissionPerUnit" : costModel === "bps" ? "commissionBps" : null;
  if (key === null) return;
  if (section.map === null)
    noteProblem(root, "costs", `costs ${costModel} wants { model: ${costModel}, ${key}: ... }.`);
  else requireKey(section, key, "a number");
}
