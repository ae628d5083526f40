import type { LineStyle } from "./charts/line-chart.ts";
import { groupText } from "./format-figure.ts";
import { escapeHtml } from "./html-text.ts";

/** What the lines of a chart mean: their class in the stylesheet and their name. */
export function chartKey(lines: readonly (readonly [style: LineStyle, name: string])[]): string {
  const items = lines.map(
    ([style, name]) =>
      `<li><svg aria-hidden="true"><line class="${style}" x1="0" x2="28" y1="5" y2="5"/></svg>${escapeHtml(name)}</li>`,
  );
  return `<ul class="key">${items.join("")}</ul>`;
}

/** What is said under a chart of `count` positions drawn with `drawn` points a line. */
export function pointsText(count: number, drawn: number, what: string): string {
  if (drawn >= count) return `Every ${what} is drawn.`;
  const each = Math.max(1, Math.round(count / drawn));
  return `${groupText(count)} ${what}s drawn as ${groupText(drawn)} points (1 point ≈ ${each} ${what}s); every low and high is kept.`;
}
