import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { capRows, environmentSettings } from "./config-environment.ts";
import { EXIT } from "./exit-codes.ts";
import { Failure, systemCodeOf } from "./failure.ts";
import { LIMIT_NAMES, readRisk } from "./risk-section.ts";
import type { CheckLimits } from "./risk-section.ts";
import type { AccountSetting, Settings, SettingsDraft } from "./settings.ts";
import {
  checkKeys,
  formatProblems,
  hasValue,
  noteProblem,
  parseYaml,
  readBoolean,
  readMicros,
  readNumber,
  readSection,
  readSections,
  readText,
  requireKey,
} from "./yaml-section.ts";
import type { FileProblem, YamlSection } from "./yaml-section.ts";

/** Where a value came from: `default`, `agenttrader.yaml`, `environment PORT`, `flag --port`. */
export interface SettingOrigin {
  readonly key: string;
  readonly value: string;
  readonly origin: string;
}

/** Everything that may set something. */
export interface ConfigSources {
  /** Text of the configuration file; null when there is none. */
  readonly text: string | null;
  readonly file: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Flags by name without dashes: `port`, `host`, `mode`, `strategies`. */
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly checkLimits: CheckLimits;
}
/** Settings with where each came from. */
export interface ResolvedConfig {
  readonly ok: true;
  readonly settings: Settings;
  readonly origins: readonly SettingOrigin[];
}
export type ConfigResult = ResolvedConfig | { readonly ok: false; readonly problems: readonly FileProblem[] };

const DEFAULTS: Settings = {
  accounts: [{ id: "SIM", openingCashMicros: null }],
  strategiesFolder: "./strategies",
  strategyModules: null,
  barsFolder: null,
  riskProfile: "balanced",
  riskOverrides: {},
  riskCaps: {},
  sizeWithoutAllocation: 0.05,
  host: "127.0.0.1",
  port: 8080,
  mode: "demo",
  databaseUrl: null,
  logLevel: "info",
};
const UNSUPPORTED = [
  "organization",
  "portfolios",
  "signals",
  "gates",
  "senders",
  "alerts",
  "jobs",
  "advice",
  "include",
];
const FROM_STRATEGY = "as the first strategy file says";
const CASH = { minimum: 0, maximum: Number.MAX_SAFE_INTEGER, isAboveMinimum: true };

/** Resolves the settings; collects every problem of file, environment and flags. */
export function resolveConfig(sources: ConfigSources): ConfigResult {
  const draft: SettingsDraft = { ...DEFAULTS };
  const origins = new Map<string, string>();
  const problems: FileProblem[] = [];
  if (sources.text !== null) problems.push(...readFile(sources, sources.text, draft, origins));
  problems.push(...environmentSettings(sources.environment, sources.flags, draft, origins));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, settings: draft, origins: describeOrigins(draft, origins) };
}

/** True when something other than the defaults sets `key` or, for a section, a key of it. */
export function isSet(config: ResolvedConfig, key: string): boolean {
  return config.origins.some((row) => row.origin !== "default" && (row.key === key || row.key.startsWith(`${key}.`)));
}

/**
 * Reads the configuration file (`--config`, `AGENTTRADER_CONFIG`, else agenttrader.yaml if there is
 * one) and resolves it; `file` is null when there is none. A {@link Failure} with exit code 2.
 */
export function loadConfig(
  sources: Omit<ConfigSources, "text" | "file"> & { readonly workingDirectory: string },
): ResolvedConfig & { readonly file: string | null } {
  const named = sources.flags["config"] ?? sources.environment["AGENTTRADER_CONFIG"];
  const file = named ?? "agenttrader.yaml";
  const path = resolve(sources.workingDirectory, file);
  const isThere = existsSync(path);
  if (named !== undefined && !isThere) {
    throw new Failure({
      code: "CONFIG_FILE_MISSING",
      exitCode: EXIT.usage,
      message: `There is no configuration file ${file}.`,
      hint: "Name another with --config or AGENTTRADER_CONFIG, or leave both out.",
    });
  }
  const text = isThere ? textOfFile(path, file) : null;
  const result = resolveConfig({ ...sources, text: text?.trim() === "" ? null : text, file });
  if (result.ok) return { ...result, file: isThere ? file : null };
  const message = formatProblems(result.problems);
  throw new Failure({ code: "CONFIG_INVALID", exitCode: EXIT.usage, message });
}

function textOfFile(path: string, file: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Failure({
      code: "CONFIG_FILE_UNREADABLE",
      exitCode: EXIT.usage,
      message: `The configuration file ${file} cannot be read (${systemCodeOf(error)}).`,
      hint: "Make it a file that this user may read.",
      cause: error,
    });
  }
}

