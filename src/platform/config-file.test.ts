import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { RiskLimits } from "../core/model/config.ts";
import { applyRiskCaps } from "./config-environment.ts";
import { isSet, loadConfig, resolveConfig } from "./config-file.ts";
import type { ConfigSources } from "./config-file.ts";
import { formatProblems } from "./yaml-section.ts";

const sources = (more: Partial<ConfigSources>): ConfigSources => ({
  text: null,
  file: "agenttrader.yaml",
  environment: {},
  flags: {},
  checkLimits: () => [],
  ...more,
});

test("defaults < file < environment < flags, and each value says where it came from", () => {
  const text = `accounts: [{ id: SIM, venue: simulated, paper: true, cash: 250000.50 }]
strategies: { folder: ./mine }
brain: { sizeWithoutAllocation: 0.1 }
risk: { profile: conservative, positionsMax: 4, dailyLoss: { halt: 0.02 } }
api: { readOnly: false }
`;
  const environment = {
    PORT: "9000",
    AGENTTRADER_MODE: "paper",
    DATABASE_URL: "postgres://u:secret@db/x",
    MAX_POSITIONS: "3",
  };
  const result = resolveConfig(sources({ text, environment, flags: { port: "9001" } }));
  assert.ok(result.ok);
  assert.deepEqual(result.settings, {
    accounts: [{ id: "SIM", openingCashMicros: 250_000_500_000 }],
    strategiesFolder: "./mine",
    strategyModules: null,
    barsFolder: null,
    riskProfile: "conservative",
    riskOverrides: { positionsMax: 4, dailyLossHaltRatio: 0.02 },
    riskCaps: { positionsMax: 3 },
    sizeWithoutAllocation: 0.1,
    host: "127.0.0.1",
    port: 9001,
    mode: "paper",
    databaseUrl: "postgres://u:secret@db/x",
    logLevel: "info",
  });
  const lines = result.origins.map((row) => `${row.key}=${row.value} (${row.origin})`);
  assert.deepEqual(lines, [
    "mode=paper (environment AGENTTRADER_MODE)",
    "host=127.0.0.1 (default)",
    "port=9001 (flag --port)",
    'accounts=["SIM"] (agenttrader.yaml)',
    "strategies.folder=./mine (agenttrader.yaml)",
    "strategies.modules= (default)",
    "data.folder= (default)",
    "brain.sizeWithoutAllocation=0.1 (agenttrader.yaml)",
    "risk.profile=conservative (agenttrader.yaml)",
    "risk.positionsMax=4 (agenttrader.yaml)",
    "risk.dailyLoss.halt=0.02 (agenttrader.yaml)",
    "MAX_POSITIONS=3 (environment MAX_POSITIONS)",
    "databaseUrl=postgres://***@db/x (environment DATABASE_URL)",
    "logLevel=info (default)",
  ]);
});

const refusals: readonly (readonly [string, Partial<ConfigSources>, readonly string[]])[] = [
  ["an unknown key", { text: "risks: {}\n" }, ['agenttrader.yaml:1:1: unknown key "risks". Did you mean "risk"?']],
  [
    "a key of a later version",
    { text: "senders: []\n" },
    ["agenttrader.yaml:1:1: not supported yet by this version: senders."],
  ],
  [
    "a nested key of a later version",
    { text: "brain:\n  method: hrp\n" },
    ["agenttrader.yaml:2:3: not supported yet by this version: brain.method."],
  ],
  [
    "a real venue, and an id twice",
    { text: "accounts:\n  - { id: A, venue: alpaca }\n  - { id: A }\n" },
    [
      "agenttrader.yaml:2:21: not supported yet by this version: accounts[0].venue alpaca.",
      "agenttrader.yaml:3:11: accounts[1].id was A, which an account before it has already.",
    ],
  ],
  [
    "live money",
    { text: "accounts: [{ id: A, paper: false }]\n" },
    ["agenttrader.yaml:1:28: not supported yet by this version: accounts[0].paper false."],
  ],
  [
    "a read-only API, which nothing keeps yet",
    { text: "api:\n  readOnly: true\n" },
    ["agenttrader.yaml:2:13: not supported yet by this version: api.readOnly true."],
  ],
  [
    "a weight above its cap",
    { text: "brain: { sizeWithoutAllocation: 0.8 }\n" },
    ["agenttrader.yaml:1:33: brain.sizeWithoutAllocation was 0.8, allowed is a number above 0 to 0.5."],
  ],
  [
    "environment and flags",
    { environment: { PORT: "x", RISK_PER_TRADE_PCT: "0.5" }, flags: { mode: "live" } },
    [
      "flag --mode: mode was live, allowed is demo or paper.",
      "environment PORT: port was x, allowed is a whole number from 0 to 65535.",
      "environment RISK_PER_TRADE_PCT: risk.riskPerTrade was 0.5, allowed is a fraction above 0 to 0.02.",
    ],
  ],
];
for (const [what, more, expected] of refusals) {
  test(`refused with its place: ${what}`, () => {
    const result = resolveConfig(sources(more));
    assert.equal(result.ok, false);
    assert.deepEqual(formatProblems(result.problems).split("\n"), expected);
  });
}

test("caps of the environment only tighten, and a pause follows its halt down", () => {
  const limits = { positionsMax: 5, riskPerTradeRatio: null, dailyLossHaltRatio: 0.03, dailyLossPauseRatio: 0.02 };
  const capped = applyRiskCaps(limits as RiskLimits, {
    positionsMax: 9,
    riskPerTradeRatio: 0.01,
    dailyLossHaltRatio: 0.01,
  });
  assert.deepEqual(capped, {
    positionsMax: 5,
    riskPerTradeRatio: 0.01,
    dailyLossHaltRatio: 0.01,
    dailyLossPauseRatio: 0.01,
  });
});

test("a file that was named but is not there is refused", () => {
  const load = (): unknown =>
    loadConfig({
      environment: {},
      flags: { config: "none.yaml" },
      checkLimits: () => [],
      workingDirectory: import.meta.dirname,
    });
  assert.throws(load, {
    code: "CONFIG_FILE_MISSING",
    exitCode: 2,
    message: "There is no configuration file none.yaml.",
  });
});

test("a configuration file that cannot be read is refused", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "config-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "agenttrader.yaml"));
  const load = (): unknown =>
    loadConfig({ environment: {}, flags: {}, checkLimits: () => [], workingDirectory: folder });
  assert.throws(load, { code: "CONFIG_FILE_UNREADABLE", exitCode: 2, message: /agenttrader\.yaml .*EISDIR/ });
});

test("a section is set when a key of it is, and an account without cash leaves the cash open", () => {
  const result = resolveConfig(sources({ text: "risk: { positionsMax: 4 }\naccounts: [{ id: MAIN }]\n" }));
  assert.ok(result.ok);
  assert.deepEqual(
    ["risk", "accounts", "brain.sizeWithoutAllocation", "mode"].map((key) => isSet(result, key)),
    [true, true, false, false],
  );
  assert.deepEqual(result.settings.accounts, [{ id: "MAIN", openingCashMicros: null }]);
  const none = resolveConfig(sources({ environment: { MAX_POSITIONS: "3" } }));
  assert.ok(none.ok);
  assert.equal(isSet(none, "risk"), false);
});
