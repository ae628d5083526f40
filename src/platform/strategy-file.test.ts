import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { PLAIN_VENUE } from "../core/model/venue-model.ts";
import type { CheckLimits } from "./risk-section.ts";
import { loadStrategyFile, readStrategyFile } from "./strategy-file.ts";
import type { StrategyFile, StrategyFileRules } from "./strategy-file.ts";
import { formatProblems } from "./yaml-section.ts";

const bars = { type: "integer", minimum: 1, maximum: 10_000, defaultValue: null } as const;
const checkLimits: CheckLimits = (_profile, overrides) => {
  const was = overrides.riskPerTradeRatio ?? 0.01;
  return was === null || was <= 0.02 ? [] : [{ field: "riskPerTradeRatio", was, allowed: "above 0, at most 0.02" }];
};
const rules: StrategyFileRules = {
  kinds: [
    {
      kind: "ema-cross",
      parameters: [
        { ...bars, name: "fast", description: "Bars of the fast average" },
        { ...bars, name: "slow", description: "Bars of the slow average" },
        { name: "allowShort", type: "boolean", minimum: 0, maximum: 1, defaultValue: 0, description: "Reverse" },
      ],
      validate: (p) =>
        (p["fast"] ?? 0) < (p["slow"] ?? 0) ? null : `fast (${p["fast"]}) must be below slow (${p["slow"]})`,
    },
    { kind: "rsi-reversion", parameters: [] },
  ],
  checkLimits,
};
const BASE = `id: spy-ema
kind: ema-cross
instruments: [SPY]
timeframe: 1m
parameters: { fast: 12, slow: 26 }
`;

function read(text: string): StrategyFile {
  const result = readStrategyFile(text, "s.yaml", rules);
  assert.ok(result.ok, result.ok ? "" : formatProblems(result.problems));
  return result.strategy;
}

test("the file of the documentation is read, defaults filled in", () => {
  const text = `${BASE}sizing: { kind: fixed-quantity, quantity: 100 }
costs: { commissionPerOrder: 1.00, slippageBps: 10 }
fillModel: next-bar-open
initialCapital: 100000
`;
  assert.deepEqual(read(text), {
    file: "s.yaml",
    id: "spy-ema",
    name: "spy-ema",
    kind: "ema-cross",
    code: null,
    instruments: ["SPY"],
    timeframeSeconds: 60,
    parameters: { fast: 12, slow: 26, allowShort: 0 },
    sizing: { kind: "fixed-quantity", quantityMicros: 100_000_000 },
    costs: {
      commissionPerOrderMicros: 1_000_000,
      commissionPerUnitMicros: 0,
      commissionBps: 0,
      commissionMinimumMicros: 0,
      slippageBps: 10,
      touch: false,
    },
    costModel: null,
    fillModel: "next-bar-open",
    venueModel: PLAIN_VENUE,
    financing: { borrowRate: 0, borrowRates: {}, debitRate: 0 },
    orders: null,
    initialCapitalMicros: 100_000_000_000,
    risk: { profile: "none", overrides: {} },
    maxPositionMicros: null,
    maxDailyLossMicros: null,
    isStopExempt: false,
    closeAtEnd: false,
    account: null,
    isDryRun: false,
    isInOptimization: true,
    expectedAlpha: null,
    signalTtlSeconds: 60,
    developerContact: null,
    notes: null,
  });
});

