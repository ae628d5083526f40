import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { ResolvedConfig } from "../../platform/config-file.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import type { OwnStrategy } from "../../research/strategies/own-strategy.ts";
import type { Speed } from "../run/sim-clock.ts";
import type { ResearchGround, StrategySource } from "../runs/strategy-sources.ts";
import { configurePlan } from "./configure-plan.ts";
import { DEMO_FILES, DEMO_SEED, demoPlan } from "./demo-plan.ts";
import { paperPlan } from "./paper-plan.ts";
import type { RunPlan } from "./run-plan.ts";

/** What the command line asks for, still as text, and the settings behind it. */
export interface PlanWishes {
  readonly config: ResolvedConfig;
  /** `generator`, a path, or null: what the settings say. */
  readonly market: string | null;
  readonly strategies: readonly string[];
  /** Users' own kinds that the files may name. */
  readonly ownStrategies?: readonly OwnStrategy[];
  readonly speed: string;
  readonly seed: number | null;
  readonly cwd: string;
  readonly warn: (line: string) => void;
}

/** What a platform is started with. */
export interface ResolvedPlan {
  readonly plan: RunPlan;
  readonly speed: Speed;
  readonly research: ResearchGround;
}

/** Resolves mode, market and speed, or says in one sentence what is wrong with them. */
export function resolvePlan(wishes: PlanWishes): ResolvedPlan {
  const speed = speedOf(wishes.speed);
  const seed = wishes.seed ?? DEMO_SEED;
  const { settings } = wishes.config;
  const own = wishes.ownStrategies ?? [];
  // Files may lie beside the modules they name.
  const folders = [resolve(wishes.cwd, settings.strategiesFolder), ...own.map(({ code }) => dirname(code.file))];
  const sources = [...new Set(folders)].map((path): StrategySource => ({ kind: "folder", path }));
  if (settings.mode === "demo") {
    const demo = DEMO_FILES.map((text): StrategySource => ({ kind: "text", text }));
    if ((wishes.market ?? "generator") !== "generator" || wishes.strategies.length > 0) {
      throw usage("The demo has its own market and strategies.", "Use --mode paper for your own.");
    }
    return { plan: demoPlan(seed), speed, research: { sources: [...demo, ...sources], own } };
  }
  const market = wishes.market ?? settings.barsFolder ?? "generator";
  const strategies = strategiesOf(wishes);
  const plan = paperPlan({
    strategies,
    ownStrategies: own,
    market: market === "generator" ? null : resolve(wishes.cwd, market),
    seed,
    warn: wishes.warn,
  });
  const files = strategies.map((path): StrategySource => ({ kind: "file", path }));
  return {
    plan: configurePlan(plan, wishes.config, wishes.warn),
    speed,
    research: { sources: [...files, ...sources], own },
  };
}

/** The named files, else all of the strategies folder by name; at least one. */
function strategiesOf(wishes: PlanWishes): readonly string[] {
  const named = wishes.strategies.map((file) => resolve(wishes.cwd, file));
  if (named.length > 0) return named;
  const { strategiesFolder } = wishes.config.settings;
  const found = yamlFiles(resolve(wishes.cwd, strategiesFolder), strategiesFolder);
  if (found.length > 0) return found;
  throw usage(
    `Paper trading needs a strategy, and the folder ${strategiesFolder} has none.`,
    "Give one with --strategy FILE, for example examples/strategies/spy-ema.yaml.",
  );
}

/** Sorted by code unit, so that the order of the strategies is the same everywhere. */
function yamlFiles(folder: string, name: string): readonly string[] {
  if (!existsSync(folder)) return [];
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
    return files.toSorted((a, b) => (a < b ? -1 : 1)).map((file) => join(folder, file));
  } catch (error) {
    throw usage(`The strategies folder ${name} cannot be read (${systemCodeOf(error)}).`, "");
  }
}

/** The value of `--speed`; a {@link Failure} for what is none. */
export function speedOf(text: string): Speed {
  if (text === "max") return "max";
  const speed = Number(text);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw usage(`--speed was "${text}"; allowed are a positive number and max.`, "");
}

function usage(message: string, hint: string): Failure {
  return new Failure({ code: "USAGE", exitCode: EXIT.usage, message, ...(hint === "" ? {} : { hint }) });
}
