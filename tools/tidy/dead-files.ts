import { dirname, normalize } from "node:path/posix";
import type { Fault, Finding } from "../finding.ts";
import { importsOf, parseSource } from "../parse-source.ts";
import { isTestFile, type SourceFile } from "../source-files.ts";

/** Files of the program that something outside starts: the command, the package's entries, the boot script. */
const PROGRAM_ENTRIES: readonly RegExp[] = [
  /^src\/app\/cli\.ts$/,
  /^src\/public\/[^/]+\.ts$/,
  /^src\/database\/prepare-template\.ts$/,
  /^bin\//,
];
/** Files around it: npm scripts, benches, Vite. What they alone reach in `src` is dead all the same. */
const OTHER_ENTRIES: readonly RegExp[] = [
  /^tools\/[^/]+\.ts$/,
  /^benches\/[^/]+\.ts$/,
  // A bench with packages of its own stands in a folder of its own.
  /^benches\/[^/]+\/compare\.ts$/,
  /^examples\//,
  /^dashboard\/vite\.config\.ts$/,
  /^dashboard\/src\/main\.tsx$/,
];
/** Names of files that are made for tests: fakes, fixtures and builders. */
const MADE_FOR_TESTS =
  /(^|\/)(test-[^/]+|faulty-[^/]+|[^/]+\.child|[^/]+-(fixture|fixtures|fake|test-cases|for-tests|twin))\.tsx?$/;

/** Finds source files that no entry reaches; reached by tests alone is dead unless made for tests. */
export function checkDeadFiles(files: readonly SourceFile[]): Finding {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const started = (entries: readonly RegExp[]): readonly SourceFile[] =>
    files.filter((file) => entries.some((entry) => entry.test(file.path)) && !isTestFile(file.path));
  const program = reachable(started(PROGRAM_ENTRIES), byPath);
  const around = reachable(started(OTHER_ENTRIES), byPath);
  const tested = reachable(
    files.filter((file) => isTestFile(file.path)),
    byPath,
  );
  const isAlive = (path: string): boolean => program.has(path) || (!path.startsWith("src/") && around.has(path));
  const faults: Fault[] = [];
  for (const file of files) {
    if (isTestFile(file.path) || isAlive(file.path) || file.path.endsWith(".d.ts")) continue;
    // A process that a test starts by its path: no import leads to it.
    if (file.path.endsWith(".child.ts")) continue;
    if (!tested.has(file.path)) faults.push({ path: file.path, line: 0, text: "nothing imports it: delete it" });
    else if (!MADE_FOR_TESTS.test(file.path)) {
      faults.push({ path: file.path, line: 0, text: "only tests import it: use it, delete it, or name it test-..." });
    }
  }
  const seen = files.filter((file) => isAlive(file.path)).length;
  return { check: "dead files", seen, unit: "files reached", faults, note: "" };
}

function reachable(entries: readonly SourceFile[], byPath: ReadonlyMap<string, SourceFile>): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file.path)) continue;
    reached.add(file.path);
    for (const edge of importsOf(parseSource(file))) {
      const target = byPath.get(normalize(`${dirname(file.path)}/${edge.specifier}`));
      if (target !== undefined) open.push(target);
    }
  }
  return reached;
}
