import { existsSync } from "node:fs";
import type { TestContext } from "node:test";
import { type Browser, chromium } from "playwright-core";

const PROGRAM = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A fresh browser; without one the test is skipped aloud, or fails where REQUIRE_BROWSER=1. */
export async function browserForTest(t: TestContext): Promise<Browser | null> {
  if (existsSync(PROGRAM)) return await chromium.launch({ executablePath: PROGRAM, args: FLAGS });
  const reason = `NO BROWSER at ${PROGRAM}: install Debian's chromium or set CHROMIUM_PATH; the page was NOT tested`;
  if (process.env["REQUIRE_BROWSER"] === "1") throw new Error(reason);
  console.error(reason);
  t.skip(reason);
  return null;
}
