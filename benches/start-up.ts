/**
 * From `npm start` (installed, its folder used before or not) until health is ok and until Home is
 * painted in a real browser, in turn; figures go to docs/benchmarks.md.
 * `node benches/start-up.ts [ROUNDS]`; CHROMIUM names the browser when it is not on PATH.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ROOT } from "../tests/cli-house/run-binary.ts";

const ROUNDS = Number(process.argv[2] ?? 5);
const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const browserPath = process.env["CHROMIUM"] ?? BROWSERS.find((path) => existsSync(path));
const PASSWORD = "correct horse battery";

interface Times {
  readonly healthMs: number;
  readonly homeMs: number | null;
}

/** One start on `folder`; `isFirst` makes the operator. */
async function start(folder: string, isFirst: boolean): Promise<Times> {
  const from = performance.now();
  const child = spawn("npm", ["start", "--", "--port", "0", "--data-dir", folder], {
    cwd: ROOT,
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  try {
    await until(() => said.includes("Stop with"));
    const address = /http:\/\/[\d.:]+/.exec(said)?.[0] ?? "";
    await until(
      async () => ((await (await fetch(`${address}/v1/health`)).json()) as { status: string }).status === "ok",
    );
    const healthMs = performance.now() - from;
    const code = /code=(\S+)/.exec(said)?.[1] ?? null;
    return { healthMs, homeMs: await paint({ address, code: isFirst ? code : null, from }) };
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGINT");
    await new Promise((resolve) => child.on("exit", resolve));
  }
}

/** Signs in first, without a browser: what is measured is the start, not the typing. */
async function paint(at: { address: string; code: string | null; from: number }): Promise<number | null> {
  if (browserPath === undefined) return null;
  const isNew = at.code !== null;
  const body = isNew ? { code: at.code, username: "ann", password: PASSWORD } : { username: "ann", password: PASSWORD };
  const answer = await fetch(`${at.address}/v1/auth/${isNew ? "signup" : "login"}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0]?.split("=") ?? [];
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
  try {
    const context = await browser.newContext();
    await context.addCookies([{ name: cookie[0] ?? "", value: cookie.slice(1).join("="), url: at.address }]);
    const page = await context.newPage();
    await page.goto(at.address);
    await page.waitForSelector("canvas, svg[role=img], main table", { timeout: 30_000 });
    return performance.now() - at.from;
  } finally {
    await browser.close();
  }
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 10))) {
    if (await isSo()) return;
    if (performance.now() > end) throw new Error("the platform did not start within a minute");
  }
}

const folder = mkdtempSync(join(tmpdir(), "start-up-"));
for (let round = 0; round < ROUNDS; round += 1) {
  const { healthMs, homeMs } = await start(folder, round === 0);
  const home = homeMs === null ? "no browser found" : `${(homeMs / 1_000).toFixed(2)} s (browser start included)`;
  console.log(
    `${round === 0 ? "first start " : "next start  "} health ok ${(healthMs / 1_000).toFixed(2)} s   Home painted ${home}`,
  );
}
rmSync(folder, { recursive: true, force: true });
