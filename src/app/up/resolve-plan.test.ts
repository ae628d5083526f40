import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { CoreConfig } from "../../core/model/config.ts";
import { limitsOf } from "../../core/risk/profiles.ts";
import { loadConfig } from "../../platform/config-file.ts";
import type { OwnStrategy } from "../../research/strategies/own-strategy.ts";
import type { ResearchGround } from "../runs/strategy-sources.ts";
import { resolvePlan } from "./resolve-plan.ts";
import { STRATEGY_RULES } from "./strategy-rules.ts";

const STRATEGY = `kind: ema-cross
instruments: [SPY]
timeframe: 1m
parameters: { fast: 3, slow: 8 }
risk: { profile: aggressive }
initialCapital: 50000
`;

interface Start {
  readonly text: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly named?: readonly string[];
}

/** A folder with strategies b and a and the given agenttrader.yaml; the configuration a start there would have. */
function configOf(t: TestContext, start: Start): { config: CoreConfig; warnings: string[] } {
  const cwd = mkdtempSync(join(tmpdir(), "plan-"));
  t.after(() => rmSync(cwd, { recursive: true, force: true }));
  mkdirSync(join(cwd, "strategies"));
  for (const id of ["b", "a"]) writeFileSync(join(cwd, "strategies", `${id}.yaml`), `id: ${id}\n${STRATEGY}`);
  writeFileSync(join(cwd, "strategies", "notes.txt"), "no strategy");
  writeFileSync(join(cwd, "agenttrader.yaml"), start.text);
  const warnings: string[] = [];
  const { plan } = resolvePlan({
    config: loadConfig({
      environment: { AGENTTRADER_MODE: "paper", ...start.environment },
      flags: {},
      checkLimits: STRATEGY_RULES.checkLimits,
      workingDirectory: cwd,
    }),
    market: null,
    strategies: start.named ?? [],
    speed: "max",
    seed: null,
    cwd,
    warn: (line) => warnings.push(line),
  });
  return { config: plan.config, warnings };
}

test("without a word of the file everything is as the first strategy file says", (t) => {
  const { config, warnings } = configOf(t, { text: "" });
  assert.deepEqual(
    config.strategies.map((strategy) => strategy.id),
    ["a", "b"],
  );
  assert.deepEqual(config.limits, limitsOf("aggressive", {}));
  assert.equal(config.sizeWithoutAllocation, 0.05);
  assert.deepEqual(config.accounts, [
    { index: 0, id: "SIM", currency: "USD", openingCashMicros: 50_000_000_000, lotMethod: "fifo", limits: null },
  ]);
  assert.deepEqual(warnings, []);
});

test("account, brain and risk of the file replace the strategy's, and caps tighten them", (t) => {
  const text = `accounts: [{ id: MAIN, cash: 250000 }]
brain: { sizeWithoutAllocation: 0.1 }
risk: { profile: conservative, positionsMax: 4 }
`;
  const { config } = configOf(t, { text, environment: { MAX_POSITIONS: "3" } });
  assert.deepEqual(config.limits, { ...limitsOf("conservative", {}), positionsMax: 3 });
  assert.equal(config.sizeWithoutAllocation, 0.1);
  assert.deepEqual(config.accounts, [
    { index: 0, id: "MAIN", currency: "USD", openingCashMicros: 250_000_000_000, lotMethod: "fifo", limits: null },
  ]);
});

test("an account without cash keeps the strategy's capital, a named strategy stands alone", (t) => {
  const { config } = configOf(t, { text: "accounts: [{ id: MAIN }]\n", named: ["strategies/b.yaml"] });
  assert.equal(config.accounts[0]?.openingCashMicros, 50_000_000_000);
  assert.deepEqual(
    config.strategies.map((strategy) => strategy.id),
    ["b"],
  );
});

test("a cap is enforced on the profile none, and said to be idle without a risk section", (t) => {
  const environment = { MAX_POSITIONS: "3" };
  const { config } = configOf(t, { text: "risk: { profile: none }\n", environment });
  assert.deepEqual(config.limits, limitsOf("none", { positionsMax: 3 }));
  assert.equal(config.limits.isEnforced, true);
  const idle = configOf(t, { text: "", environment });
  assert.equal(idle.config.limits.positionsMax, 15);
  assert.match(idle.warnings.join("\n"), /MAX_POSITIONS .* no effect/);
});

test("several accounts, and an empty or unreadable strategies folder, are refused", (t) => {
  const refusals: readonly (readonly [string, RegExp])[] = [
    ["accounts: [{ id: A }, { id: B }]\n", /accounts had 2 entries/],
    ["strategies: { folder: ./gone }\n", /needs a strategy, and the folder \.\/gone has none/],
    ["strategies: { folder: agenttrader.yaml }\n", /strategies folder agenttrader\.yaml cannot be read/],
  ];
  for (const [text, message] of refusals) assert.throws(() => configOf(t, { text }), { exitCode: 2, message });
});

test("research reads files beside the modules that the operator named, and no other folder", (t) => {
  const cwd = mkdtempSync(join(tmpdir(), "plan-"));
  t.after(() => rmSync(cwd, { recursive: true, force: true }));
  const researchOf = (own: readonly OwnStrategy[]): ResearchGround =>
    resolvePlan({
      config: loadConfig({
        environment: {},
        flags: {},
        checkLimits: STRATEGY_RULES.checkLimits,
        workingDirectory: cwd,
      }),
      market: null,
      strategies: [],
      ownStrategies: own,
      speed: "max",
      seed: null,
      cwd,
      warn: assert.fail,
    }).research;
  const foldersOf = ({ sources }: ResearchGround): string[] =>
    sources.flatMap((source) => (source.kind === "folder" ? [source.path] : []));
  assert.deepEqual(foldersOf(researchOf([])), [join(cwd, "strategies")]);
  const code = { file: join(cwd, "mine", "a.ts"), sha256: "0" };
  const own = [
    { kind: "a", code },
    { kind: "b", code },
  ] as unknown as readonly OwnStrategy[];
  const research = researchOf(own);
  assert.deepEqual(foldersOf(research), [join(cwd, "strategies"), join(cwd, "mine")]);
  assert.equal(research.own, own);
  assert.ok(
    research.sources.some((source) => source.kind === "text"),
    "the demo's own strategies stay",
  );
});
