/**
 * The same text with comments, strings, templates and regular expressions blanked out, so that a
 * word that is left is code. Lines and columns stay what they were. A slash after a word, a number
 * or a closing bracket divides, all others begin an expression; code inside `${}` stays.
 */
export function blankSource(source: string): string {
  const out = source.split("");
  const blank = (from: number, to: number): void => {
    for (let i = from; i < to && i < out.length; i += 1) if (out[i] !== "\n") out[i] = " ";
  };
  /** Depth of braces at which each open `${` ends. */
  const templates: number[] = [];
  let depth = 0;
  let at = 0;
  let before = "";
  while (at < source.length) {
    const char = source[at] as string;
    const pair = source.slice(at, at + 2);
    let end = at + 1;
    if (pair === "//") end = lineEnd(source, at);
    else if (pair === "/*") end = after(source, "*/", at + 2);
    else if (char === '"' || char === "'") end = stringEnd(source, at);
    else if (char === "`" || (char === "}" && templates.at(-1) === depth)) {
      if (char === "}") templates.pop();
      end = templateEnd(source, at);
      if (source[end - 1] === "{") templates.push(depth);
    } else if (char === "/" && !endsValue(before)) end = expressionEnd(source, at);
    else {
      if (char === "{") depth += 1;
      if (char === "}") depth -= 1;
      if (!/\s/.test(char)) before = (/[\w$]/.test(char) && /[\w$]/.test(source[at - 1] ?? "") ? before : "") + char;
      at += 1;
      continue;
    }
    blank(at, end);
    // A string is a value, a comment is nothing.
    if (pair !== "//" && pair !== "/*") before = '"';
    at = end;
  }
  return out.join("");
}

const BEFORE_EXPRESSION = /^(return|typeof|case|in|of|void|delete|do|else|new|instanceof)$/;

function endsValue(before: string): boolean {
  return /[\w$)\]"]$/.test(before) && !BEFORE_EXPRESSION.test(before);
}

function lineEnd(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end < 0 ? source.length : end;
}

function after(source: string, text: string, from: number): number {
  const end = source.indexOf(text, from);
  return end < 0 ? source.length : end + text.length;
}

function stringEnd(source: string, at: number): number {
  for (let i = at + 1; i < source.length; i += 1) {
    if (source[i] === "\\") i += 1;
    else if (source[i] === source[at] || source[i] === "\n") return i + 1;
  }
  return source.length;
}

/** Past the closing backtick, or past the `${` of the next piece of code. */
function templateEnd(source: string, at: number): number {
  for (let i = at + 1; i < source.length; i += 1) {
    if (source[i] === "\\") i += 1;
    else if (source[i] === "`") return i + 1;
    else if (source.slice(i, i + 2) === "${") return i + 2;
  }
  return source.length;
}

function expressionEnd(source: string, at: number): number {
  let isInClass = false;
  for (let i = at + 1; i < source.length && source[i] !== "\n"; i += 1) {
    if (source[i] === "\\") i += 1;
    else if (source[i] === "[") isInClass = true;
    else if (source[i] === "]") isInClass = false;
    else if (source[i] === "/" && !isInClass) return i + 1;
  }
  return at + 1;
}
