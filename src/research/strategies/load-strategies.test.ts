import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { importAgain, importStrategy } from "./import-strategy.ts";
import { loadStrategies } from "./load-strategies.ts";
import { failureOf, FOLDER, moduleFile, moduleText } from "./module-fixture.test.ts";
import { strategyLookup } from "./own-strategy.ts";

test("modules of a folder are found by their kind beside the built-in ones", async () => {
  const folder = join(FOLDER, "good");
  mkdirSync(join(folder, "below"), { recursive: true });
  writeFileSync(join(folder, "b.js"), moduleText({ kind: '"second"' }));
  writeFileSync(join(folder, "a.ts"), `${moduleText({ kind: '"first"' })}export const size: number = 1;\n`);
  writeFileSync(
    join(folder, "c.mjs"),
    moduleText({ kind: '"third"' }).replace("export const strategy =", "export default"),
  );
  writeFileSync(join(folder, "a.test.ts"), "throw new Error();");
  writeFileSync(join(folder, "first.yaml"), "id: x");
  writeFileSync(join(folder, "below", "d.ts"), "throw new Error();");
  const own = await loadStrategies(folder);
  assert.deepEqual(
    own.map((one) => one.kind),
    ["first", "second", "third"],
  );
  const lookup = strategyLookup(own);
  assert.equal(lookup("second"), own[1]);
  assert.equal(lookup("ema-cross")?.kind, "ema-cross");
  assert.equal(lookup("fourth"), null);
  assert.match(own[0]?.code.sha256 ?? "", /^[0-9a-f]{64}$/);
});

test("a shipped example passes", async () => {
  const own = await loadStrategies(join(import.meta.dirname, "../../../examples/my-strategies"));
  assert.deepEqual(
    own.map((one) => one.kind),
    ["turn-of-month"],
  );
});

const BAD: readonly (readonly [name: string, text: string, code: string, message: string])[] = [
  ["no export", "export const idea = 1;", "STRATEGY_MODULE_INVALID", "exports idea; expected an export named strategy"],
  ["no syntax", "export const strategy = {", "STRATEGY_MODULE_INVALID", "cannot be loaded"],
  ["kind", moduleText({ kind: '"My Idea"' }), "STRATEGY_MODULE_INVALID", 'kind was "My Idea"; expected words of a-z'],
  [
    "typo",
    moduleText({ head: "" }).replace("warmupBars", "warmUpBars"),
    "STRATEGY_MODULE_INVALID",
    "warmUpBars is no field of a strategy",
  ],
  [
    "missing",
    moduleText().replace("warmupBars: () => 0,", ""),
    "STRATEGY_MODULE_INVALID",
    "warmupBars was missing; expected a function",
  ],
  [
    "parameter",
    moduleText({
      parameters: '[{ name: "n", type: "int", minimum: 1, maximum: 2, defaultValue: 1, description: "x" }]',
    }),
    "STRATEGY_MODULE_INVALID",
    'parameters[0].type was "int"; allowed are integer, number, boolean',
  ],
  [
    "default out of range",
    moduleText({
      parameters: '[{ name: "n", type: "integer", minimum: 1, maximum: 2, defaultValue: 3, description: "x" }]',
    }),
    "STRATEGY_MODULE_INVALID",
    "parameters[0].defaultValue was 3; expected a whole number from 1 to 2",
  ],
  [
    "clock",
    moduleText({ onBar: "return Date.now() > 0 ? ENTER_LONG : EXIT_LONG;" }),
    "STRATEGY_IMPURE",
    '"Date" is a clock',
  ],
  [
    "remembers outside its memory",
    moduleText({
      head: "const seen = [];",
      onBar: "seen.push(1); return seen.length % 7 === 0 ? ENTER_LONG : EXIT_LONG;",
    }),
    "STRATEGY_IMPURE",
    "decides differently over the same bars the second time",
  ],
  [
    "keeps one memory for all instruments",
    moduleText({
      head: "const shared = { last: 0 };",
      memory: "{ shared.last = 0; return {}; }",
      onBar:
        "const rose = context.bar.closeMicros > shared.last; shared.last = context.bar.closeMicros; return rose ? ENTER_LONG : EXIT_LONG;",
    }),
    "STRATEGY_IMPURE",
    "keeps something outside its memory",
  ],
  [
    "memory of functions",
    moduleText({ memory: "({ last: 0, next: () => 1 })" }),
    "STRATEGY_IMPURE",
    "its memory is not plain data: next cannot be written into a snapshot",
  ],
  [
    "memory of a Set",
    moduleText({ memory: "({ last: 0, seen: new Set() })" }),
    "STRATEGY_IMPURE",
    "memory is not plain data: seen",
  ],
  [
    "forgets in a snapshot",
    moduleText({
      memory: "Object.defineProperty({ last: 0 }, 'hidden', { value: 0, writable: true })",
      onBar: "memory.hidden += 1; return memory.hidden % 7 === 0 ? ENTER_LONG : EXIT_LONG;",
    }),
    "STRATEGY_IMPURE",
    "decides differently after a restart",
  ],
  [
    "changes its parameters",
    moduleText({ onBar: "parameters.n = 1; return NO_SIGNALS;" }),
    "STRATEGY_FAILED",
    "object is not extensible",
  ],
  [
    "changes the bar",
    moduleText({ onBar: "context.bar.closeMicros = 1; return NO_SIGNALS;" }),
    "STRATEGY_FAILED",
    "read only property",
  ],
  [
    "changes features",
    moduleText({ onBar: "context.bank.values[0] = 1; return NO_SIGNALS;" }).replace(
      "features: () => []",
      'features: () => [{ kind: "sma", parameters: { period: 3 } }]',
    ),
    "STRATEGY_IMPURE",
    "it changes the features",
  ],
  ["throws", moduleText({ onBar: "return memory.none.more;" }), "STRATEGY_FAILED", "onBar threw"],
  ["answers nothing", moduleText({ onBar: "" }), "STRATEGY_FAILED", "answered with no list of wishes"],
  [
    "a bad wish",
    moduleText({ onBar: "return [{ ...ENTER_LONG[0], orderType: 'limit', limitMicros: 1.5 }];" }),
    "STRATEGY_FAILED",
    "a wish's limitMicros was 1.5; a limit order has a whole number of micros above 0 there",
  ],
  [
    "an unknown feature",
    moduleText().replace("features: () => []", 'features: () => [{ kind: "nope", parameters: {} }]'),
    "STRATEGY_FAILED",
    "not nope",
  ],
];

