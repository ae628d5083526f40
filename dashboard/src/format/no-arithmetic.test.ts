import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { test } from "node:test";

const ROOT = join(import.meta.dirname, "..");
/**
 * Ways from decimal text to a float or to a printed number. The type checker refuses `-`, `*` and `/`
 * on text, so arithmetic needs one of these first. Only src/format may use them.
 */
const WAYS: readonly RegExp[] = [
  /\bNumber\(/,
  /\bparseFloat\b/,
  /\bBigInt\(/,
  /\bMath\.(?:sign|fround|trunc)\(/,
  /\.toFixed\(/,
  /\.toPrecision\(/,
  /\.toLocaleString\(/,
  /\bIntl\.(?:NumberFormat|DateTimeFormat)\b/,
  /[=(,?:]\s\+[A-Za-z_][\w.]*/,
];
/** Looks like one but is not: the height of a row in pixels, read from CSS. */
const ALLOWED = "Number.parseInt(getComputedStyle";

function offences(text: string): string[] {
  return text.split("\n").filter((line) => !line.includes(ALLOWED) && WAYS.some((way) => way.test(line)));
}

test("numbers and times are made and printed in src/format only", () => {
  const files = globSync("**/*.{ts,tsx}", { cwd: ROOT })
    .filter((file) => !file.endsWith(".test.ts") && !file.startsWith(`format${sep}`))
    .sort();
  assert.ok(files.length > 60, `only ${files.length} files seen under ${ROOT}`);
  const found = files.flatMap((file) =>
    offences(readFileSync(join(ROOT, file), "utf8")).map((line) => `${file}: ${line.trim()}`),
  );
  assert.deepEqual(found, []);
});

test("plotted floats stay in the charts and bars", () => {
  const users = globSync("**/*.{ts,tsx}", { cwd: ROOT }).filter(
    (file) => !file.endsWith(".test.ts") && /format\/plot-number/.test(readFileSync(join(ROOT, file), "utf8")),
  );
  assert.deepEqual(users.map((file) => file.split(sep).join("/")).sort(), [
    "charts/equity-points.ts",
    "charts/fan-paths.ts",
    "charts/heat-table.tsx",
    "charts/line-points.ts",
    "charts/parameter-path.tsx",
    "charts/signed-bars.tsx",
    "components/limit-bar.tsx",
    "components/progress-bar.tsx",
  ]);
});

test("the check sees a planted fault", () => {
  const planted = [
    "const total = Number(row.pnl) + Number(row.fees);",
    "const x = parseFloat(row.qty);",
    "return +row.price;".replace("return ", "const p = "),
    "value.toFixed(2)",
    "new Intl.NumberFormat().format(1)",
  ];
  for (const line of planted) assert.equal(offences(line).length, 1, line);
});
