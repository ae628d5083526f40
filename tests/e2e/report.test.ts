/** Reports in a real browser, from disk and without a network: sound in light and dark, wide and narrow. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { generateData } from "../../src/data/generate-data.ts";
import { loadStrategyFile } from "../../src/platform/strategy-file.ts";
import { BACKTEST_RULES } from "../../src/app/up/strategy-rules.ts";
import { DATA_DEFAULTS, resolveRun } from "../../src/research/backtest/resolve-run.ts";
import { runBacktest } from "../../src/research/backtest/run-backtest.ts";
import { reportHtml } from "../../src/research/report/report-html.ts";
import { browserForTest } from "./browser.ts";
import { expectSoundPage, watchPage } from "./watch-page.ts";

test("a report in a browser", { timeout: 420_000 }, async (t) => {
  const browser = await browserForTest(t);
  if (browser === null) return;
  const folder = mkdtempSync(join(tmpdir(), "agenttrader-report-"));
  try {
    generateData({ instruments: ["SPY"], sessions: 8, seed: 42, from: "2024-01-02", out: folder });
    const strategy = loadStrategyFile(
      join(import.meta.dirname, "..", "..", "examples", "strategies", "sample.yaml"),
      BACKTEST_RULES,
    );
    const path = join(folder, "SPY_1m.csv");
    const run = runBacktest(resolveRun(strategy, { ...DATA_DEFAULTS, path }), { build: "test" });
    assert.ok(run !== null);
    const file = join(folder, "report.html");
    writeFileSync(file, reportHtml(run));
    const address = pathToFileURL(file).href;

    await t.test("it is sound and asks nobody", async () => {
      const context = await browser.newContext({ offline: true });
      const page = await context.newPage();
      const watch = watchPage(page, address);
      await page.goto(address);
      await expectSoundPage(page, "Report");
      // The check itself is brought in from outside, past the policy of the page.
      assert.deepEqual(watch.faults, []);
      await context.close();
    });

    await t.test("the crosshair follows the arrow keys and tables sort", async () => {
      const page = await browser.newPage();
      await page.goto(address);
      const chart = page.locator(".lin svg[data-times]");
      await chart.focus();
      await page.keyboard.press("End");
      const read = await page.locator(".lin .read").innerText();
      const { finalEquity } = run.result.metrics;
      const whole = (finalEquity.split(".")[0] ?? "").replace(/\B(?=(\d{3})+$)/g, ",");
      assert.ok(read.includes(`Strategy ${whole}`), read);
      const table = page.getByRole("region", { name: "Closed trades" });
      await table.getByRole("button", { name: "Net", exact: true }).click();
      const nets = run.result.trades.slice(0, 1_000).map((trade) => Number(trade.netPnl));
      const first = await table.locator("tbody tr").first().locator("td").last().innerText();
      assert.equal(Number(first.replace("−", "-").replace(/[,+]/g, "")), Math.min(...nets));
      await page.close();
    });

    await t.test("it can be read without its script", async () => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(address);
      await page.getByRole("heading", { name: "Key figures" }).waitFor();
      assert.ok(await page.locator(".lin svg[role=img]").isVisible());
      await page.getByRole("radio", { name: "logarithmic" }).check();
      assert.ok(await page.locator(".log svg[role=img]").isVisible());
      assert.ok(!(await page.locator(".lin svg[role=img]").isVisible()));
      await context.close();
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await browser.close();
  }
});
