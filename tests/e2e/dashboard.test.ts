/** The page in a real browser against the real process: from the set-up link to STOP and back. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import type { Envelope } from "../../src/contract/envelope.ts";
import type { KillState } from "../../src/contract/kill-switch.ts";
import type { OrderRow } from "../../src/contract/order-row.ts";
import type { PortfolioSummary } from "../../src/contract/portfolio-summary.ts";
import { browserForTest } from "./browser.ts";
import { type PlatformProcess, startProcess } from "./platform-process.ts";
import { expectSoundPage, watchPage } from "./watch-page.ts";

const PASSWORD = "correct horse battery";
/** Market seconds per second while trades are wanted, and while figures must hold still. */
const FAST = "2400";
const STILL = "0.001";

test("the dashboard in a browser", { timeout: 420_000 }, async (t) => {
  const built = join(import.meta.dirname, "..", "..", "dist", "dashboard", "index.html");
  assert.ok(existsSync(built), "the dashboard is built by npm test before the tests run");
  const browser = await browserForTest(t);
  if (browser === null) return;
  const folder = mkdtempSync(join(tmpdir(), "agenttrader-e2e-"));
  let platform: PlatformProcess = await startProcess({ folder, speed: FAST });
  const origin = platform.address;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: "Asia/Kolkata" });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const watch = watchPage(page, origin);
  const read = async <T>(path: string): Promise<T> => {
    const response = await page.request.get(`${origin}${path}`);
    assert.equal(response.status(), 200, path);
    return ((await response.json()) as Envelope<T>).data;
  };
  /** Entry orders that left for the venue; refused ones are in the list, too. */
  const entries = async (): Promise<readonly string[]> =>
    (await read<OrderRow[]>("/v1/orders?limit=500"))
      .filter((order) => order.effect === "open" && order.submittedAt !== null)
      .map((order) => order.id);
  const restart = async (speed: string): Promise<void> => {
    await platform.stop();
    platform = await startProcess({ folder, speed, port: platform.port });
  };
  try {
    await t.test("the set-up link makes the operator and opens Home", async () => {
      await page.goto(platform.setupLink ?? "");
      await expectSoundPage(page, "Set-up");
      await page.getByLabel("User name").fill("ann");
      await page.getByLabel("E-mail").fill("ann@example.org");
      await page.getByLabel("Password", { exact: true }).fill("short");
      await page.getByRole("button", { name: "Make operator" }).click();
      await page.getByText("At least 12 characters").waitFor();
      await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: "Make operator" }).click();
      await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
      await page.getByText("This is a demo with sample data.").waitFor();
      await page.getByText("2,400 times").waitFor();
      await page.locator("figure canvas").first().waitFor();
      assert.match(await page.locator("[data-market]").innerText(), /New York \(E[SD]T\).*market/s);
    });

    await t.test("trades appear by themselves", async () => {
      await page
        .getByRole("listitem")
        .filter({ hasText: /Fill (Bought|Sold)/ })
        .first()
        .waitFor({ timeout: 60_000 });
      await page.locator("[data-stream-state=live]").waitFor();
    });

    await t.test("the trace of an order shows its sizing and its checks", async () => {
      await page.getByRole("link", { name: "Orders" }).first().click();
      // Home has an "All" of its own: the chart's range.
      await page.getByRole("heading", { name: "Orders", level: 1 }).waitFor();
      await page.getByText("All", { exact: true }).first().click();
      await page.locator("tbody tr").first().waitFor();
      const order = (await read<OrderRow[]>("/v1/orders?limit=500")).findLast((row) => row.effect === "open");
      await page.goto(`${origin}/trace/${order?.id}`);
      const sizing = page.getByRole("region", { name: "Sizing" });
      await sizing.getByText("decides").waitFor();
      const checks = page.getByRole("region", { name: "Checks" });
      assert.ok((await checks.locator("tbody tr").count()) >= 12, "at least twelve checks are shown");
      await checks.getByText("passed").first().waitFor();
      assert.equal(await page.getByText("still running").count(), 0);
    });

    await t.test("STOP is reached by keyboard and gives the focus back", async () => {
      await page.goto(origin);
      await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
      const focused = (): Promise<string> => page.evaluate("document.activeElement?.textContent?.trim() ?? ''");
      let tabs = 0;
      while ((await focused()) !== "STOP") {
        await page.keyboard.press("Tab");
        tabs += 1;
        assert.ok(tabs < 30, "STOP is within thirty steps of the keyboard");
      }
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor();
      assert.equal(await focused(), "STOP NEW RISK");
      await expectSoundPage(page, "STOP");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      assert.equal(await focused(), "STOP");
    });

    await t.test("level 1 stops entries", async () => {
      await page.getByRole("button", { name: "STOP", exact: true }).first().click();
      await page.getByLabel("Reason").fill("lunch");
      await page.getByRole("button", { name: "STOP NEW RISK" }).click();
      await page.getByText("Level 1 is engaged").waitFor();
      await page.getByRole("button", { name: "Close", exact: true }).click();
      const banner = page.getByRole("alert").filter({ hasText: "Trading is stopped: level 1" });
      await banner.getByText("Reason: lunch").waitFor();
      await page.getByText("No new entries: trading is stopped").waitFor();
      const before = await entries();
      await sleep(4_000);
      assert.deepEqual(await entries(), before, "no entry in two hours and a half of the market");
      await expectSoundPage(page, "Home, stopped");
    });

    await t.test("level 3 wants to be typed and leaves nothing open", async () => {
      await page.keyboard.press("Control+Shift+X");
      await page.getByRole("radio", { name: /Stop and flatten/ }).check();
      const button = page.getByRole("button", { name: /STOP AND CLOSE/ });
      assert.ok(await button.isDisabled(), "nothing typed, nothing sent");
      await page.getByLabel(/^Type/).fill((await page.locator("label b.font-mono").innerText()).trim());
      await button.click();
      await page.getByText("Level 3 is engaged").waitFor();
      for (let tries = 0; (await read<KillState>("/v1/controls/kill-switch")).progress.openPositions > 0; tries += 1) {
        assert.ok(tries < 100, "flat within ten seconds");
        await sleep(100);
      }
      await page.getByRole("region", { name: "Certificate" }).getByText("Flat since").waitFor();
      assert.equal(await page.getByText("Pending:").count(), 0, "what is proven is not pending");
      await expectSoundPage(page, "STOP, certified");
      await page.getByRole("button", { name: "Close", exact: true }).click();
      await page.getByRole("alert").filter({ hasText: "Flat: the venue shows no order and no position." }).waitFor();
      await page.goto(`${origin}/positions`);
      await page.getByText("Flat. No open positions.").waitFor();
    });

    await t.test("the latch and the session survive a restart; figures are the API's", async () => {
      assert.deepEqual(watch.faults.splice(0), []);
      await restart(STILL);
      watch.faults.length = 0;
      await page.goto(origin);
      await page.getByRole("alert").filter({ hasText: "Trading is stopped: level 3" }).waitFor();
      const { equity, cash, realizedPnl } = await read<PortfolioSummary>("/v1/portfolio/summary");
      const grouped = (text: string): string => text.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
      const tiles = await page.getByRole("region", { name: "Summary" }).innerText();
      for (const value of [equity ?? "", cash ?? "", realizedPnl.replace("-", "")]) {
        assert.ok(tiles.includes(grouped(value)), `${value} is on Home: ${tiles}`);
      }
      const strategies = await read<{ name: string; totalPnl: string }[]>("/v1/strategies");
      const shown = await page.getByRole("region", { name: "Strategies" }).innerText();
      for (const { totalPnl } of strategies) assert.ok(shown.includes(grouped(totalPnl.replace("-", ""))), shown);
      const rows = await read<OrderRow[]>("/v1/orders?limit=500");
      await page.goto(`${origin}/orders?tab=all`);
      await page.locator("tbody tr").first().waitFor();
      assert.ok((await page.locator("tbody tr").first().innerText()).includes(rows[0]?.id ?? "none"));
    });

    await t.test("every page is sound in light and dark, desktop and phone", async () => {
      const [order] = await read<OrderRow[]>("/v1/orders?limit=1");
      const pages = [
        "/",
        "/orders?tab=all",
        `/orders/${order?.id}`,
        `/trace/${order?.id}`,
        "/positions",
        "/activity",
        "/activity?tab=alerts",
      ];
      for (const path of [...pages, "/signals", "/strategies", "/accounts"]) {
        await page.goto(`${origin}${path}`);
        await page.locator("main h1").waitFor();
        await page.locator(".skeleton").first().waitFor({ state: "detached" });
        await expectSoundPage(page, path);
      }
    });

    await t.test("a drawer closes without a step in the history; the phone reaches Signals", async () => {
      await page.goto(`${origin}/orders?tab=all`);
      await page.locator("tbody tr").first().click();
      await page.getByRole("dialog").waitFor();
      const steps: unknown = await page.evaluate("history.length");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      assert.equal(await page.evaluate("history.length"), steps);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.getByRole("button", { name: "More" }).click();
      await page.getByRole("dialog").getByRole("link", { name: "Signals" }).click();
      await page.getByRole("heading", { name: "Signals", level: 1 }).waitFor();
      await page.setViewportSize({ width: 1440, height: 900 });
    });

    await t.test("release wants the mode's name and a reason", async () => {
      await page.goto(origin);
      await page.getByRole("button", { name: "Release…" }).click();
      const release = page.getByRole("button", { name: "Release and allow entries" });
      assert.ok(await release.isDisabled());
      await page.getByLabel("Reason").fill("back");
      await page.getByLabel(/^Type/).fill("DEMO");
      await release.click();
      await page.getByRole("alert").filter({ hasText: "Trading is stopped" }).waitFor({ state: "detached" });
    });

    await t.test("sign out, a wrong password, sign in by e-mail", async () => {
      assert.deepEqual(watch.faults.splice(0), []);
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      await expectSoundPage(page, "Sign in");
      await page.getByLabel("User name or e-mail").fill("ann@example.org");
      await page.getByLabel("Password", { exact: true }).fill("not the password");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByText("There is no such user, or the password is another.").waitFor();
      await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
      const unexpected = watch.faults.splice(0).filter((fault) => !fault.includes("401"));
      assert.deepEqual(unexpected, [], "only the refused sign-in is an error");
    });

    await t.test("a cut connection is told, STOP stays and is sent once the server is back", async () => {
      await platform.stop();
      await page.locator("[data-stream-state=disconnected]").waitFor({ timeout: 40_000 });
      await page.getByText("No connection since").waitFor();
      await page.getByRole("button", { name: "STOP", exact: true }).first().click();
      await page.getByRole("button", { name: "STOP NEW RISK" }).click();
      await page.getByText("Checking… no answer").waitFor();
      await expectStops(page, async () => {
        platform = await startProcess({ folder, speed: STILL, port: platform.port });
      });
    });
  } finally {
    await browser.close();
    await platform.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The command that waited goes out when the server is back. */
async function expectStops(page: Page, comeBack: () => Promise<void>): Promise<void> {
  await comeBack();
  await page.getByText("Level 1 is engaged").waitFor({ timeout: 30_000 });
}
