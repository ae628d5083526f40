/** Research in a real browser against the real process: launched, watched, opened, compared, cancelled, deleted. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Locator } from "playwright-core";
import type { Envelope } from "../../src/contract/envelope.ts";
import type { SweepHeatmap } from "../../src/contract/heatmap.ts";
import type { RunRobustness } from "../../src/contract/robustness.ts";
import type { RunDetail, RunTrade } from "../../src/contract/run-detail.ts";
import type { WalkForward } from "../../src/contract/walk-forward.ts";
import { browserForTest } from "./browser.ts";
import { type PlatformProcess, startProcess } from "./platform-process.ts";
import { expectSoundPage, watchPage } from "./watch-page.ts";

const PASSWORD = "correct horse battery";
/** Market seconds per second: nothing but the runs moves. */
const STILL = "0.001";
/** The machine may be busy; the first run makes the sample's bars. */
const RUN_MS = 180_000;

test("research in a browser", { timeout: 1_800_000 }, async (t) => {
  const built = join(import.meta.dirname, "..", "..", "dist", "dashboard", "index.html");
  assert.ok(existsSync(built), "the dashboard is built by npm test before the tests run");
  const browser = await browserForTest(t);
  if (browser === null) return;
  const folder = mkdtempSync(join(tmpdir(), "agenttrader-e2e-runs-"));
  let platform: PlatformProcess = await startProcess({ folder, speed: STILL });
  const origin = platform.address;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: "Asia/Kolkata" });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const watch = watchPage(page, origin);
  const read = async <T>(path: string): Promise<T> => {
    const response = await page.request.get(`${origin}${path}`);
    assert.equal(response.status(), 200, path);
    return ((await response.json()) as Envelope<T>).data;
  };
  const quiet = (): void => assert.deepEqual(watch.faults.splice(0), []);
  const status = (word: string | RegExp): Locator =>
    page
      .locator("dl")
      .first()
      .getByText(word, { exact: typeof word === "string" });
  const settled = async (): Promise<void> => {
    await page.locator("main h1").waitFor();
    await page.locator("main .skeleton").first().waitFor({ state: "detached" });
  };
  const open = async (path: string): Promise<void> => {
    await page.goto(`${origin}${path}`);
    await settled();
  };
  const hasFocus = async (field: Locator): Promise<boolean> =>
    (await page.evaluate("document.activeElement?.id")) === (await field.getAttribute("id"));
  const chooseTab = (name: string): Promise<void> =>
    page.getByRole("group", { name: "Part of the run" }).getByRole("button", { name, exact: true }).click();
  const launcher = async (type: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    await open("/runs/new");
    await page.getByRole("radio", { name: new RegExp(`^${type}`) }).check();
    for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: false }).fill(text);
  };
  /** Sends the form and answers the id of its run. */
  const launch = async (): Promise<string> => {
    await page.getByRole("button", { name: "Launch" }).click();
    await page.waitForURL(/\/runs\/r_[^/]+$/);
    return page.url().split("/").at(-1) ?? "";
  };
  const untilDone = async (): Promise<void> => {
    await status("Done").waitFor({ timeout: RUN_MS });
    await settled();
  };
  let first = "";
  let second = "";
  try {
    await t.test("the launcher says what a form would take, and nothing of a wrong one", async () => {
      await page.goto(platform.setupLink ?? "");
      await page.getByLabel("User name").fill("ann");
      await page.getByLabel("E-mail").fill("ann@example.org");
      await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: "Make operator" }).click();
      await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
      await page.getByRole("link", { name: "Runs" }).click();
      await page.getByText("No runs yet").waitFor();
      await expectSoundPage(page, "Runs, empty");
      await page.getByRole("link", { name: "New run" }).first().click();
      await page.getByLabel(/^To/).fill("2024-06-28");
      const command = page.getByRole("region", { name: "The same on the command line" });
      await command.getByText("--to 2024-06-28").waitFor({ timeout: RUN_MS });
      await expectSoundPage(page, "Launcher");
      const slippage = page.getByLabel(/^Slippage/);
      await slippage.fill("0,5");
      await page.getByText("1 field to correct before it can start.").waitFor();
      assert.equal(await command.count(), 0, "no command of another form");
      await expectSoundPage(page, "Launcher, wrong");
      await page.getByRole("button", { name: "Launch" }).click();
      assert.ok(await hasFocus(slippage), "the wrong field has the focus");
      await slippage.fill("0.5");
      await command.getByText("--to 2024-06-28").waitFor();
      quiet();
    });

    await t.test("a backtest is launched, runs, is done, and shows what the API says", async () => {
      first = await launch();
      await untilDone();
      const { run, lines } = await read<RunDetail>(`/v1/runs/${first}`);
      const tiles = page.getByRole("region", { name: "Key figures" });
      for (const key of ["totalReturn", "cagr", "sharpe", "maxDrawdown", "trades", "winRate", "profitFactor"]) {
        const line = lines.find((one) => one.key === key);
        assert.ok(line !== undefined, key);
        await tiles.getByText(line.label, { exact: true }).waitFor();
        await tiles.getByText(line.value, { exact: true }).first().waitFor();
      }
      for (const { text } of run.warnings) await page.getByText(text).first().waitFor();
      const trades = await read<RunTrade[]>(`/v1/runs/${first}/trades?limit=1`);
      await chooseTab("Trades");
      await page.getByRole("grid", { name: "Round trips" }).locator("tbody tr").first().waitFor();
      const row = await page.locator("tbody tr").first().innerText();
      assert.ok(row.includes("2024") && row.includes(trades[0]?.symbol ?? "none"), row);
      for (const name of ["Charts", "Costs", "Robustness", "Decisions", "Log", "Reproduce", "Summary"]) {
        await chooseTab(name);
        await settled();
        await expectSoundPage(page, `Run, ${name}`);
      }
      await chooseTab("Charts");
      await page.locator("figure canvas").first().waitFor();
      await page.getByRole("img", { name: /^Chart of equity/ }).focus();
      const last = await page.locator("figcaption").innerText();
      await page.keyboard.press("ArrowLeft");
      assert.notEqual(await page.locator("figcaption").innerText(), last, "the arrow keys read points");
      await page.keyboard.press("t");
      await page.getByRole("grid", { name: "Equity and drawdown" }).waitFor();
      quiet();
    });

    await t.test("the keyboard alone launches another", async () => {
      const focus = async (name: string | RegExp): Promise<void> => {
        const target = page.getByLabel(name);
        for (let tabs = 0; ; tabs += 1) {
          if (await hasFocus(target)) return;
          assert.ok(tabs < 60, `${String(name)} is within sixty steps of the keyboard`);
          await page.keyboard.press("Tab");
        }
      };
      await page.keyboard.press("g");
      await page.keyboard.press("r");
      await page.getByRole("heading", { name: "Runs", level: 1 }).waitFor();
      await page.keyboard.press("n");
      await page.getByRole("heading", { name: "New run", level: 1 }).waitFor();
      await focus(/^To/);
      await page.keyboard.type("06282024");
      await focus("fast");
      await page.keyboard.press("Control+A");
      await page.keyboard.type("8");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/runs\/r_[^/]+$/);
      second = page.url().split("/").at(-1) ?? "";
      assert.notEqual(second, first);
      await untilDone();
      const { settings } = await read<RunDetail>(`/v1/runs/${second}`);
      assert.equal(settings.find(({ label }) => label === "Parameter fast")?.value, "8");
      quiet();
    });

    await t.test("two runs are compared", async () => {
      await open("/runs");
      await page.locator("tbody tr").nth(1).waitFor();
      assert.equal(await page.locator("tbody tr").count(), 2);
      await expectSoundPage(page, "Runs");
      await page.locator("tbody").getByRole("checkbox").first().check();
      await page.getByText("Pick one more to compare.").waitFor();
      await page.locator("tbody").getByRole("checkbox").last().check();
      await page.getByRole("link", { name: "Compare", exact: true }).click();
      const differing = page.getByRole("region", { name: "What differs in their settings" });
      await differing.getByText("strategy.parameters.fast").waitFor();
      await page.getByRole("region", { name: "Figures" }).getByText("best", { exact: true }).first().waitFor();
      await page.locator("figure canvas").first().waitFor();
      await expectSoundPage(page, "Compare");
      quiet();
    });

    await t.test("a sweep shows its combinations side by side", async () => {
      await launcher("Sweep", { fast: "6,12,18", slow: "24:44:10", "To (last session)": "2024-02-15" });
      await page.getByText("9 combinations").waitFor();
      await expectSoundPage(page, "Launcher, sweep");
      const id = await launch();
      await untilDone();
      await chooseTab("Robustness");
      const { table, figures } = await read<SweepHeatmap>(`/v1/runs/${id}/heatmap`);
      const panel = page.getByRole("region", { name: "Combinations side by side" });
      const corner = table.cells[0]?.[0]?.text ?? "–";
      await panel.locator("tbody td").first().getByText(corner).waitFor();
      assert.equal(await panel.locator("tbody td").count(), 9);
      await expectSoundPage(page, "Sweep");
      const other = figures.find(({ key }) => key !== table.figure);
      await panel.getByLabel("Figure").selectOption(other?.key ?? "none");
      await panel.locator("caption", { hasText: other?.label ?? "none" }).waitFor({ state: "attached" });
      await open("/runs?type=sweep");
      assert.ok(await page.locator("tbody").getByRole("checkbox").isDisabled(), "a sweep stands beside no run");
      quiet();
    });

    await t.test("a walk-forward shows its windows", async () => {
      // The period last: with the windows of before it would be too short, and the server would say so.
      const windows = { "Train (sessions)": "20", "Test (sessions)": "20", "Fewest trades": "1" };
      await launcher("Walk-forward", { fast: "6,12", ...windows, "To (last session)": "2024-04-15" });
      const id = await launch();
      await untilDone();
      await page.getByRole("link", { name: "Windows" }).click();
      const walk = await read<WalkForward>(`/v1/runs/${id}/walk-forward`);
      await page.getByText("Out of sample only.").waitFor();
      assert.equal(await page.getByRole("button", { name: /^Window \d/ }).count(), walk.windows.length);
      await page.getByRole("button", { name: /^Window 2/ }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Window 2" }).waitFor();
      await page.locator("figure canvas").first().waitFor();
      await expectSoundPage(page, "Walk-forward");
      quiet();
    });

    await t.test("a long run is cancelled and deleted, each after a dialog that says the effect", async () => {
      await launcher("Sweep", { fast: "2:21", slow: "22:61" });
      const id = await launch();
      await status("Running").or(status("Queued")).first().waitFor();
      await page.getByRole("button", { name: "Cancel…" }).click();
      await page.getByRole("dialog").getByText("It stops at the next safe point.").waitFor();
      assert.equal(await page.evaluate("document.activeElement?.textContent"), "Keep it");
      await expectSoundPage(page, "Cancel");
      await page.getByRole("button", { name: "Cancel run" }).click();
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await status(/^(Partial|Cancelled)$/).waitFor({ timeout: RUN_MS });
      await page.getByRole("button", { name: "Delete…" }).click();
      await page.getByRole("dialog").getByText("This cannot be undone").waitFor();
      await page.getByRole("button", { name: "Delete run and files" }).click();
      await page.getByRole("heading", { name: "Runs", level: 1 }).waitFor();
      await settled();
      assert.equal((await page.request.get(`${origin}/v1/runs/${id}`)).status(), 404);
      assert.equal(await page.locator("tbody tr").filter({ hasText: id }).count(), 0);
      // The stream may tell of the deletion before the page is left, which then asks once more.
      assert.deepEqual(
        watch.faults.splice(0).filter((fault) => !fault.includes("404")),
        [],
      );
    });

    await t.test("a run is stressed, and the test forgotten", async () => {
      await launcher("Backtest", { "To (last session)": "2024-01-31" });
      const id = await launch();
      await untilDone();
      await chooseTab("Robustness");
      await page.getByRole("button", { name: "Test robustness" }).click();
      await page.getByRole("button", { name: "Forget this stress test" }).waitFor({ timeout: RUN_MS });
      const { found } = await read<RunRobustness>(`/v1/runs/${id}/robustness`);
      assert.equal(await page.getByRole("img", { name: /^Wealth of the paths/ }).count(), found?.monteCarlo.length);
      const neighbours = page.getByRole("region", { name: "Neighbouring parameters" });
      assert.equal(await neighbours.locator("figure table").count(), found?.neighbourhood?.heatmaps.length);
      await page
        .getByRole("img", { name: /^Wealth of the paths/ })
        .first()
        .focus();
      const last = await page.locator("figcaption").first().innerText();
      await page.keyboard.press("ArrowLeft");
      assert.notEqual(await page.locator("figcaption").first().innerText(), last);
      await expectSoundPage(page, "Robustness");
      await page.getByRole("button", { name: "Table" }).first().click();
      await expectSoundPage(page, "Robustness, table");
      await page.getByRole("button", { name: "Forget this stress test" }).click();
      await page.getByRole("button", { name: "Test robustness" }).waitFor();
      quiet();
    });

    await t.test(
      "without the server the page says since when, keeps the form, and launches once it is back",
      async () => {
        await launcher("Backtest", { fast: "9", "To (last session)": "2024-01-31" });
        await page.getByRole("region", { name: "The same on the command line" }).getByText("--to").waitFor();
        quiet();
        await platform.stop();
        await page.getByRole("button", { name: "Launch" }).click();
        await page.getByRole("alert").filter({ hasText: "The server cannot be reached" }).waitFor();
        await page.getByText(/No connection since \d\d:\d\d:\d\d/).waitFor({ timeout: 60_000 });
        assert.equal(await page.getByLabel("fast", { exact: true }).inputValue(), "9");
        await expectSoundPage(page, "Launcher without its server");
        platform = await startProcess({ folder, speed: STILL, port: platform.port });
        await page.getByText(/No connection since/).waitFor({ state: "detached", timeout: 60_000 });
        watch.faults.length = 0;
        await launch();
        await untilDone();
        quiet();
      },
    );
  } finally {
    await browser.close();
    await platform.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});
