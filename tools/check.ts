import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { checkBoundaries } from "./boundaries.ts";
import { checkLock } from "./complete-lock.ts";
import { type Fault, type Finding, printFindings } from "./finding.ts";
import { checkGeneratedDocs } from "./generated-docs.ts";
import { checkOneSignal } from "./one-signal.ts";
import { codeFiles, type SourceFile } from "./source-files.ts";
import { tidy } from "./tidy.ts";

/** Runs a tool of node_modules/.bin and returns what it wrote and its exit code. */
interface ToolRun {
  readonly code: number;
  readonly text: string;
}

/** All checks of the house, side by side; `npm run check`. */
export async function checkHouse(root: string): Promise<readonly Finding[]> {
  const code = codeFiles(root);
  // The tools start first; ours run while they do.
  const layers = typesByLayer(root, code);
  const outside = Promise.all([
    typesOfAll(root),
    layers,
    // The page's projects build on the contract's: two builds at once would write the same files.
    layers.then(() => typesOfDashboard(root)),
    lint(root),
    format(root),
    unused(root),
  ]);
  const own = [
    checkBoundaries(code),
    ...tidy(root),
    checkLock(root),
    await checkGeneratedDocs(root),
    await checkOneSignal(root),
  ];
  return [...(await outside), ...own];
}

/** Everything of Node's side in one project. */
export async function typesOfAll(root: string): Promise<Finding> {
  return { check: "types, all", unit: "files", note: "", ...(await typesOf(root, "tsconfig.json")) };
}

/** Each layer alone, so that it knows no name it may not; a layer without project is a fault. */
export async function typesByLayer(root: string, code: readonly SourceFile[]): Promise<Finding> {
  const run = await runTool(root, "tsc", ["-b", "tsconfig.layers.json"]);
  const text = readFileSync(`${root}/tsconfig.layers.json`, "utf8");
  const layers = (JSON.parse(text) as { references: { path: string }[] }).references.map((reference) =>
    reference.path.replace(/^\.\//, ""),
  );
  const orphans = code
    .filter((file) => file.path.startsWith("src/") && !layers.some((layer) => file.path.startsWith(`${layer}/`)))
    .map((file) => ({ path: file.path, line: 0, text: "belongs to no project of tsconfig.layers.json" }));
  return {
    check: "types, layers",
    seen: layers.length,
    unit: "layers",
    faults: [...faultsOf(run, compilerFault), ...orphans],
    note: "",
  };
}

/** The page and its tests, which know other names; built, because they refer to each other and to the contract. */
export async function typesOfDashboard(root: string): Promise<Finding> {
  const projects = ["dashboard/tsconfig.json", "dashboard/tsconfig.tests.json"];
  const run = await runTool(root, "tsc", ["-b", ...projects]);
  const seen = await Promise.all(projects.map((project) => filesOf(root, project)));
  return {
    check: "types, dashboard",
    // Each project must see something: one that has lost its files is broken.
    seen: seen.includes(0) ? 0 : seen.reduce((sum, count) => sum + count, 0),
    unit: "files",
    faults: faultsOf(run, compilerFault),
    note: "",
  };
}

async function typesOf(root: string, project: string): Promise<{ seen: number; faults: readonly Fault[] }> {
  const [run, seen] = await Promise.all([runTool(root, "tsc", ["-p", project, "--noEmit"]), filesOf(root, project)]);
  return { seen, faults: faultsOf(run, compilerFault) };
}

/** How many files of ours a project sees. */
async function filesOf(root: string, project: string): Promise<number> {
  const listed = await runTool(root, "tsc", ["-p", project, "--listFilesOnly"]);
  return listed.text.split("\n").filter((line) => /\.tsx?$/.test(line) && !line.includes("node_modules")).length;
}

/** Lint, with types. */
export async function lint(root: string): Promise<Finding> {
  const run = await runTool(root, "oxlint", ["--format", "unix"]);
  const summary = await runTool(root, "oxlint", ["--rules"]);
  const rules = summary.text.split("\n").filter((line) => line.startsWith("|")).length;
  const seen = codeFiles(root).length;
  return {
    check: "lint",
    seen: rules === 0 ? 0 : seen,
    unit: "files",
    faults: faultsOf(run, lintFault),
    note: "type-aware",
  };
}

/** Whether each file is as the formatter would write it. */
export async function format(root: string): Promise<Finding> {
  // The reporter with one line a fault does not count files; the plain one does.
  const [run, counted] = await Promise.all([
    runTool(root, "biome", ["format", "--max-diagnostics=none", "--reporter=github"]),
    runTool(root, "biome", ["format", "--max-diagnostics=none"]),
  ]);
  const faults = faultsOf(run, (line) => formatFault(line, root));
  const seen = Number(/Checked (\d+) files/.exec(counted.text)?.[1] ?? 0);
  return { check: "format", seen, unit: "files", faults, note: "" };
}

/** Exports and packages that nothing uses. */
export async function unused(root: string): Promise<Finding> {
  const run = await runTool(root, "knip", [
    "--no-progress",
    "--no-config-hints",
    "--reporter",
    "./tools/knip-reporter.ts",
  ]);
  const seen = Number(/^processed (\d+)$/m.exec(run.text)?.[1] ?? 0);
  return {
    check: "unused code",
    seen,
    unit: "files",
    faults: faultsOf(run, (line) => knipFault(line, root)),
    note: "",
  };
}

/** Faults of a tool that failed; when none of its lines is understood, its last lines are the fault. */
function faultsOf(run: ToolRun, read: (line: string) => Fault | null): readonly Fault[] {
  if (run.code === 0) return [];
  const lines = run.text.split("\n");
  const faults = lines.map(read).filter((fault) => fault !== null);
  const end = lines
    .filter((line) => line.trim() !== "")
    .slice(-5)
    .join("\n     ");
  return faults.length > 0 ? faults : [{ path: "exit", line: run.code, text: end }];
}

function compilerFault(line: string): Fault | null {
  const match = /^(\S+?)\((\d+),\d+\): error (.*)$/.exec(line);
  if (match !== null) return { path: String(match[1]), line: Number(match[2]), text: String(match[3]) };
  return line.startsWith("error ") ? { path: "tsc", line: 0, text: line } : null;
}

function lintFault(line: string): Fault | null {
  const match = /^(\S+?):(\d+):\d+: (.*)$/.exec(line);
  return match === null ? null : { path: String(match[1]), line: Number(match[2]), text: String(match[3]) };
}

function formatFault(line: string, root: string): Fault | null {
  const file = /^::error .*file=([^,]+)/.exec(line)?.[1];
  return file === undefined
    ? null
    : { path: file.replace(`${root}/`, ""), line: 0, text: "is not formatted: biome format --write" };
}

function knipFault(line: string, root: string): Fault | null {
  const match = /^(.+?)(?::(\d+))? (unused .*)$/.exec(line);
  if (match === null) return null;
  return { path: String(match[1]).replace(`${root}/`, ""), line: Number(match[2] ?? 0), text: String(match[3]) };
}

function runTool(root: string, tool: string, args: readonly string[]): Promise<ToolRun> {
  return new Promise((resolve) => {
    const child = spawn(`node_modules/.bin/${tool}`, args, {
      cwd: root,
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" },
    });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.on("error", (error) => resolve({ code: 127, text: `${tool} could not be started: ${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? 1, text }));
  });
}

if (import.meta.main) {
  const code = printFindings(await checkHouse(process.cwd()));
  console.log(
    `${code === 0 ? "All checks passed" : "Some checks failed"} in ${(performance.now() / 1000).toFixed(1)} s.`,
  );
  process.exitCode = code;
}
