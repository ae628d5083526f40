import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { isGood } from "./finding.ts";
import { traceLines } from "./one-signal/trace-lines.ts";
import { walkSignal } from "./one-signal/walk-signal.ts";
import { checkOneSignal, pageOf } from "./one-signal.ts";
import { faultLines, plantFolder } from "./test-source.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

test("one signal passes every station, its fill shows, and a stale page or a gap is found", async (t) => {
  const walk = await walkSignal(ROOT);
  const trace = traceLines(walk.steps);
  const kinds = trace.map((line) => line.split(" ").slice(1, 3).join(" "));
  assert.equal(kinds[0], "<- SignalReceived");
  for (const kind of ["-> SubmitOrder", "<- VenueReport", "-> FillBooked", "-> LedgerPosted", "-> PositionChanged"])
    assert.ok(kinds.includes(kind), `${kind} in\n${trace.join("\n")}`);
  assert.ok(kinds.indexOf("-> SubmitOrder") < kinds.indexOf("-> FillBooked"));
  assert.equal(walk.fill["symbol"], "SPY");
  assert.ok(walk.toOrder.has("src/core/risk/checks/buying-power.ts"));
  assert.ok(!walk.toOrder.has("src/core/account/book-fill.ts"), "nothing is booked before the fill");
  assert.ok(walk.toFill.has("src/core/account/book-fill.ts"));

  const root = plantFolder(t, {});
  assert.match(faultLines(await checkOneSignal(root, walk)).join("\n"), /out of date/);
  mkdirSync(join(root, "docs"));
  writeFileSync(join(root, "docs/one-signal.md"), pageOf(walk));
  assert.deepEqual(faultLines(await checkOneSignal(root, walk)), []);
  const isElsewhere = ([path]: readonly [string, unknown]): boolean => !/^src.core.(account|valuation)/.test(path);
  const lost = {
    ...walk,
    toOrder: new Map([...walk.toOrder].filter(isElsewhere)),
    toFill: new Map([...walk.toFill].filter(isElsewhere)),
  };
  assert.match(faultLines(await checkOneSignal(root, lost)).join("\n"), /did not pass "Account/);
  assert.equal(isGood(await checkOneSignal(root, { ...walk, toOrder: new Map(), toFill: new Map() })), false);
});
