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
  /** Reason behind a dash, shown on hover and read aloud. */
  readonly note?: string;
}

/** A table with a caption and scoped headers; the first cell of a row is its header. All text is escaped. */
export function htmlTable(caption: string, headers: readonly Cell[], rows: readonly (readonly Cell[])[]): string {
  const head = headers.map((cell) => `<th scope="col"${classOf(cell)}>${escapeHtml(cell.text)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map(bodyCell).join("")}</tr>`).join("\n");
  const title = escapeHtml(caption);
  return `<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table>
<caption>${title}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody></table></div>`;
}

/** A cell of text. */
export function textCell(text: string): Cell {
  return { text, isNumber: false };
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

function classOf(cell: Cell): string {
  return cell.isNumber ? ' class="n"' : "";
}
