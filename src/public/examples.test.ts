import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

const FOLDER = join(import.meta.dirname, "../../examples/research");
const SAYS: Readonly<Record<string, RegExp>> = {
  "01-first-backtest.ts": /^SPY turn of the month: \d+ trades, final equity \d+\.\d\d\none life in twenty falls by /,
  "02-sweep-and-doubt.ts": /^4 combinations, the best is \{.*\}\nits backtest returns .* %.*\nchosen .*: 4 windows\n$/,
  "03-labels-and-features.ts": /^2700 bars to learn from, 30 left out .*\nRSI below 40: \d+ bars, .*\n\d+ targets, /,
};

test("the research examples run as they stand, through the package's own name", async () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".ts"));
  assert.deepEqual(files.toSorted(), Object.keys(SAYS));
  for (const name of files) {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(FOLDER, name)]);
    assert.match(stdout, SAYS[name] ?? /^$/, name);
    assert.equal(stderr, "", name);
  }
});
