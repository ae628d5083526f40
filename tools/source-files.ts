import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** One text file of the repository. */
export interface SourceFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const LEFT_OUT = new Set(["node_modules", "dist", "coverage"]);

/** Files under `folders` (or the named files themselves) whose name matches `pattern`, in path order. */
export function sourceFiles(root: string, folders: readonly string[], pattern: RegExp): readonly SourceFile[] {
  const found: SourceFile[] = [];
  for (const folder of folders) visit(root, folder, pattern, found);
  return found;
}

/** Every TypeScript and CommonJS file of ours. */
export function codeFiles(root: string): readonly SourceFile[] {
  const folders = ["bin", "src", "dashboard", "tests", "benches", "tools", "examples"];
  return sourceFiles(root, folders, /\.(ts|tsx|cjs|mjs)$/);
}

/** True for a file that only tests load: `x.test.ts` and everything under `tests/`. */
export function isTestFile(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.startsWith("tests/");
}

function visit(root: string, path: string, pattern: RegExp, found: SourceFile[]): void {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (stat.isFile()) {
    if (pattern.test(path)) found.push({ path, text: readFileSync(join(root, path), "utf8") });
    return;
  }
  for (const name of readdirSync(join(root, path)).sort()) {
    if (!LEFT_OUT.has(name) && (!name.startsWith(".") || name === ".ci"))
      visit(root, `${path}/${name}`, pattern, found);
  }
}
