import assert from "node:assert/strict";
import { test } from "node:test";
import { STRATEGIES } from "../../../core/strategies/registry.ts";
import { DATA_DEFAULTS, resolveRun } from "../../backtest/resolve-run.ts";
import { barsFile, strategyOf, walkRows } from "../../backtest/run-fixture.test.ts";
import { reproduceCommand } from "./reproduce-command.ts";

const PATH = barsFile("AAA_my bars.csv", walkRows(1, 2));
const RUN = resolveRun(strategyOf(), { ...DATA_DEFAULTS, path: PATH });

test("what differs from the defaults is named, and words are quoted where a shell would split them", () => {
  assert.equal(reproduceCommand(RUN), `agenttrader backtest test.yaml --data '${PATH}'`);
  const dataOptions = { ...RUN.dataOptions, from: "2024-03-04", warmupBars: 30, benchmark: "none" };
  assert.equal(
    reproduceCommand({ ...RUN, dataOptions }),
    `agenttrader backtest test.yaml --data '${PATH}' --from 2024-03-04 --warmup 30 --benchmark none`,
  );
});

test("a strategy of one's own is found again by its folder, one that is not used is not asked for", () => {
  const [definition] = STRATEGIES;
  assert.ok(definition !== undefined);
  const own = { ...definition, code: { file: "/strategies/mine/turn.ts", sha256: "00" } };
  const commandWith = (kind: string): string => reproduceCommand({ ...RUN, ownStrategies: [{ ...own, kind }] });
  assert.ok(commandWith(RUN.strategy.kind).endsWith(" --strategies /strategies/mine"));
  assert.doesNotMatch(commandWith("another"), /--strategies/);
});