test("every further key arrives", () => {
  const strategy = read(`${BASE}name: SPY EMA cross
sizing: { kind: brain }
costs: { commissionPerUnit: 0.005, commissionMinimum: 0.35, touch: true }
fillModel: same-bar-close
initialCapital: 1234.567891
risk:
  profile: balanced
  maxPositionSize: 25000
  maxDailyLoss: 500.5
  stopExempt: true
  riskPerTrade: 0.01
  positionsMax: 3
  dailyLoss: { pause: 0.01, halt: 0.02, absolute: 750 }
  drawdown: { reduce: 0.05, halt: 0.1 }
closeAtEnd: true
account: SIM
dryRun: true
includeInOptimization: false
expectedAlpha: from-backtest
signalTtlSeconds: 30
developerContact: dev@example.org
notes: reference
model: null
thresholds: {}
`);
  assert.equal(strategy.costs.commissionPerOrderMicros, 0, "another commission is named");
  assert.equal(strategy.costs.commissionPerUnitMicros, 5_000);
  assert.equal(strategy.initialCapitalMicros, 1_234_567_891);
  assert.deepEqual(strategy.risk, {
    profile: "balanced",
    overrides: {
      riskPerTradeRatio: 0.01,
      positionsMax: 3,
      dailyLossPauseRatio: 0.01,
      dailyLossHaltRatio: 0.02,
      dailyLossAbsoluteMicros: 750_000_000,
      drawdownReduceRatio: 0.05,
      drawdownHaltRatio: 0.1,
    },
  });
  assert.deepEqual([strategy.maxPositionMicros, strategy.maxDailyLossMicros], [25_000_000_000, 500_500_000]);
  const flags = [strategy.isStopExempt, strategy.closeAtEnd, strategy.isDryRun, strategy.isInOptimization];
  assert.deepEqual(flags, [true, true, true, false]);
  assert.deepEqual([strategy.expectedAlpha, strategy.signalTtlSeconds], ["from-backtest", 30]);
});

