import type { Fault, Finding } from "../finding.ts";
import { isNode, lineAt, parseSource, type SyntaxNode, walk } from "../parse-source.ts";
import { isTestFile, type SourceFile } from "../source-files.ts";

/** Globals that core must not name, with what to use instead. */
const GLOBALS: Readonly<Record<string, string>> = {
  Date: "time comes from inputs as UnixMicros",
  Intl: "calendars and formats belong to data/ and the dashboard",
  Temporal: "time comes from inputs as UnixMicros",
  console: "return an Output",
  process: "configuration comes as an Input",
  performance: "time comes from inputs as UnixMicros",
  crypto: "use core/math for hashes and seeded numbers",
  fetch: "the outside answers with an Input",
  setTimeout: "keep a due time in the state; the driver sends TimerFired",
  setInterval: "keep a due time in the state; the driver sends TimerFired",
  queueMicrotask: "the core is synchronous",
  Promise: "the core is synchronous",
  globalThis: "the core knows no host",
  WeakRef: "what the collector does is not deterministic",
  FinalizationRegistry: "what the collector does is not deterministic",
  JSON: "use engine/encode-state.ts: its order of keys is defined",
};

/** Math functions whose last digit differs between machines. */
const INEXACT_MATH = new Set(
  "exp expm1 log log1p log2 log10 pow sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh hypot cbrt".split(
    " ",
  ),
);
const ELEMENTARY = "src/core/math/elementary.ts";

/** Files that may name one of the globals, with the reason. */
const EXEMPT: Readonly<Record<string, readonly string[]>> = {
  // The text of a broken invariant is for people; it never enters the state.
  "src/core/assert.ts": ["JSON"],
  // Writes keys in its own defined order; JSON only quotes text and numbers.
  "src/core/engine/encode-state.ts": ["JSON"],
};

/** Bans from core what is not deterministic, and locale calls from everything on the server. */
export function checkBannedCalls(files: readonly SourceFile[]): Finding {
  const faults: Fault[] = [];
  const server = files.filter((file) => file.path.startsWith("src/") && !isTestFile(file.path));
  for (const file of server) {
    const isCore = file.path.startsWith("src/core/");
    walk(parseSource(file).program, (node, parent) => {
      const text = localeFault(node) ?? (isCore ? coreFault(file.path, node, parent) : null);
      if (text !== null) faults.push({ path: file.path, line: lineAt(file.text, node.start), text });
    });
  }
  const seen = server.filter((file) => file.path.startsWith("src/core/")).length;
  return { check: "banned calls", seen, unit: "files of core", faults, note: "" };
}

function localeFault(node: SyntaxNode): string | null {
  const name = node.type === "MemberExpression" ? propertyName(node) : null;
  if (name === null || !/^(localeCompare|toLocale\w+)$/.test(name)) return null;
  return `${name} depends on the machine's language: compare with < or format explicitly`;
}

function coreFault(path: string, node: SyntaxNode, parent: SyntaxNode | null): string | null {
  switch (node.type) {
    case "Identifier":
      return globalFault(path, node, parent);
    case "MemberExpression":
      return mathFault(path, node);
    case "ForInStatement":
      return "for..in has no order to rely on: use for..of over an array or a Map";
    case "AwaitExpression":
      return "await: the core is synchronous";
    case "BinaryExpression":
    case "AssignmentExpression":
      return powerFault(path, node);
    default:
      return node["async"] === true ? "async: the core is synchronous" : null;
  }
}

/** Two literals make a constant that is exact everywhere when the base is 2. */
function powerFault(path: string, node: SyntaxNode): string | null {
  if (!String(node["operator"]).startsWith("**") || path === ELEMENTARY) return null;
  const { left, right } = node as { left?: unknown; right?: unknown };
  const isExact = isNode(left) && left["value"] === 2 && isNode(right) && Number.isInteger(right["value"]);
  return isExact ? null : "** differs between machines: use core/math/elementary.ts or a product";
}

function globalFault(path: string, node: SyntaxNode, parent: SyntaxNode | null): string | null {
  const name = String(node["name"]);
  const instead = Object.hasOwn(GLOBALS, name) ? GLOBALS[name] : undefined;
  if (instead === undefined || parent === null || EXEMPT[path]?.includes(name) === true) return null;
  const isMember = parent.type === "MemberExpression" && parent["property"] === node && parent["computed"] !== true;
  const isKey = "key" in parent && parent["key"] === node && parent["computed"] !== true;
  return isMember || isKey ? null : `${name}: ${instead}`;
}

function mathFault(path: string, node: SyntaxNode): string | null {
  const object = node["object"];
  if (!isNode(object) || object.type !== "Identifier" || object["name"] !== "Math") return null;
  const name = propertyName(node) ?? "";
  if (name === "random") return "Math.random: use the seeded generator of core/math";
  if (!INEXACT_MATH.has(name) || path === ELEMENTARY) return null;
  return `Math.${name} differs between machines: use core/math/elementary.ts`;
}

function propertyName(node: SyntaxNode): string | null {
  const property = node["property"];
  if (!isNode(property)) return null;
  return property.type === "Literal" ? String(property["value"]) : String(property["name"]);
}
