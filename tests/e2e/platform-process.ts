import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = join(import.meta.dirname, "..", "..");
const CLI = join(ROOT, "src", "app", "cli.ts");
const START_MS = 60_000;

/** Where a start keeps its data and how fast its market runs. */
export interface ProcessWishes {
  readonly folder: string;
  /** Market seconds per second, or `max`. */
  readonly speed: string;
  /** 0: a free one. */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}
/** A platform in a process of its own. */
export interface PlatformProcess {
  readonly address: string;
  readonly port: number;
  /** One-time link; null once there is an operator. */
  readonly setupLink: string | null;
  /** Asks it to stop as Ctrl-C does; resolves with its exit code. */
  readonly stop: () => Promise<number | null>;
  /** Ends it without warning. */
  readonly kill: () => Promise<void>;
}

/** Starts `agenttrader up` (the demo) and waits until its read models answer. */
export async function startProcess(wishes: ProcessWishes): Promise<PlatformProcess> {
  const args = ["up", "--data-dir", wishes.folder, "--port", String(wishes.port ?? 0), "--speed", wishes.speed];
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: undefined, ...wishes.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = await greetingOf(child);
  const address = /DEMO: (http:\S+)/.exec(text)?.[1] ?? "";
  await untilReady(address);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return {
    address,
    port: Number(new URL(address).port),
    setupLink: /Set up: (http:\S+)/.exec(text)?.[1] ?? null,
    stop: () => end("SIGINT"),
    kill: async () => void (await end("SIGKILL")),
  };
}

/** What it prints until it says how to stop it. */
function greetingOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const late = setTimeout(() => reject(new Error(`no greeting in ${START_MS} ms: ${text}`)), START_MS);
    const take = (chunk: Buffer): void => {
      text += chunk.toString();
      if (!text.includes("Stop with Ctrl-C")) return;
      clearTimeout(late);
      resolve(text);
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
    child.on("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`ended with ${code}: ${text}`));
    });
  });
}

async function untilReady(address: string): Promise<void> {
  for (let tries = 0; tries < START_MS / 100; tries += 1) {
    const health = await fetch(`${address}/v1/health`).then(
      (response) => response.json() as Promise<{ status: string }>,
    );
    if (health.status === "ok") return;
    await sleep(100);
  }
  throw new Error("the read models did not get ready");
}
