import { builtinModules } from "node:module";
import { dirname, normalize } from "node:path/posix";
import { BOUNDARIES, type BoundaryRow, FREE_FOLDERS } from "./boundary-table.ts";
import { type Fault, type Finding, printFindings } from "./finding.ts";
import { type ImportEdge, importsOf, parseSource } from "./parse-source.ts";
import { codeFiles, isTestFile, type SourceFile } from "./source-files.ts";

/** Checks every import of every file against the table; test files may import what they test. */
export function checkBoundaries(files: readonly SourceFile[]): Finding {
  const faults: Fault[] = [];
  let seen = 0;
  for (const file of files) {
    if (isTestFile(file.path) || FREE_FOLDERS.some((folder) => isUnder(file.path, folder))) continue;
    seen++;
    const row = rowOf(file.path);
    if (row === null) {
      faults.push({ path: file.path, line: 0, text: "lies in no folder of the table in tools/boundary-table.ts" });
      continue;
    }
    for (const edge of importsOf(parseSource(file))) {
      const law = brokenLaw(file.path, row, edge);
      if (law !== null) faults.push({ path: file.path, line: edge.line, text: `imports ${edge.specifier}: ${law}` });
    }
  }
  return { check: "boundaries", seen, unit: "files", faults, note: "" };
}

/** The law that an import breaks, or null. */
function brokenLaw(path: string, row: BoundaryRow, edge: ImportEdge): string | null {
  if (!edge.specifier.startsWith(".")) return brokenPackageLaw(row, edge.specifier);
  const target = normalize(`${dirname(path)}/${edge.specifier}`);
  if (isTestFile(target)) return "only tests import tests";
  if (!/\.[a-z]+$/.test(target)) return "name the file with its ending";
  const home = rowOf(target);
  if (home !== null && home.folder === row.folder) return null;
  if (isUnder(target, "src/app")) return "nobody imports src/app";
  for (const allowed of row.may) {
    const [folder = "", kind] = allowed.split(":");
    if (!isUnder(target, folder)) continue;
    if (kind === "types" && !edge.isTypeOnly) return `${row.folder} may import only types of ${folder}`;
    return null;
  }
  return `${row.folder} may import ${row.may.length === 0 ? "nothing" : row.may.join(", ")}`;
}

function brokenPackageLaw(row: BoundaryRow, specifier: string): string | null {
  const name = packageName(specifier);
  if (specifier.startsWith("node:")) return row.node ? null : `${row.folder} is pure: no node: modules`;
  if (builtinModules.includes(name)) return `write node:${specifier}`;
  if (row.packages.includes(name)) return null;
  return `${row.folder} may use ${row.packages.length === 0 ? "no packages" : `the packages ${row.packages.join(", ")}`}`;
}

function packageName(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function rowOf(path: string): BoundaryRow | null {
  let best: BoundaryRow | null = null;
  for (const row of BOUNDARIES) {
    if (isUnder(path, row.folder) && (best === null || row.folder.length > best.folder.length)) best = row;
  }
  return best;
}

function isUnder(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

if (import.meta.main) process.exitCode = printFindings([checkBoundaries(codeFiles(process.cwd()))]);
