import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { walkForwardSchema } from "../../contract/walk-forward.ts";
import { readDetail } from "./read-detail.ts";
import { readWalkForward } from "./read-walk-forward.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-walked-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

test("a walk-forward has the same gates on its own page and on the page of the run", () => {
  const document = {
    kind: "walk-forward",
    runId: "r",
    data: { sessions: 400 },
    settings: { mode: "anchored", objective: "sharpe" },
    windows: [
      { n: 1, ...{ trainFrom: "2024-01-02", trainTo: "2024-06-28", testFrom: "2024-07-01", testTo: "2024-09-30" } },
    ],
    validWindows: 0,
    metrics: { trades: 40 },
    efficiency: null,
    efficiencyReason: "no profit in training",
  };
  writeFileSync(join(FOLDER, "result.json"), JSON.stringify(document));
  const { gates } = walkForwardSchema.parse(readWalkForward(FOLDER));
  assert.deepEqual(
    gates.map(({ id, isPassed }) => [id, isPassed]),
    [
      ["history", false],
      ["windows", false],
      ["trades", true],
      ["efficiency", null],
    ],
  );
  assert.deepEqual(readDetail(FOLDER)?.gates, gates);
});
