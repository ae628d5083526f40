import assert from "node:assert/strict";
import axe from "axe-core";
import type { Page } from "playwright-core";

const WIDTHS = [
  [1440, 900],
  [390, 844],
  [320, 700],
] as const;

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Notes what a page must not do: console errors and requests outside its own address. */
export function watchPage(page: Page, origin: string): { readonly faults: string[] } {
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`page error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) faults.push(`asks ${request.url()}`);
  });
  return { faults };
}

/** No violation in light and dark, on desktop and phone, and nothing to scroll sideways. */
export async function expectSoundPage(page: Page, name: string): Promise<void> {
  try {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const [width, height] of WIDTHS) {
        await page.setViewportSize({ width, height });
        // The chart follows the width with the next frames.
        await page.evaluate("new Promise((resolve) => setTimeout(resolve, 150))");
        const wide: unknown = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assert.ok(Number(wide) <= 0, `${name} at ${width} px scrolls sideways by ${String(wide)} px`);
        if (width === 320) continue;
        await page.evaluate(axe.source);
        const found = await page.evaluate<AxeViolation[]>("axe.run().then((result) => result.violations)");
        const lines = found.flatMap(({ id, nodes }) =>
          nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`),
        );
        assert.deepEqual(lines, [], `${name} in ${colorScheme} at ${width} px`);
      }
    }
  } finally {
    await page.setViewportSize({ width: 1440, height: 900 });
  }
}
