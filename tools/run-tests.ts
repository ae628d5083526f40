import { spawn } from "node:child_process";
import { globSync } from "node:fs";

/** Test files of the whole project: beside their sources, under tests/, and of the tools. */
const EVERYTHING = ["src/**/*.test.ts", "tests/**/*.test.ts", "tools/**/*.test.ts", "dashboard/src/**/*.test.ts"];
/** Two files at once: the embedded database takes 320 MB each, and smaller machines have two cores. */
const FILES_AT_ONCE = 2;

/** The test files named by `paths` (files, folders or patterns), in order, each once. */
export function testFiles(paths: readonly string[]): readonly string[] {
  const patterns = paths.flatMap((path) =>
    /\.tsx?$|\*/.test(path) ? [path] : [`${path.replace(/\/$/, "")}/**/*.test.ts`],
  );
  return [...new Set(globSync(patterns.length === 0 ? EVERYTHING : patterns))].sort();
}

/** Runs the tests with Node's own runner, whose summary closes the output; returns its exit code. */
async function runTests(args: readonly string[]): Promise<number> {
  const options = args.filter((arg) => arg.startsWith("-"));
  const paths = args.filter((arg) => !arg.startsWith("-"));
  const files = testFiles(paths);
  if (files.length === 0) {
    console.error(
      `No test file matches ${paths.join(" ")}: name a file (src/a/b.test.ts), a folder (src/a) or a pattern.`,
    );
    return 2;
  }
  const reporter = options.some((option) => option.startsWith("--test-reporter"))
    ? []
    : [`--test-reporter=${reporterFor(files)}`];
  const child = spawn(
    process.execPath,
    ["--test", `--test-concurrency=${FILES_AT_ONCE}`, ...reporter, ...options, ...files],
    { stdio: "inherit" },
  );
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return await new Promise((resolve) => {
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** Each test by name where few files run or a log is kept; a terminal shows dots for many. */
function reporterFor(files: readonly string[]): "spec" | "dot" {
  return files.length > 20 && process.stdout.isTTY ? "dot" : "spec";
}

if (import.meta.main) process.exitCode = await runTests(process.argv.slice(2));
