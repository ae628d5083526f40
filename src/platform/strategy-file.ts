import { readFileSync } from "node:fs";
import type { CoreConfig, CostConfig } from "../core/model/config.ts";
import type { VenueModel } from "../core/model/venue-model.ts";
import { readCosts } from "./cost-section.ts";
import type { CostModelName } from "./cost-section.ts";
import { EXIT } from "./exit-codes.ts";
import { Failure, systemCodeOf } from "./failure.ts";
import { readFillModel } from "./fill-section.ts";
import { readFinancing } from "./financing-section.ts";
import type { FinancingChoice } from "./financing-section.ts";
import { readOrders } from "./orders-section.ts";
import type { OrdersChoice } from "./orders-section.ts";
import { readRisk } from "./risk-section.ts";
import type { CheckLimits, RiskSection } from "./risk-section.ts";
import { readParameters, readSizing } from "./strategy-sections.ts";
import type { KindSpec, SizingChoice, StrategyCode } from "./strategy-sections.ts";
import {
  checkKeys,
  formatProblems,
  isEmptyAt,
  noteAllowed,
  noteProblem,
  parseYaml,
  readBoolean,
  readChoice,
  readMicros,
  readNumber,
  readScalar,
  readSection,
  readText,
  readTexts,
  requireKey,
} from "./yaml-section.ts";
import type { FileProblem, YamlSection } from "./yaml-section.ts";

/** A validated strategy file (semantics section 11): complete, defaults filled in. */
export interface StrategyFile {
  /** Path as it was named, for messages. */
  readonly file: string;
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** Module of a user's own kind; null for a built-in. */
  readonly code: StrategyCode | null;
  readonly instruments: readonly string[];
  readonly timeframeSeconds: number;
  /** Every parameter of the kind; booleans are 0 or 1. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly sizing: SizingChoice;
  readonly costs: CostConfig;
  /** Name of the cost model; null: the keys of `costs` say it all. */
  readonly costModel: CostModelName | null;
  /** When market orders fill. */
  readonly fillModel: CoreConfig["fillModel"];
  /** What the fill model and the cost model want of the simulated venue beyond the plain rules. */
  readonly venueModel: VenueModel;
  readonly financing: FinancingChoice;
  /** Null: orders are what the strategy says. */
  readonly orders: OrdersChoice | null;
  readonly initialCapitalMicros: number;
  readonly risk: RiskSection;
  readonly maxPositionMicros: number | null;
  readonly maxDailyLossMicros: number | null;
  readonly isStopExempt: boolean;
  readonly closeAtEnd: boolean;
  /** Account id; null: the mode's only account. */
  readonly account: string | null;
  readonly isDryRun: boolean;
  readonly isInOptimization: boolean;
  /** Net return on entry notional per trade; null: unknown. */
  readonly expectedAlpha: number | "from-backtest" | null;
  readonly signalTtlSeconds: number;
  readonly developerContact: string | null;
  readonly notes: string | null;
}

/** What the reader must know of the core. */
export interface StrategyFileRules {
  readonly kinds: readonly KindSpec[];
  readonly checkLimits: CheckLimits;
}

/** A file is read whole or refused with all its problems. */
export type StrategyFileResult =
  | { readonly ok: true; readonly strategy: StrategyFile }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

const TIMEFRAMES = { "1m": 60, "5m": 300, "15m": 900, "1h": 3_600, "1d": 86_400 } as const;
const TIMEFRAME_NAMES = Object.keys(TIMEFRAMES) as (keyof typeof TIMEFRAMES)[];
const KEYS = [
  "id",
  "name",
  "kind",
  "instruments",
  "timeframe",
  "parameters",
  "sizing",
  "costs",
  "fillModel",
  "financing",
  "orders",
  "initialCapital",
  "risk",
  "closeAtEnd",
  "account",
  "dryRun",
  "includeInOptimization",
  "expectedAlpha",
  "signalTtlSeconds",
  "developerContact",
  "notes",
];
const UNSUPPORTED = ["features", "model", "thresholds", "exits"];
const MONEY_MAX = Number.MAX_SAFE_INTEGER;
const money = { minimum: 0, maximum: MONEY_MAX, isAboveMinimum: true };

