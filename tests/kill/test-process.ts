/** The real process for tests: started, watched, killed. */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** A process of `agenttrader` with what it has said so far. */
export interface TestProcess {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** The first match in the standard output; fails when the process ends before or time runs out. */
  readonly saying: (pattern: RegExp, seconds?: number) => Promise<RegExpExecArray>;
}

/** Starts `agenttrader ARGS` through its binary, without the check of the installation. */
export function agenttrader(args: readonly string[], options: { cwd?: string } = {}): TestProcess {
  const env: NodeJS.ProcessEnv = { ...process.env, npm_lifecycle_event: "start", FORCE_COLOR: "0" };
  for (const name of ["AGENTTRADER_HOME", "AGENTTRADER_MODE", "DATABASE_URL", "PORT", "NODE_TEST_CONTEXT"])
    delete env[name];
  const child = spawn(process.execPath, [join(ROOT, "bin/agenttrader.cjs"), ...args], {
    cwd: options.cwd ?? ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  let watch: () => void = () => undefined;
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
    watch();
  });
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on("close", (code, signal) => resolve(code ?? signal ?? 1));
  });
  const saying = (pattern: RegExp, seconds = 60): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const fail = (why: string): void => reject(new Error(`${why} without ${pattern}: ${out}\n${err}`));
      const timer = setTimeout(() => fail(`${seconds} s passed`), seconds * 1000);
      watch = () => {
        const match = pattern.exec(out);
        if (match === null) return;
        clearTimeout(timer);
        resolve(match);
      };
      void ended.then((code) => {
        clearTimeout(timer);
        fail(`the process ended (${code})`);
      });
      watch();
    });
  return { child, out: () => out, err: () => err, ended, saying };
}

/** Runs to its end. */
export async function agenttraderToEnd(
  args: readonly string[],
  options: { cwd?: string } = {},
): Promise<{ code: number | NodeJS.Signals; out: string; err: string }> {
  const run = agenttrader(args, options);
  const code = await run.ended;
  return { code, out: run.out(), err: run.err() };
}

/** Seeded numbers in [0, 1), for the moments of kills. */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
