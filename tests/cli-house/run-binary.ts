import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const ROOT: string = fileURLToPath(new URL("../../", import.meta.url));
const BINARY = fileURLToPath(new URL("../../bin/agenttrader.cjs", import.meta.url));

const OF_THIS_MACHINE = [
  "DATABASE_URL",
  "PORT",
  "BACKEND_PORT",
  "LOG_LEVEL",
  "MAX_POSITIONS",
  "RISK_PER_TRADE_PCT",
  "CIRCUIT_BREAKER_PCT",
  "AGENTTRADER_HOME",
  "AGENTTRADER_HOST",
  "AGENTTRADER_MODE",
  "AGENTTRADER_CONFIG",
];

/** What a run of the real command left. */
export interface BinaryRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command that is still running. */
export interface RunningBinary {
  readonly child: ChildProcess;
  /** Resolves with what was said so far once `pattern` was; rejects when the command ended without it. */
  readonly said: (pattern: RegExp) => Promise<string>;
  readonly ended: Promise<BinaryRun>;
}

/** Starts `agenttrader ARGS` in `cwd`, without the variables of this machine that it would read. */
export function startBinary(args: readonly string[], cwd: string): RunningBinary {
  const env = { ...process.env };
  for (const name of OF_THIS_MACHINE) delete env[name];
  const child = spawn(process.execPath, [BINARY, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const text = { out: "", err: "" };
  const waiting = new Set<() => void>();
  const hear = (stream: "out" | "err") => (chunk: Buffer) => {
    text[stream] += chunk.toString();
    for (const look of waiting) look();
  };
  child.stdout.on("data", hear("out"));
  child.stderr.on("data", hear("err"));
  const ended = new Promise<BinaryRun>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out: text.out, err: text.err }));
  });
  const said = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const all = text.out + text.err;
        if (!pattern.test(all)) return;
        waiting.delete(look);
        resolve(all);
      };
      waiting.add(look);
      void ended.then(() => reject(new Error(`it ended without ${String(pattern)}:\n${text.out}${text.err}`)));
      look();
    });
  return { child, said, ended };
}

/** Runs `agenttrader ARGS` in `cwd` to its end. */
export function runBinary(args: readonly string[], cwd: string): Promise<BinaryRun> {
  return startBinary(args, cwd).ended;
}
