const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as it may stand in HTML, inside elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** A cell of a {@link htmlTable}: plain text, numbers set to the right. */
export interface Cell {
  readonly text: string;
  readonly isNumber: boolean;
  /** Reason behind a dash, read aloud with it. */
  readonly note?: string;
  /** Class of the stylesheet, e.g. a shade of the heatmap. */
  readonly style?: string;
}

/** How a table is set. */
export interface TableOptions {
  /** The script lets readers sort by a click on a header. */
  readonly isSortable?: boolean;
  /** Class of the stylesheet: `fit` as wide as its text, `small` for many columns. */
  readonly style?: "fit" | "small";
}

/** A table with a caption and scoped headers; the first cell of a row is its header. All text is escaped. */
export function htmlTable(
  caption: string,
  headers: readonly Cell[],
  rows: readonly (readonly Cell[])[],
  { isSortable = false, style }: TableOptions = {},
): string {
  const head = headers.map((cell) => `<th scope="col"${classOf(cell)}>${escapeHtml(cell.text)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map(bodyCell).join("")}</tr>`).join("\n");
  const title = escapeHtml(caption);
  return `<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table${style === undefined ? "" : ` class="${style}"`}${isSortable ? " data-sort" : ""}>
<caption>${title}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody></table></div>`;
}

/** A table of two columns: names and their texts, without a header row. */
export function pairTable(caption: string, rows: readonly (readonly [string, string])[]): string {
  const body = rows.map(
    ([name, text]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(text)}</td></tr>`,
  );
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(caption)}"><table class="pairs"><caption>${escapeHtml(caption)}</caption>
<tbody>
${body.join("\n")}
</tbody></table></div>`;
}

/** A section with its heading; `id` is what links lead to. */
export function section(id: string, title: string, body: string): string {
  return `<section id="${id}" aria-labelledby="${id}-h"><h2 id="${id}-h">${escapeHtml(title)}</h2>\n${body}\n</section>`;
}

/** A chart with what is said under it; `caption` is plain text. */
export function figure(chart: string, caption: string): string {
  return `<figure>${chart}<figcaption>${escapeHtml(caption)}</figcaption></figure>`;
}

/** Headline figures side by side: name, value and what stands under it. */
export function tiles(figures: readonly (readonly [name: string, value: string, note: string])[]): string {
  const boxes = figures.map(
    ([name, value, note]) =>
      `<div><dt>${escapeHtml(name)}</dt><dd class="big">${escapeHtml(value)}</dd><dd><small>${escapeHtml(note)}</small></dd></div>`,
  );
  return `<dl class="tiles">\n${boxes.join("\n")}\n</dl>`;
}

/** A cell of text. */
export function textCell(text: string, style?: string): Cell {
  return style === undefined ? { text, isNumber: false } : { text, isNumber: false, style };
}

/** A cell of a number, right-aligned. */
export function numberCell(text: string, note = ""): Cell {
  return note === "" ? { text, isNumber: true } : { text, isNumber: true, note };
}

function bodyCell(cell: Cell, column: number): string {
  const tag = column === 0 ? 'th scope="row"' : "td";
  const note = cell.note === undefined ? "" : ` <small>${escapeHtml(cell.note)}</small>`;
  return `<${tag}${classOf(cell)}>${escapeHtml(cell.text)}${note}</${column === 0 ? "th" : "td"}>`;
}

function classOf({ isNumber, style }: Cell): string {
  const names = [isNumber ? "n" : "", style ?? ""].filter((name) => name !== "");
  return names.length === 0 ? "" : ` class="${names.join(" ")}"`;
}
