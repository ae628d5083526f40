import assert from "node:assert/strict";
import { test } from "node:test";
import { BOUNDARIES } from "./boundary-table.ts";
import { checkBoundaries } from "./boundaries.ts";
import { isGood } from "./finding.ts";
import { faultLines, plantedFiles } from "./test-source.ts";

/** Each row: importing file, the import, and the law it breaks (null: allowed). */
const CASES: readonly (readonly [path: string, code: string, law: RegExp | null])[] = [
  ["src/core/risk/x.ts", 'import { a } from "../account/a.ts";', /src\/core\/risk may import/],
  ["src/core/risk/x.ts", 'import type { A } from "../account/a.ts";', /src\/core\/risk may import/],
  ["src/core/risk/x.ts", 'export { a } from "../account/a.ts";', /src\/core\/risk may import/],
  ["src/core/risk/x.ts", 'export * from "../account/a.ts";', /src\/core\/risk may import/],
  ["src/core/risk/x.ts", 'type A = import("../account/a.ts").A;', /src\/core\/risk may import/],
  ["src/core/risk/x.ts", 'const a = () => import("../account/a.ts");', /src\/core\/risk may import/],
  ["src/core/risk/x.ts", 'import { m } from "../market/m.ts";', /only types of src\/core\/market/],
  ["src/core/risk/x.ts", 'import type { M } from "../market/m.ts";', null],
  ["src/core/risk/x.ts", 'import { assert } from "../assert.ts";', null],
  ["src/core/risk/checks/x.ts", 'import { y } from "../y.ts";', null],
  ["src/core/engine/x.ts", 'import { s } from "../simulation/s.ts";', /src\/core\/engine may import/],
  ["src/core/model/x.ts", 'import { s } from "../math/s.ts";', /src\/core\/model may import/],
  ["src/core/math/x.ts", 'import { a } from "../model/units.ts";', null],
  ["src/core/math/x.ts", 'import { a } from "../model/order.ts";', /src\/core\/math may import/],
  ["src/core/math/x.ts", 'import { readFileSync } from "node:fs";', /pure: no node: modules/],
  ["src/core/math/x.ts", 'import fc from "fast-check";', /no packages/],
  ["src/core/math/x.test.ts", 'import fc from "fast-check";', null],
  ["src/core/math/x.ts", 'import { a } from "../math/y";', /name the file with its ending/],
  ["src/core/math/x.ts", 'import { a } from "./y.test.ts";', /only tests import tests/],
  ["src/contract/x.ts", 'import { z } from "zod";', null],
  ["src/contract/x.ts", 'import { o } from "../core/model/order.ts";', /src\/contract may import nothing/],
  ["src/api/x.ts", 'import { o } from "../app/up.ts";', /nobody imports src\/app/],
  ["src/platform/x.ts", 'new Worker(new URL("../journal/w.ts", import.meta.url));', /src\/platform may import/],
  ["src/platform/x.ts", 'import { readFileSync } from "fs";', /write node:fs/],
  ["src/app/x.ts", 'import { o } from "../journal/w.ts"; import { p } from "./p.ts";', null],
  ["src/venues/simulated/x.ts", 'import { o } from "../../core/simulation/w.ts";', null],
  ["src/venues/simulated/x.ts", 'import type { VenuePort } from "../venue-port.ts";', null],
  ["src/venues/alpaca/x.ts", 'import type { VenuePort } from "../venue-port.ts";', null],
  ["src/venues/alpaca/x.ts", 'import { s } from "../simulated/slice.ts";', /src\/venues may import/],
  ["src/venues/alpaca/x.ts", 'import { o } from "../../core/simulation/w.ts";', /src\/venues may import/],
  ["dashboard/src/x.tsx", 'import type { O } from "../../src/contract/o.ts";', null],
  ["dashboard/src/x.tsx", 'import type { O } from "../../src/api/o.ts";', /dashboard may import/],
  ["src/new-folder/x.ts", "export const a = 1;", /in no folder of the table/],
];

test("each planted import is judged by the law of its folder", (t) => {
  for (const [path, code, law] of CASES) {
    const faults = faultLines(checkBoundaries(plantedFiles(t, { [path]: `// first line\n${code}\n` })));
    if (law === null) assert.deepEqual(faults, [], code);
    else {
      assert.equal(faults.length, 1, `${path}: ${code}`);
      assert.match(String(faults[0]), law);
      if (!law.source.includes("table")) assert.match(String(faults[0]), /^\S+:2 imports/);
    }
  }
});

test("a check that saw no file has failed", (t) => {
  assert.equal(isGood(checkBoundaries(plantedFiles(t, {}))), false);
});

test("no stage of the core may import another stage", () => {
  const stages = ["portfolio", "execution", "risk", "account"].map((name) => `src/core/${name}`);
  for (const row of BOUNDARIES.filter((candidate) => stages.includes(candidate.folder))) {
    for (const stage of [...stages, "src/core/strategies", "src/core/simulation", "src/core/engine"]) {
      assert.ok(!row.may.some((allowed) => allowed.startsWith(stage)), `${row.folder} -> ${stage}`);
    }
  }
});
