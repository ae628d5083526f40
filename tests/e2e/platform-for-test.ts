import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { demoPlan } from "../../src/app/up/demo-plan.ts";
import { type Platform, startPlatform } from "../../src/app/up/start-platform.ts";
import type { Speed } from "../../src/app/run/sim-clock.ts";
import { CSRF_HEADER, type Session } from "../../src/contract/auth.ts";
import { prepareTemplate } from "../../src/database/prepare-template.ts";
import { createLog } from "../../src/platform/log.ts";

const CACHE = join(import.meta.dirname, "..", "..", "node_modules", ".cache", "agenttrader");
export const PASSWORD = "correct horse battery";

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}
/** The demo in this process with its API; every start works on the same folder. */
export interface TestPlatform {
  readonly folder: string;
  readonly start: (speed: Speed) => Promise<Platform>;
  readonly stop: () => Promise<void>;
  /** Asks as the signed-in operator, or with the headers given. */
  readonly ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  readonly signUp: () => Promise<void>;
  /** Text of a new API key with these scopes. */
  readonly makeKey: (scopes: readonly string[]) => Promise<string>;
  readonly address: () => string;
  readonly cookie: () => string;
  readonly remove: () => Promise<void>;
}

export function platformForTest(databaseUrl: string | null = null): TestPlatform {
  const folder = mkdtempSync(join(tmpdir(), "agenttrader-api-"));
  let running: Platform | null = null;
  let operator: Record<string, string> = {};
  const address = (): string => running?.address ?? "";
  const ask: TestPlatform["ask"] = async (method, path, body, headers = operator) => {
    const response = await fetch(`${address()}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>) };
  };
  const stop = async (): Promise<void> => {
    await running?.stop();
    running = null;
  };
  return {
    folder,
    address,
    cookie: () => operator["cookie"] ?? "",
    ask,
    stop,
    start: async (speed) => {
      running = await startPlatform({
        plan: demoPlan(42),
        folder,
        host: "127.0.0.1",
        port: 0,
        speed,
        build: "test",
        databaseUrl,
        templateFile: await prepareTemplate(CACHE),
        dashboardDirectory: null,
        log: createLog({ level: "error", write: (line) => console.error(line) }),
        hasViews: true,
      });
      await until("views answer", async () => (await ask("GET", "/v1/health")).body["status"] === "ok");
      return running;
    },
    signUp: async () => {
      const code = (await running?.auth.createSetupCode(Date.now())) ?? "";
      const response = await fetch(`${address()}/v1/auth/signup`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ code, email: "ann@example.org", username: "ann", password: PASSWORD }),
      });
      const session = (await response.json()) as Session;
      const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
      operator = { cookie, [CSRF_HEADER]: session.csrfToken };
    },
    makeKey: async (scopes) =>
      String((await ask("POST", "/v1/api-keys", { name: scopes.join(" "), scopes })).body["key"]),
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until `isSo`, at most half a minute. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await isSo()) return;
    await sleep(150);
  }
  throw new Error(`in vain: ${what}`);
}
