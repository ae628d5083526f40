import assert from "node:assert/strict";
import { test } from "node:test";
import { plainYaml } from "./plain-yaml.ts";

test("plain data as YAML that any reader takes", () => {
  const text = plainYaml({
    a: { name: "x: #\n", list: [1, "b"], none: null, deep: {} },
    "odd key:": true,
    gone: undefined,
  });
  assert.equal(text, 'a:\n  name: "x: #\\n"\n  list: [1, "b"]\n  none: null\n  deep: {}\n"odd key:": true\n');
});