function readFile(
  sources: ConfigSources,
  text: string,
  draft: SettingsDraft,
  origins: Map<string, string>,
): FileProblem[] {
  const root = parseYaml(text, sources.file);
  if (root.map === null || root.source.problems.length > 0) return root.source.problems;
  const set = <Key extends keyof SettingsDraft>(name: string, key: Key, value: SettingsDraft[Key] | null): void => {
    if (value === null) return;
    draft[key] = value;
    origins.set(name, sources.file);
  };
  checkKeys(root, ["accounts", "data", "strategies", "brain", "risk", "api"], UNSUPPORTED);
  set("accounts", "accounts", readAccounts(root));
  const strategies = readSection(root, "strategies");
  checkKeys(strategies, ["folder", "modules"]);
  set("strategies.folder", "strategiesFolder", readText(strategies, "folder", { expected: "a folder" }));
  set("strategies.modules", "strategyModules", readText(strategies, "modules", { expected: "a folder" }));
  const data = readSection(root, "data");
  checkKeys(data, ["folder"], ["providers", "staleSeconds", "keepFullStream"]);
  set("data.folder", "barsFolder", readText(data, "folder", { expected: "a folder" }));
  const brain = readSection(root, "brain");
  const later = ["method", "cvar", "leverageCap", "strategyCap", "alphaLossMax", "optimiseAt"];
  checkKeys(brain, ["sizeWithoutAllocation"], later);
  const share = { minimum: 0, maximum: 0.5, isAboveMinimum: true };
  set("brain.sizeWithoutAllocation", "sizeWithoutAllocation", readNumber(brain, "sizeWithoutAllocation", share));
  const api = readSection(root, "api");
  checkKeys(api, ["readOnly"], ["corsOrigins", "bareAliases"]);
  if (readBoolean(api, "readOnly") === true) noteLater(api, "readOnly", "true");
  const riskNode = readSection(root, "risk");
  const options = { defaultProfile: DEFAULTS.riskProfile, more: [], checkLimits: sources.checkLimits };
  const risk = readRisk(riskNode, options);
  if (hasValue(riskNode, "profile")) set("risk.profile", "riskProfile", risk.profile);
  draft.riskOverrides = risk.overrides;
  for (const { name, field } of LIMIT_NAMES) {
    if (risk.overrides[field] !== undefined) origins.set(`risk.${name}`, sources.file);
  }
  return root.source.problems;
}

function readAccounts(root: YamlSection): readonly AccountSetting[] | null {
  const sections = readSections(root, "accounts");
  if (sections === null) return null;
  const accounts: AccountSetting[] = [];
  for (const section of sections) {
    checkKeys(section, ["id", "venue", "paper", "cash"], ["portfolio", "keys", "enabled"]);
    requireKey(section, "id", "a name such as SIM");
    const id = readText(section, "id", { pattern: /^\w[\w-]{0,62}$/, expected: "a name such as SIM" });
    const venue = readText(section, "venue", { expected: "simulated" }) ?? "simulated";
    if (venue !== "simulated") noteLater(section, "venue", venue);
    if (readBoolean(section, "paper") === false) noteLater(section, "paper", "false");
    const openingCashMicros = readMicros(section, "cash", CASH);
    if (id !== null && accounts.some((account) => account.id === id)) {
      noteProblem(section, "id", `${section.path}.id was ${id}, which an account before it has already.`);
    }
    if (id !== null) accounts.push({ id, openingCashMicros });
  }
  return accounts;
}

function noteLater(section: YamlSection, key: string, was: string): void {
  noteProblem(section, key, `not supported yet by this version: ${section.path}.${key} ${was}.`);
}

/** One row per key for `config show --origin`; secrets inside a database address are masked. */
function describeOrigins(settings: Settings, origins: ReadonlyMap<string, string>): readonly SettingOrigin[] {
  const hasRisk = [...origins.keys()].some((key) => key.startsWith("risk."));
  const rows: [string, string][] = [
    ["mode", settings.mode],
    ["host", settings.host],
    ["port", String(settings.port)],
    ["accounts", JSON.stringify(settings.accounts.map((account) => account.id))],
    ["strategies.folder", settings.strategiesFolder],
    ["strategies.modules", settings.strategyModules ?? ""],
    ["data.folder", settings.barsFolder ?? ""],
    ["brain.sizeWithoutAllocation", String(settings.sizeWithoutAllocation)],
    ["risk.profile", hasRisk ? settings.riskProfile : FROM_STRATEGY],
  ];
  for (const { name, field } of LIMIT_NAMES) {
    const value = settings.riskOverrides[field];
    if (value !== undefined) rows.push([`risk.${name}`, String(value)]);
  }
  for (const [variable, value] of capRows(settings.riskCaps)) rows.push([variable, value]);
  rows.push(["databaseUrl", (settings.databaseUrl ?? "").replace(/:\/\/[^@/]*@/, "://***@")]);
  rows.push(["logLevel", settings.logLevel]);
  return rows.map(([key, value]) => ({ key, value, origin: origins.get(key) ?? "default" }));
}
