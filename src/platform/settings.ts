import type { LimitOverrides, RiskProfile } from "./risk-section.ts";

/** The resolved settings of a process: defaults < agenttrader.yaml < environment < flags. */
export interface Settings {
  readonly accounts: readonly AccountSetting[];
  readonly strategiesFolder: string;
  /** Folder of the modules of users' own strategies, or null. */
  readonly strategyModules: string | null;
  /** Folder of bar files, or null. */
  readonly barsFolder: string | null;
  readonly riskProfile: RiskProfile;
  readonly riskOverrides: LimitOverrides;
  /** Upper bounds from the environment; `applyRiskCaps` takes the tighter of each pair. */
  readonly riskCaps: RiskCaps;
  /** Share of equity a strategy gets while no allocation is active. */
  readonly sizeWithoutAllocation: number;
  readonly host: string;
  readonly port: number;
  readonly mode: "demo" | "paper";
  readonly databaseUrl: string | null;
  readonly logLevel: "debug" | "info" | "warn" | "error";
}
/** A simulated account and the cash it opens with. */
export interface AccountSetting {
  readonly id: string;
  /** Null: the capital of the first strategy file. */
  readonly openingCashMicros: number | null;
}

/** Limits that the environment may only tighten. */
export interface RiskCaps {
  readonly positionsMax?: number;
  readonly riskPerTradeRatio?: number;
  readonly dailyLossHaltRatio?: number;
}

/** Settings while they are being resolved. */
export type SettingsDraft = { -readonly [Key in keyof Settings]: Settings[Key] };
