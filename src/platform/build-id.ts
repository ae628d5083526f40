import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { EXIT } from "./exit-codes.ts";
import { Failure } from "./failure.ts";

/**
 * Names the build that decides, `0.1.0+abcdef123456`: the package's version and the first 12 hex
 * digits of a SHA-256 over the sorted files of `src/core`, tests left out. A built package has no
 * `src/core`; it carries the text in `dist/build-id.txt`, written by its build.
 */
export function buildId(packageFolder: string): string {
  const written = join(packageFolder, "dist", "build-id.txt");
  const core = join(packageFolder, "src", "core");
  if (existsSync(core)) return `${packageVersion(packageFolder)}+${coreHash(core)}`;
  if (existsSync(written)) return readFileSync(written, "utf8").trim();
  throw new Failure({
    code: "BUILD_UNKNOWN",
    exitCode: EXIT.unavailable,
    message: `Neither src/core nor dist/build-id.txt was found under ${packageFolder}.`,
    hint: "Install the package again.",
  });
}

/** First 12 hex digits of a SHA-256 over the names and bytes of the core's files, tests left out. */
export function coreHash(coreFolder: string): string {
  const files = sourceFiles(coreFolder).map((file) => relative(coreFolder, file).split(sep).join("/"));
  files.sort();
  const hash = createHash("sha256");
  for (const file of files) {
    const bytes = readFileSync(join(coreFolder, file));
    hash.update(`${file}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex").slice(0, 12);
}

function sourceFiles(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...sourceFiles(path));
    else if (entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts")) found.push(path);
  }
  return found;
}

function packageVersion(packageFolder: string): string {
  const value: unknown = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const version = typeof value === "object" && value !== null && "version" in value ? value.version : null;
  if (typeof version === "string") return version;
  throw new Failure({
    code: "BUILD_UNKNOWN",
    exitCode: EXIT.unavailable,
    message: `${join(packageFolder, "package.json")} has no version.`,
    hint: "Install the package again.",
  });
}
