import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyInput } from "../../src/app/run/apply-input.ts";
import { type Platform, startPlatform } from "../../src/app/up/start-platform.ts";
import { createCore } from "../../src/core/engine/core.ts";
import type { Input } from "../../src/core/model/input.ts";
import type { OutputRecord } from "../../src/core/model/output-record.ts";
import { templatePath } from "../../src/database/prepare-template.ts";
import { fileStorage } from "../../src/journal/file-storage.ts";
import { readJournal } from "../../src/journal/journal-reader.ts";
import { createApiKey } from "../../src/platform/auth/api-keys.ts";
import { createLog } from "../../src/platform/log.ts";
import { signalPlan, standardSignal } from "../../tests/fixtures/signal-plan.ts";
import { type ExecutedFile, watchExecution } from "./executed-files.ts";

/** One input of the trace with its outputs. */
export interface WalkStep {
  readonly input: Input;
  readonly outputs: readonly OutputRecord[];
}

/** What one signal did, from the request until its fill could be read. */
export interface SignalWalk {
  /** What ran from the request until the accepted order could be read. */
  readonly toOrder: ReadonlyMap<string, ExecutedFile>;
  /** What ran from the next bar until the fill could be read. */
  readonly toFill: ReadonlyMap<string, ExecutedFile>;
  readonly steps: readonly WalkStep[];
  /** The fill as `GET /v1/fills` shows it. */
  readonly fill: Row;
}

type Row = Readonly<Record<string, unknown>>;

const WAIT_MS = 30_000;
/** The stream gathers changes for 100 ms before it tells them. */
const TOLD_MS = 250;

/** Starts the real platform in a temporary folder and sends it one signal over HTTP. */
export async function walkSignal(root: string): Promise<SignalWalk> {
  const folder = mkdtempSync(join(tmpdir(), "one-signal-"));
  const { plan, release } = signalPlan("balanced");
  const template = templatePath(join(root, "node_modules", ".cache", "agenttrader"));
  const platform = await startPlatform({
    plan,
    folder,
    host: "127.0.0.1",
    port: 0,
    speed: "max",
    build: "walk",
    databaseUrl: null,
    templateFile: existsSync(template) ? template : null,
    dashboardDirectory: null,
    log: createLog({ level: "error", write: () => undefined }),
    hasViews: true,
  });
  try {
    return await walk(platform, { root, folder, release });
  } finally {
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function walk(
  platform: Platform,
  at: { readonly root: string; readonly folder: string; readonly release: (slices: number) => void },
): Promise<SignalWalk> {
  const { loop } = platform;
  const key = await createApiKey(
    platform.auth.store,
    { name: "walk", scopes: ["read", "signal:write"], owner: "walk", days: 1 },
    Date.now(),
  );
  const headers = { authorization: `Bearer ${key.text}` };
  const read = async (path: string): Promise<readonly Row[]> => {
    const answer = await fetch(`${platform.address}/v1/${path}`, { headers });
    return answer.ok ? ((await answer.json()) as { data: Row[] }).data : [];
  };
  // A little market first: the brain wants a price, and the views must be open before the watch begins.
  at.release(5);
  await until(() => loop.core.state.seq >= 10 && loop.standstill !== null);
  await until(async () => (await fetch(`${platform.address}/v1/fills`, { headers })).ok);
  const firstSeq = loop.core.state.seq + 1;

  const watch = watchExecution(at.root);
  watch.take();
  const answer = await fetch(`${platform.address}/v1/signals`, {
    method: "POST",
    headers,
    body: standardSignal({ id: "walk-1", intent: "entry", side: "buy", size: null }),
  });
  if (answer.status !== 202) throw new Error(`the signal was answered with ${answer.status}: ${await answer.text()}`);
  await until(async () => (await read("orders"))[0]?.["status"] === "WORKING");
  await pause(TOLD_MS);
  const toOrder = watch.take();
  at.release(1);
  let fill: Row | undefined;
  await until(async () => {
    fill = (await read("fills"))[0];
    return fill !== undefined;
  });
  await pause(TOLD_MS);
  const toFill = watch.take();
  watch.stop();
  const lastSeq = loop.core.state.seq;
  return { toOrder, toFill, steps: repeat(join(at.folder, "journal"), firstSeq, lastSeq), fill: fill ?? {} };
}

/** The trace from the journal itself: the same inputs through the same core. */
function repeat(folder: string, firstSeq: number, lastSeq: number): readonly WalkStep[] {
  const core = createCore();
  const steps: WalkStep[] = [];
  for (const record of readJournal(fileStorage(folder), { fromSeq: 1 })) {
    if (record.r !== "input" || record.input.seq > lastSeq) continue;
    const { input, records } = applyInput(core, record.input);
    if (input.seq >= firstSeq) steps.push({ input, outputs: records });
  }
  return steps;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + WAIT_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error("the signal did not come through in time");
    await pause(20);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
