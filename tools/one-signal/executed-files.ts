import { readFileSync } from "node:fs";
import { Session } from "node:inspector";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

interface CoverageRange {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}
interface ScriptCoverage {
  readonly url: string;
  readonly functions: readonly { readonly functionName: string; readonly ranges: readonly CoverageRange[] }[];
}

/** One file that executed a function of its own. */
export interface ExecutedFile {
  /** Under the root, with forward slashes. */
  readonly path: string;
  readonly lines: number;
  /** Numbers from 1 of the lines inside functions that ran, sorted. */
  readonly linesRun: readonly number[];
}

/** Counts of V8 between two questions: which files of `src` executed a function of theirs. */
export interface ExecutionWatch {
  /** What ran since the last call, by path. */
  readonly take: () => ReadonlyMap<string, ExecutedFile>;
  readonly stop: () => void;
}

/** Starts to watch this thread; what other threads run (the embedded database's) is not seen. */
export function watchExecution(root: string): ExecutionWatch {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  return {
    take: () => {
      const files = new Map<string, ExecutedFile>();
      for (const script of takeCoverage(session)) {
        const path = relative(root, fileURLToPath(script.url)).replaceAll("\\", "/");
        const file = path.startsWith("src/") ? executedFile(path, script) : null;
        if (file !== null) files.set(path, file);
      }
      return files;
    },
    stop: () => session.disconnect(),
  };
}

function takeCoverage(session: Session): readonly ScriptCoverage[] {
  let result: readonly ScriptCoverage[] = [];
  // The answer comes before `post` returns: the session is of this same thread.
  session.post("Profiler.takePreciseCoverage", (error, answer) => {
    if (error !== null) throw error;
    result = answer.result;
  });
  return result.filter((script) => script.url.startsWith("file:"));
}

/** The entry without a name is the module's own body, which runs when it is loaded: that is no visit. */
function executedFile(path: string, script: ScriptCoverage): ExecutedFile | null {
  const own = script.functions.filter((one) => one.ranges[0] !== undefined && !isModuleBody(one.ranges[0], script));
  if (!own.some((one) => (one.ranges[0]?.count ?? 0) > 0)) return null;
  const text = readFileSync(fileURLToPath(script.url), "utf8");
  const run = new Set<number>();
  // Outer functions come first: an inner one that did not run takes its lines out again.
  for (const { ranges } of own) {
    const range = ranges[0];
    if (range === undefined) continue;
    const last = lineOf(text, range.endOffset);
    for (let line = lineOf(text, range.startOffset); line <= last; line += 1) {
      if (range.count > 0) run.add(line);
      else run.delete(line);
    }
  }
  return { path, lines: text.split("\n").length - 1, linesRun: [...run].sort((a, b) => a - b) };
}

function isModuleBody(range: CoverageRange, script: ScriptCoverage): boolean {
  return range.startOffset === 0 && range === script.functions[0]?.ranges[0];
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
