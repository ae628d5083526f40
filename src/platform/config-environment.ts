import type { RiskLimits } from "../core/model/config.ts";
import type { RiskCaps, SettingsDraft } from "./settings.ts";
import type { FileProblem } from "./yaml-section.ts";

interface TextSetting {
  /** Key of `config show`. */
  readonly name: string;
  /** Variables, the first one set wins. */
  readonly variables: readonly string[];
  readonly flag: string | null;
  readonly allowed: string;
  /** Takes the text into the draft; false when it is not allowed. */
  readonly apply: (draft: SettingsDraft, text: string) => boolean;
}

const MODES = ["demo", "paper"] as const;
const LEVELS = ["debug", "info", "warn", "error"] as const;

const SETTINGS: readonly TextSetting[] = [
  {
    name: "mode",
    variables: ["AGENTTRADER_MODE"],
    flag: "mode",
    allowed: "demo or paper",
    apply: (draft, text) => {
      const mode = MODES.find((known) => known === text);
      if (mode !== undefined) draft.mode = mode;
      return mode !== undefined;
    },
  },
  {
    name: "host",
    variables: ["AGENTTRADER_HOST"],
    flag: "host",
    allowed: "an address to listen on",
    apply: (draft, text) => {
      draft.host = text;
      return !/\s/.test(text);
    },
  },
  {
    name: "port",
    variables: ["PORT", "BACKEND_PORT"],
    flag: "port",
    allowed: "a whole number from 0 to 65535",
    apply: (draft, text) => {
      draft.port = Number(text);
      return /^\d{1,5}$/.test(text) && draft.port <= 65_535;
    },
  },
  {
    name: "strategies.folder",
    variables: [],
    flag: "strategies",
    allowed: "a folder",
    apply: (draft, text) => {
      draft.strategiesFolder = text;
      return true;
    },
  },
  {
    name: "databaseUrl",
    variables: ["DATABASE_URL"],
    flag: null,
    allowed: "postgres://USER:PASSWORD@HOST/NAME",
    apply: (draft, text) => {
      draft.databaseUrl = text;
      return /^postgres(ql)?:\/\//.test(text);
    },
  },
  {
    name: "logLevel",
    variables: ["LOG_LEVEL"],
    flag: null,
    allowed: "one of debug, info, warn, error",
    apply: (draft, text) => {
      const level = LEVELS.find((known) => known === text);
      if (level !== undefined) draft.logLevel = level;
      return level !== undefined;
    },
  },
];

interface CapSetting {
  readonly variable: string;
  readonly name: string;
  readonly field: keyof RiskCaps;
  readonly maximum: number;
  readonly isInteger: boolean;
}

/** Upper bounds: they tighten what file and profile say, never loosen it. */
const CAPS: readonly CapSetting[] = [
  { variable: "MAX_POSITIONS", name: "risk.positionsMax", field: "positionsMax", maximum: 15, isInteger: true },
  {
    variable: "RISK_PER_TRADE_PCT",
    name: "risk.riskPerTrade",
    field: "riskPerTradeRatio",
    maximum: 0.02,
    isInteger: false,
  },
  {
    variable: "CIRCUIT_BREAKER_PCT",
    name: "risk.dailyLoss.halt",
    field: "dailyLossHaltRatio",
    maximum: 0.05,
    isInteger: false,
  },
];

/** Applies environment and flags to the draft; returns what is not allowed. */
export function environmentSettings(
  environment: Readonly<Record<string, string | undefined>>,
  flags: Readonly<Record<string, string | undefined>>,
  draft: SettingsDraft,
  origins: Map<string, string>,
): FileProblem[] {
  const problems: FileProblem[] = [];
  const take = (setting: TextSetting, text: string | undefined, where: string): void => {
    if (text === undefined || text === "") return;
    if (setting.apply(draft, text)) origins.set(setting.name, where);
    else problems.push(problemAt(where, setting.name, secretless(setting, text), setting.allowed));
  };
  for (const setting of SETTINGS) {
    const variable = setting.variables.find((name) => (environment[name] ?? "") !== "");
    if (variable !== undefined) take(setting, environment[variable], `environment ${variable}`);
    if (setting.flag !== null) take(setting, flags[setting.flag], `flag --${setting.flag}`);
  }
  for (const cap of CAPS) {
    const text = environment[cap.variable] ?? "";
    if (text === "") continue;
    const value = Number(text);
    const where = `environment ${cap.variable}`;
    if (!(value > 0 && value <= cap.maximum) || (cap.isInteger && !Number.isInteger(value))) {
      const kind = cap.isInteger ? "a whole number" : "a fraction";
      problems.push(problemAt(where, cap.name, text, `${kind} above 0 to ${cap.maximum}`));
      continue;
    }
    draft.riskCaps = { ...draft.riskCaps, [cap.field]: value };
    origins.set(cap.variable, where);
  }
  return problems;
}

/** Variable and value of each cap that is set, for `config show`. */
export function capRows(caps: RiskCaps): readonly (readonly [string, string])[] {
  const rows: [string, string][] = [];
  for (const cap of CAPS) {
    const value = caps[cap.field];
    if (value !== undefined) rows.push([cap.variable, String(value)]);
  }
  return rows;
}

/** `limits` with each capped figure at most its cap; a milder stop follows the harder one down. */
export function applyRiskCaps(limits: RiskLimits, caps: RiskCaps): RiskLimits {
  const halt = tighter(limits.dailyLossHaltRatio, caps.dailyLossHaltRatio);
  const isPauseBeyond = halt !== null && limits.dailyLossPauseRatio !== null && limits.dailyLossPauseRatio > halt;
  return {
    ...limits,
    positionsMax: tighter(limits.positionsMax, caps.positionsMax),
    riskPerTradeRatio: tighter(limits.riskPerTradeRatio, caps.riskPerTradeRatio),
    dailyLossHaltRatio: halt,
    dailyLossPauseRatio: isPauseBeyond ? halt : limits.dailyLossPauseRatio,
  };
}

function tighter(limit: number | null, cap: number | undefined): number | null {
  if (cap === undefined) return limit;
  return limit === null ? cap : Math.min(limit, cap);
}

function problemAt(where: string, field: string, was: string, allowed: string): FileProblem {
  return { file: where, line: 0, column: 0, field, message: `${field} was ${was}, allowed is ${allowed}.` };
}

function secretless(setting: TextSetting, text: string): string {
  return setting.name === "databaseUrl" ? "set to something else" : text;
}
