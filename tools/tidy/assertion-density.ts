import type { Fault, Finding } from "../finding.ts";
import { isNode, parseSource, walk } from "../parse-source.ts";
import { isTestFile, type SourceFile } from "../source-files.ts";

/** Assertions per 100 lines that each folder of changing state must reach. */
const FLOORS: readonly (readonly [folder: string, per100Lines: number])[] = [
  ["src/core/account", 1.5],
  ["src/core/execution", 1.5],
  ["src/core/simulation", 1.5],
  ["src/core/engine", 1.5],
];
const ASSERTIONS = new Set(["assert", "required", "unreachable"]);

/** Counts assertions where state changes; a folder below its floor is a fault. */
export function checkAssertionDensity(files: readonly SourceFile[]): Finding {
  const faults: Fault[] = [];
  const notes: string[] = [];
  let seen = 0;
  for (const [folder, floor] of FLOORS) {
    const own = files.filter((file) => file.path.startsWith(`${folder}/`) && !isTestFile(file.path));
    const lines = own.reduce((sum, file) => sum + file.text.split("\n").length, 0);
    const asserted = own.reduce((sum, file) => sum + assertionsIn(file), 0);
    if (own.length === 0) faults.push({ path: folder, line: 0, text: "has no file" });
    else {
      const density = (100 * asserted) / lines;
      notes.push(`${folder.slice("src/core/".length)} ${density.toFixed(1)}`);
      const text = `has ${density.toFixed(1)} assertions per 100 lines, at least ${floor} are wanted`;
      if (density < floor) faults.push({ path: folder, line: 0, text });
    }
    seen += asserted;
  }
  return { check: "assertion density", seen, unit: "assertions", faults, note: `per 100 lines: ${notes.join(", ")}` };
}

function assertionsIn(file: SourceFile): number {
  let count = 0;
  walk(parseSource(file).program, (node) => {
    const callee = node.type === "CallExpression" ? node["callee"] : null;
    if (isNode(callee) && callee.type === "Identifier" && ASSERTIONS.has(String(callee["name"]))) count++;
  });
  return count;
}
