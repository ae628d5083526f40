import type { AccountConfig, CoreConfig, RiskLimits } from "../../core/model/config.ts";
import { limitsOf } from "../../core/risk/profiles.ts";
import { applyRiskCaps, capRows } from "../../platform/config-environment.ts";
import type { ResolvedConfig } from "../../platform/config-file.ts";
import { isSet } from "../../platform/config-file.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { Settings } from "../../platform/settings.ts";
import type { RunPlan } from "./run-plan.ts";

/**
 * A paper run under what the configuration says of account, brain and risk. What it leaves out
 * stays as the first strategy file says; a {@link Failure} when it sets several accounts.
 */
export function configurePlan(plan: RunPlan, resolved: ResolvedConfig, warn: (line: string) => void): RunPlan {
  const { settings } = resolved;
  const hasRisk = isSet(resolved, "risk");
  if (!hasRisk) warnOfIdleCaps(settings, warn);
  const config: CoreConfig = {
    ...plan.config,
    accounts: isSet(resolved, "accounts") ? accountsOf(plan.config.accounts, settings) : plan.config.accounts,
    limits: hasRisk ? portfolioLimits(settings) : plan.config.limits,
    sizeWithoutAllocation: isSet(resolved, "brain.sizeWithoutAllocation")
      ? settings.sizeWithoutAllocation
      : plan.config.sizeWithoutAllocation,
  };
  return { ...plan, config };
}

/** A cap is a limit of its own: it makes even the profile `none` enforce what it names. */
function portfolioLimits({ riskProfile, riskOverrides, riskCaps }: Settings): RiskLimits {
  const isBare = riskProfile === "none" && Object.keys(riskOverrides).length === 0;
  return applyRiskCaps(limitsOf(riskProfile, isBare ? riskCaps : riskOverrides), riskCaps);
}

function accountsOf(accounts: readonly AccountConfig[], settings: Settings): readonly AccountConfig[] {
  if (settings.accounts.length !== 1) {
    throw new Failure({
      code: "CONFIG_INVALID",
      exitCode: EXIT.usage,
      message: `accounts had ${settings.accounts.length} entries, this version trades one account.`,
      hint: "Leave one of them, or leave accounts out.",
    });
  }
  const [wanted] = settings.accounts;
  return accounts.map((account) => ({
    ...account,
    id: wanted?.id ?? account.id,
    openingCashMicros: wanted?.openingCashMicros ?? account.openingCashMicros,
  }));
}

/** The strategy file's own limits hold then, and nobody should believe in a cap that does not. */
function warnOfIdleCaps(settings: Settings, warn: (line: string) => void): void {
  for (const [variable] of capRows(settings.riskCaps)) {
    warn(`warning: ${variable} caps the risk section of agenttrader.yaml, and there is none; it has no effect.`);
  }
}
