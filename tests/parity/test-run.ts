/** What the parity, replay and kill tests share: strategy files, generated bars, a platform in process. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CSRF_HEADER } from "../../src/contract/auth.ts";
import type { HealthDetail } from "../../src/contract/health.ts";
import { ROUTES } from "../../src/contract/routes.ts";
import type { Envelope } from "../../src/contract/envelope.ts";
import { generateData } from "../../src/data/generate-data.ts";
import { templatePath } from "../../src/database/prepare-template.ts";
import { createLog } from "../../src/platform/log.ts";
import type { RunPlan } from "../../src/app/up/run-plan.ts";
import type { Platform } from "../../src/app/up/start-platform.ts";
import { startPlatform } from "../../src/app/up/start-platform.ts";

/** Prepared at install time; without it a new embedded database takes seconds. */
const TEMPLATE = templatePath(join(import.meta.dirname, "../../node_modules/.cache/agenttrader"));
export const PASSWORD = "correct horse battery";

/** A folder that is removed after the test. */
export function temporaryFolder(after: (clean: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), "agenttrader-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a strategy file and returns its path. */
export function strategyFile(folder: string, lines: readonly string[]): string {
  const path = join(folder, "strategy.yaml");
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

/** Writes seeded one-minute bars and returns their folder. */
export function generatedBars(folder: string, of: { instruments: string[]; sessions: number; seed: number }): string {
  const out = join(folder, "bars");
  const made = generateData({ ...of, from: "2024-01-02", out });
  if (!made.ok) throw new Error(made.detail);
  return out;
}

/** The real platform in this process, on a free port. */
export function startForTest(options: {
  readonly plan: RunPlan;
  readonly folder: string;
  readonly build: string;
  readonly hasViews: boolean;
}): Promise<Platform> {
  return startPlatform({
    ...options,
    host: "127.0.0.1",
    port: 0,
    speed: "max",
    databaseUrl: null,
    templateFile: existsSync(TEMPLATE) ? TEMPLATE : null,
    dashboardDirectory: null,
    log: createLog({ level: "error", write: (line) => process.stderr.write(line) }),
  });
}

/** Resolves once `isSo`; fails after `seconds`. */
export async function until(isSo: () => boolean, what: string, seconds = 60): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`waited ${seconds} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A signed-in operator of a platform. */
export interface Client {
  readonly get: <T>(path: string) => Promise<Envelope<T>>;
  readonly post: (path: string, body: unknown) => Promise<Response>;
}

const JSON_HEADERS = { "content-type": "application/json" };

/** Uses the one-time code and signs the first operator in. */
export function setUp(address: string, code: string): Promise<Client> {
  return enter(address, ROUTES.authSignup.path, { code, username: "ann", password: PASSWORD });
}

/** Signs in the operator that {@link setUp} made. */
export function signIn(address: string): Promise<Client> {
  return enter(address, ROUTES.authLogin.path, { username: "ann", password: PASSWORD });
}

async function enter(address: string, path: string, value: unknown): Promise<Client> {
  const answer = await fetch(address + path, { method: "POST", headers: JSON_HEADERS, body: JSON.stringify(value) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  const cookie = (answer.headers.getSetCookie()[0] ?? "").split(";")[0] ?? "";
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  const headers = { cookie, [CSRF_HEADER]: csrfToken };
  return {
    get: async <T>(from: string): Promise<Envelope<T>> => {
      const response = await fetch(address + from, { headers });
      if (response.status !== 200) throw new Error(`${from} answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as Envelope<T>;
    },
    post: (to, body) =>
      fetch(address + to, { method: "POST", headers: { ...headers, ...JSON_HEADERS }, body: JSON.stringify(body) }),
  };
}

/** All pages of a list, oldest first. */
export async function listAll<T>(client: Client, path: string): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const from: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Envelope<T[]> = await client.get<T[]>(`${path}?limit=500${from}`);
    rows.push(...page.data);
    cursor = page.meta.page?.next ?? null;
  }
  return rows.reverse();
}

/** Waits until the read models hold input `seq`. */
export async function untilViewsHold(client: Client, seq: number): Promise<void> {
  for (let tries = 0; tries < 1_500; tries += 1) {
    const { data } = await client.get<HealthDetail>("/v1/health/detail");
    if (data.viewsSeq >= seq) return;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  throw new Error(`the read models never reached seq ${seq}`);
}