/** Reads the text of a strategy file; `file` is its name in messages. */
export function readStrategyFile(text: string, file: string, rules: StrategyFileRules): StrategyFileResult {
  const root = parseYaml(text, file);
  const { problems } = root.source;
  if (root.map === null || problems.length > 0) return { ok: false, problems };
  // An empty one of these says the same as none: templates carry `model: null` and `thresholds: {}`.
  const unused = UNSUPPORTED.filter((key) => isEmptyAt(root, key));
  checkKeys(root, [...KEYS, ...unused], UNSUPPORTED);
  requireKey(root, "id", "a name of a-z, 0-9, - and _");
  requireKey(root, "kind", `one of ${rules.kinds.map((kind) => kind.kind).join(", ")}`);
  requireKey(root, "instruments", "a list of symbols such as [SPY]");
  requireKey(root, "timeframe", `one of ${TIMEFRAME_NAMES.join(", ")}`);
  const kind = readKind(root, rules.kinds);
  const id = readText(root, "id", { pattern: /^[a-z0-9][a-z0-9_-]{0,62}$/, expected: "a name of a-z, 0-9, - and _" });
  const instruments = readTexts(root, "instruments", {
    pattern: /^[A-Z][A-Z0-9.-]{0,11}$/,
    expected: "a list of symbols such as [SPY]",
  });
  const timeframe = readChoice(root, "timeframe", TIMEFRAME_NAMES);
  const parameters = kind === null ? {} : readParameters(readSection(root, "parameters"), kind, root);
  const riskNode = readSection(root, "risk");
  const { fillModel, venueModel } = readFillModel(root);
  const { costModel, costs, fees } = readCosts(root, venueModel.price);
  const more = ["maxPositionSize", "maxDailyLoss", "stopExempt"];
  const rest = {
    sizing: readSizing(readSection(root, "sizing")),
    costs,
    costModel,
    fillModel,
    venueModel: { ...venueModel, fees },
    financing: readFinancing(root, instruments ?? []),
    orders: readOrders(root),
    initialCapitalMicros: readMicros(root, "initialCapital", money) ?? 100_000_000_000,
    risk: readRisk(riskNode, { defaultProfile: "none", more, checkLimits: rules.checkLimits }),
    maxPositionMicros: readMicros(riskNode, "maxPositionSize", money),
    maxDailyLossMicros: readMicros(riskNode, "maxDailyLoss", money),
    isStopExempt: readBoolean(riskNode, "stopExempt") ?? false,
    closeAtEnd: readBoolean(root, "closeAtEnd") ?? false,
    account: readText(root, "account", { pattern: /^\w[\w-]{0,62}$/, expected: "the id of an account" }),
    isDryRun: readBoolean(root, "dryRun") ?? false,
    isInOptimization: readBoolean(root, "includeInOptimization") ?? true,
    expectedAlpha: readAlpha(root),
    signalTtlSeconds: readNumber(root, "signalTtlSeconds", { minimum: 1, maximum: 86_400, isInteger: true }) ?? 60,
    developerContact: readText(root, "developerContact", { expected: "a text" }),
    notes: readText(root, "notes", { expected: "a text" }),
  } as const;
  const name = readText(root, "name", { expected: "a text" }) ?? id;
  if (
    problems.length > 0 ||
    kind === null ||
    id === null ||
    name === null ||
    instruments === null ||
    timeframe === null
  )
    return { ok: false, problems: inFileOrder(problems) };
  const code = kind.code ?? null;
  const timeframeSeconds = TIMEFRAMES[timeframe];
  const head = { file, id, name, kind: kind.kind, code, instruments, timeframeSeconds, parameters };
  return { ok: true, strategy: { ...head, ...rest } };
}

/** Reads the strategy file at `path`; a {@link Failure} with exit code 2 that lists every problem. */
export function loadStrategyFile(path: string, rules: StrategyFileRules): StrategyFile {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const isMissing = systemCodeOf(error) === "ENOENT";
    throw new Failure({
      code: isMissing ? "STRATEGY_FILE_MISSING" : "STRATEGY_FILE_UNREADABLE",
      exitCode: EXIT.usage,
      message: isMissing
        ? `There is no strategy file ${path}.`
        : `The strategy file ${path} cannot be read (${systemCodeOf(error)}).`,
      hint: "examples/strategies has files to start from.",
      cause: error,
    });
  }
  const result = readStrategyFile(text, path, rules);
  if (result.ok) return result.strategy;
  throw new Failure({
    code: "STRATEGY_FILE_INVALID",
    exitCode: EXIT.usage,
    message: formatProblems(result.problems),
  });
}

function readKind(root: YamlSection, kinds: readonly KindSpec[]): KindSpec | null {
  const was = readScalar(root, "kind");
  if (typeof was === "string" && /^(module|remote):/.test(was)) {
    const allowed = `allowed is one of ${kinds.map((kind) => kind.kind).join(", ")}`;
    const message = was.startsWith("module:")
      ? `kind was ${was}; name the module's own kind and its folder with --strategies; ${allowed}.`
      : `not supported yet by this version: kind ${was}, ${allowed}.`;
    noteProblem(root, "kind", message);
    return null;
  }
  const chosen = readChoice(
    root,
    "kind",
    kinds.map((kind) => kind.kind),
  );
  return kinds.find((kind) => kind.kind === chosen) ?? null;
}

function readAlpha(root: YamlSection): number | "from-backtest" | null {
  const was = readScalar(root, "expectedAlpha");
  if (was === "from-backtest") return was;
  if (typeof was === "string") {
    noteAllowed(root, "expectedAlpha", "a number from -1 to 10, or from-backtest");
    return null;
  }
  return readNumber(root, "expectedAlpha", { minimum: -1, maximum: 10 });
}

function inFileOrder(problems: readonly FileProblem[]): readonly FileProblem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