for (const [name, text, code, message] of BAD) {
  test(`refused: ${name}`, async () => {
    const file = moduleFile(`${name.replaceAll(" ", "-")}.ts`, text);
    const failure = await failureOf(() => importStrategy(file));
    assert.equal(failure.code, code);
    assert.equal(failure.exitCode, 2);
    assert.ok(failure.message.includes(file) && failure.message.includes(message), failure.message);
  });
}

test("what a strategy only does with other parameters is told as its own slip as well", async () => {
  const parameters = '[{ name: "n", type: "integer", minimum: 1, maximum: 9, defaultValue: 1, description: "x" }]';
  const text = moduleText({ parameters })
    .replace("validate: () => null", "validate: ({ n }) => (n === 2 ? n.none.more : null)")
    .replace(
      "features: () => []",
      'features: ({ n }) => (n === 3 ? [{ kind: "sma", parameters: { period: 0 } }] : [])',
    );
  const file = moduleFile("particular.ts", text);
  const own = await importStrategy(file);
  assert.equal(own.validate({ n: 1 }), null);
  for (const [act, message] of [
    [(): unknown => own.validate({ n: 2 }), /particular\.ts: validate threw .*more/],
    [(): unknown => own.features({ n: 3 }), /particular\.ts: features threw .*sma\.period is an integer from 1 to/],
  ] as const) {
    const failure = await failureOf(async () => act());
    assert.deepEqual([failure.code, failure.exitCode], ["STRATEGY_FAILED", 2]);
    assert.match(failure.message, message);
  }
});

test("a kind belongs to one strategy", async () => {
  const folder = join(FOLDER, "taken");
  mkdirSync(folder);
  writeFileSync(join(folder, "a.ts"), moduleText({ kind: '"ema-cross"' }));
  const builtIn = await failureOf(() => loadStrategies(folder));
  assert.match(builtIn.message, /a\.ts: kind "ema-cross" is a name that a built-in has already/);
  writeFileSync(join(folder, "a.ts"), moduleText());
  writeFileSync(join(folder, "b.ts"), moduleText());
  const twice = await failureOf(() => loadStrategies(folder));
  assert.match(twice.message, /b\.ts: kind "my-idea" is a name that .*a\.ts has already/);
  const missing = await failureOf(() => loadStrategies(join(FOLDER, "nowhere")));
  assert.equal(missing.code, "STRATEGIES_FOLDER_UNREADABLE");
});

test("changed code is loaded anew, and never under the hash of the former", async () => {
  const file = moduleFile("changing.ts", moduleText());
  const before = await importStrategy(file);
  assert.equal((await importAgain(before.code)).code.sha256, before.code.sha256);
  moduleFile("changing.ts", moduleText({ kind: '"other"' }));
  const after = await importStrategy(file);
  assert.deepEqual([before.kind, after.kind], ["my-idea", "other"]);
  assert.notEqual(before.code.sha256, after.code.sha256);
  assert.equal((await failureOf(() => importAgain(before.code))).code, "STRATEGY_CHANGED");
});
