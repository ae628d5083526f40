import type { Fault, Finding } from "../finding.ts";
import { isNode, lineAt, parseSource, type SyntaxNode, walk } from "../parse-source.ts";
import type { SourceFile } from "../source-files.ts";

/** Finds test files that assert nothing, skipped tests without a reason and tests run alone. */
export function checkTestHabits(files: readonly SourceFile[]): Finding {
  const faults: Fault[] = [];
  const tests = files.filter((file) => /\.test\.tsx?$/.test(file.path));
  for (const file of tests) {
    let assertions = 0;
    let declared = 0;
    walk(parseSource(file).program, (node) => {
      if (isAssertion(node)) assertions++;
      if (isDeclaration(node)) declared++;
      const text = skipFault(node);
      if (text !== null) faults.push({ path: file.path, line: lineAt(file.text, node.start), text });
    });
    if (declared > 0 && assertions === 0)
      faults.push({ path: file.path, line: 0, text: "asserts nothing: say what must hold" });
  }
  return { check: "test habits", seen: tests.length, unit: "test files", faults, note: "" };
}

/** A call of test or it with a name and a function; a file without one only helps others. */
function isDeclaration(node: SyntaxNode): boolean {
  if (node.type !== "CallExpression") return false;
  return (
    /^(test|it)(\.|$)/.test(rootName(node["callee"]) ?? "") && (node["arguments"] as readonly unknown[]).length > 1
  );
}

/** A call of assert, `assert.x`, `t.assert.x`, or of a function whose name begins with assert, expect or check. */
function isAssertion(node: SyntaxNode): boolean {
  if (node.type !== "CallExpression") return false;
  const root = rootName(node["callee"]);
  return root !== null && /(^|\.)(assert|expect|check|verify)/.test(root);
}

function rootName(callee: unknown): string | null {
  if (!isNode(callee)) return null;
  if (callee.type === "Identifier") return String(callee["name"]);
  if (callee.type !== "MemberExpression") return null;
  const object = rootName(callee["object"]);
  const property = callee["property"];
  return object === null || !isNode(property) ? object : `${object}.${String(property["name"])}`;
}

function skipFault(node: SyntaxNode): string | null {
  if (node.type === "Property" && isNode(node["key"]) && isNode(node["value"])) {
    const name = String(node["key"]["name"]);
    if ((name === "skip" || name === "todo" || name === "only") && node["value"]["value"] === true) {
      return `${name}: true gives no reason: write the reason as text`;
    }
    return null;
  }
  if (node.type !== "CallExpression") return null;
  const name = rootName(node["callee"]) ?? "";
  if (/^(test|it|describe|suite)\.only$/.test(name)) return `${name} leaves the others out`;
  const args = node["arguments"] as readonly unknown[];
  // With one argument it is a TestContext's own skip(reason).
  if (/^(test|it|describe|suite)\.(skip|todo)$/.test(name) && args.length !== 1) {
    return `${name} gives no reason: use { skip: "reason" }`;
  }
  return /^(t|context|ctx)\.(skip|todo)$/.test(name) && args.length === 0 ? `${name}() gives no reason` : null;
}
