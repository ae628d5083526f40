import type { CoreConfig } from "../core/model/config.ts";
import type { FillModelName, PriceModel, VenueModel } from "../core/model/venue-model.ts";
import { FILL_MODEL_NAMES, PLAIN_VENUE } from "../core/model/venue-model.ts";
import {
  checkKeys,
  hasValue,
  noteProblem,
  readChoice,
  readNumber,
  readScalar,
  readSection,
  requireKey,
} from "./yaml-section.ts";
import type { YamlSection } from "./yaml-section.ts";

/** What a `fillModel` says: when market orders fill, and how the simulated venue differs from the plain rules. */
export interface FillChoice {
  readonly fillModel: CoreConfig["fillModel"];
  readonly venueModel: VenueModel;
}

const TIMES = ["latencyMs", "delayBars"] as const;
/** What each model may say besides its kind. */
const KEYS: Readonly<Record<FillModelName, readonly string[]>> = {
  "next-bar-open": TIMES,
  "same-bar-close": [],
  quotes: ["halfSpreadBps", "halfSpreadTicks", "maxShare", ...TIMES],
  "fixed-ticks": ["ticks", "maxShare", ...TIMES],
  participation: ["maxShare", ...TIMES],
  "volume-share": ["maxShare", "priceImpact", ...TIMES],
};
const SHARE = { minimum: 0, maximum: 1, isAboveMinimum: true };
const TICKS = { minimum: 0, maximum: 10_000, isInteger: true };
const SPREAD_BPS = { minimum: 0, maximum: 1_000, isAboveMinimum: true };
/** What `volume-share` assumes where the file says nothing: a fortieth of the volume, impact 0.1. */
const VOLUME_SHARE = { maxShare: 0.025, priceImpact: 0.1 };
const DAY_MS = 86_400_000;

/** A `fillModel`: a name, or a mapping with `kind` and what that model wants to know. */
export function readFillModel(root: YamlSection): FillChoice {
  const plain: FillChoice = { fillModel: "next-bar-open", venueModel: PLAIN_VENUE };
  if (!hasValue(root, "fillModel")) return plain;
  if (readScalar(root, "fillModel") !== undefined) {
    const name = readChoice(root, "fillModel", FILL_MODEL_NAMES) ?? "next-bar-open";
    if (name === "quotes" || name === "fixed-ticks" || name === "participation") {
      noteProblem(root, "fillModel", `fillModel ${name} wants to know more: ${EXAMPLES[name]}.`);
      return plain;
    }
    return choiceOf(name, name === "volume-share" ? impactOf(null, null) : {});
  }
  const section = readSection(root, "fillModel");
  requireKey(section, "kind", `one of ${FILL_MODEL_NAMES.join(", ")}`);
  const name = readChoice(section, "kind", FILL_MODEL_NAMES);
  if (name === null) return plain;
  checkKeys(section, ["kind", ...KEYS[name]]);
  return choiceOf(name, { ...readPriceAndShare(section, name), ...readTimes(section) });
}

const EXAMPLES = {
  quotes: "{ kind: quotes, halfSpreadBps: 2 }",
  "fixed-ticks": "{ kind: fixed-ticks, ticks: 1 }",
  participation: "{ kind: participation, maxShare: 0.1 }",
} as const;

function choiceOf(name: FillModelName, terms: Partial<VenueModel>): FillChoice {
  const fillModel = name === "same-bar-close" ? name : "next-bar-open";
  return { fillModel, venueModel: { ...PLAIN_VENUE, name, ...terms } };
}

function readTimes(section: YamlSection): Partial<VenueModel> {
  const latencyMs = readNumber(section, "latencyMs", { minimum: 0, maximum: DAY_MS, isInteger: true }) ?? 0;
  const delayBars = readNumber(section, "delayBars", { minimum: 0, maximum: 10_000, isInteger: true }) ?? 0;
  return { latencyMicros: latencyMs * 1_000, delayBars };
}

function readPriceAndShare(section: YamlSection, name: FillModelName): Partial<VenueModel> {
  const maxShare = readNumber(section, "maxShare", SHARE);
  switch (name) {
    case "quotes":
      return { price: readSpread(section), participation: maxShare };
    case "fixed-ticks":
      requireKey(section, "ticks", "a whole number of ticks");
      return {
        price: { kind: "fixed-ticks", ticks: readNumber(section, "ticks", TICKS) ?? 0 },
        participation: maxShare,
      };
    case "participation":
      requireKey(section, "maxShare", "a share of the bar's volume above 0 to 1");
      return { participation: maxShare };
    case "volume-share":
      return impactOf(maxShare, readNumber(section, "priceImpact", { minimum: 0, maximum: 1 }));
    case "next-bar-open":
    case "same-bar-close":
      return {};
  }
}

function impactOf(maxShare: number | null, priceImpact: number | null): Partial<VenueModel> {
  return {
    price: { kind: "volume-share", impact: priceImpact ?? VOLUME_SHARE.priceImpact },
    participation: maxShare ?? VOLUME_SHARE.maxShare,
  };
}

function readSpread(section: YamlSection): PriceModel {
  const bps = readNumber(section, "halfSpreadBps", SPREAD_BPS);
  const ticks = readNumber(section, "halfSpreadTicks", { ...TICKS, minimum: 1 });
  const isBoth = hasValue(section, "halfSpreadBps") && hasValue(section, "halfSpreadTicks");
  const isNone = !hasValue(section, "halfSpreadBps") && !hasValue(section, "halfSpreadTicks");
  if (isBoth || isNone) {
    const what = isBoth ? "are two widths of one spread" : "are both missing";
    noteProblem(section, "kind", `fillModel.halfSpreadBps and fillModel.halfSpreadTicks ${what}; give one of them.`);
  }
  return ticks === null ? { kind: "half-spread-bps", bps: bps ?? 0 } : { kind: "half-spread-ticks", ticks };
}
