import { resolve } from "node:path";
import { didYouMean } from "../../platform/did-you-mean.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { Speed } from "../run/sim-clock.ts";
import { DEMO_SEED, demoPlan } from "./demo-plan.ts";
import { paperPlan } from "./paper-plan.ts";
import type { RunPlan } from "./run-plan.ts";

/** What the command line asks for, still as text. */
export interface PlanWishes {
  readonly mode: string;
  /** `generator`, or a path. */
  readonly market: string;
  readonly strategies: readonly string[];
  readonly speed: string;
  readonly seed: number | null;
  readonly cwd: string;
  readonly warn: (line: string) => void;
}

/** Resolves mode, market and speed, or says in one sentence what is wrong with them. */
export function resolvePlan(wishes: PlanWishes): { readonly plan: RunPlan; readonly speed: Speed } {
  const speed = speedOf(wishes.speed);
  const seed = wishes.seed ?? DEMO_SEED;
  if (wishes.mode === "demo") {
    if (wishes.market !== "generator" || wishes.strategies.length > 0) {
      throw usage("The demo has its own market and strategies.", "Use --mode paper for your own.");
    }
    return { plan: demoPlan(seed), speed };
  }
  if (wishes.mode !== "paper") {
    const meant = didYouMean(wishes.mode, ["demo", "paper"]);
    throw usage(
      `The mode was "${wishes.mode}"; allowed are demo and paper.`,
      meant === null ? "" : `Did you mean ${meant}?`,
    );
  }
  if (wishes.strategies.length === 0) {
    throw usage(
      "Paper trading needs a strategy.",
      "Give one with --strategy FILE, for example examples/strategies/spy-ema.yaml.",
    );
  }
  const plan = paperPlan({
    strategies: wishes.strategies.map((file) => resolve(wishes.cwd, file)),
    market: wishes.market === "generator" ? null : resolve(wishes.cwd, wishes.market),
    seed,
    warn: wishes.warn,
  });
  return { plan, speed };
}

function speedOf(text: string): Speed {
  if (text === "max") return "max";
  const speed = Number(text);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw usage(`--speed was "${text}"; allowed are a positive number and max.`, "");
}

function usage(message: string, hint: string): Failure {
  return new Failure({ code: "USAGE", exitCode: EXIT.usage, message, ...(hint === "" ? {} : { hint }) });
}