const refusals: readonly (readonly [string, string, readonly string[]])[] = [
  ["an empty file", "", ["s.yaml: the file is empty."]],
  ["a list", "- a\n", ["s.yaml:1: the file must be a mapping of keys to values."]],
  [
    "a syntax error",
    "id: a\nkind: [ema-cross\ninstruments: [SPY]\n",
    [
      "s.yaml:3:1: this is no valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ].",
    ],
  ],
  ["a key twice", `${BASE}id: b\n`, ["s.yaml:6:1: this is no valid YAML: Map keys must be unique."]],
  [
    "everything missing",
    "name: x\n",
    [
      "s.yaml: id is missing; expected a name of a-z, 0-9, - and _.",
      "s.yaml: kind is missing; expected one of ema-cross, rsi-reversion.",
      "s.yaml: instruments is missing; expected a list of symbols such as [SPY].",
      "s.yaml: timeframe is missing; expected one of 1m, 5m, 15m, 1h, 1d.",
    ],
  ],
  ["an unknown key", `${BASE}cost: {}\n`, ['s.yaml:6:1: unknown key "cost". Did you mean "costs"?']],
  ["an unknown key far from all", `${BASE}zebra: 1\n`, ['s.yaml:6:1: unknown key "zebra".']],
  [
    "an unsupported key",
    `${BASE}exits: { stopLossPct: 1 }\n`,
    ["s.yaml:6:1: not supported yet by this version: exits."],
  ],
  [
    "an unknown kind",
    BASE.replace("ema-cross", "ema-crss"),
    ['s.yaml:2:7: kind was ema-crss, allowed is one of ema-cross, rsi-reversion. Did you mean "ema-cross"?'],
  ],
  [
    "a module instead of its kind",
    BASE.replace("ema-cross", "module:./x.ts"),
    [
      "s.yaml:2:7: kind was module:./x.ts; name the module's own kind and its folder with --strategies; allowed is one of ema-cross, rsi-reversion.",
    ],
  ],
  [
    "parameters out of range, unknown and missing, all at once",
    BASE.replace("{ fast: 12, slow: 26 }", "{ fast: 0, slw: 26 }"),
    [
      "s.yaml:5:13: parameters.slow is missing; expected a whole number from 1 to 10000 (Bars of the slow average).",
      "s.yaml:5:21: parameters.fast was 0, allowed is a whole number from 1 to 10000.",
      's.yaml:5:24: unknown key "parameters.slw". Did you mean "slow"?',
    ],
  ],
  [
    "a parameter of the wrong type",
    BASE.replace("fast: 12", "fast: twelve"),
    ["s.yaml:5:21: parameters.fast was twelve, allowed is a whole number from 1 to 10000."],
  ],
  [
    "parameters at odds",
    BASE.replace("fast: 12", "fast: 30"),
    ["s.yaml:5:13: parameters: fast (30) must be below slow (26)."],
  ],
  [
    "no parameters",
    BASE.replace(/parameters.*\n/, ""),
    [
      "s.yaml: parameters.fast is missing; expected a whole number from 1 to 10000 (Bars of the fast average).",
      "s.yaml: parameters.slow is missing; expected a whole number from 1 to 10000 (Bars of the slow average).",
    ],
  ],
  [
    "a timeframe",
    BASE.replace("1m", "2m"),
    ['s.yaml:4:12: timeframe was 2m, allowed is one of 1m, 5m, 15m, 1h, 1d. Did you mean "1m"?'],
  ],
  [
    "no instrument",
    BASE.replace("[SPY]", "[]"),
    ["s.yaml:3:14: instruments was [], allowed is a list of symbols such as [SPY]."],
  ],
  [
    "money with too many places",
    `${BASE}initialCapital: 0.1234567\n`,
    [
      "s.yaml:6:17: initialCapital was 0.1234567, allowed is a decimal above 0 to 9007199254.740991 with at most 6 places.",
    ],
  ],
  [
    "a limit beyond its hard bound",
    `${BASE}risk: { profile: balanced, riskPerTrade: 0.05 }\n`,
    ["s.yaml:6:42: risk.riskPerTrade was 0.05, allowed is above 0, at most 0.02."],
  ],
  [
    "a limit of a later version",
    `${BASE}risk: { contractsMax: 10, dailyLoss: { breaker: 0.05 } }\n`,
    [
      "s.yaml:6:9: not supported yet by this version: risk.contractsMax.",
      "s.yaml:6:40: not supported yet by this version: risk.dailyLoss.breaker.",
    ],
  ],
  [
    "a size without a quantity",
    `${BASE}sizing: { kind: fixed-quantity, percent: 5 }\n`,
    [
      "s.yaml:6:9: sizing.quantity is missing; expected a number of units above 0.",
      's.yaml:6:33: unknown key "sizing.percent".',
    ],
  ],
  [
    "negative costs",
    `${BASE}costs: { slippageBps: -1 }\n`,
    ["s.yaml:6:23: costs.slippageBps was -1, allowed is a number from 0 to 1000."],
  ],
  [
    "a yes that is no boolean",
    `${BASE}closeAtEnd: yes\n`,
    ["s.yaml:6:13: closeAtEnd was yes, allowed is true or false."],
  ],
  [
    "an alpha in words",
    `${BASE}expectedAlpha: lots\n`,
    ["s.yaml:6:16: expectedAlpha was lots, allowed is a number from -1 to 10, or from-backtest."],
  ],
];
for (const [what, text, expected] of refusals) {
  test(`refused with its place: ${what}`, () => {
    const result = readStrategyFile(text, "s.yaml", rules);
    assert.equal(result.ok, false);
    assert.deepEqual(formatProblems(result.problems).split("\n"), expected);
  });
}

test("loading: a missing file and an invalid one exit with 2", () => {
  const folder = mkdtempSync(join(tmpdir(), "strategy-"));
  try {
    const path = join(folder, "a.yaml");
    assert.throws(() => loadStrategyFile(path, rules), {
      code: "STRATEGY_FILE_MISSING",
      exitCode: 2,
      message: `There is no strategy file ${path}.`,
    });
    writeFileSync(path, `${BASE}zebra: 1\n`);
    assert.throws(() => loadStrategyFile(path, rules), {
      code: "STRATEGY_FILE_INVALID",
      exitCode: 2,
      message: `${path}:6:1: unknown key "zebra".`,
    });
    writeFileSync(path, BASE);
    assert.equal(loadStrategyFile(path, rules).file, path);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
