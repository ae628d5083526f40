import { blankSource } from "./blank-source.ts";

/** One thing in a strategy's source that a decision may not depend on. */
export interface SourceProblem {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** The only module a strategy may import. */
export const STRATEGY_ENTRY = "agenttrader/strategy";
/** More numbers than this in one file are a table: of prices, of dates, of answers. */
const NUMBERS_MAX = 200;

const WORDS: readonly (readonly [string, string])[] = [
  ["a clock", "Date Temporal performance setTimeout setInterval setImmediate requestAnimationFrame"],
  ["chance", "crypto"],
  ["input or output", "fetch XMLHttpRequest WebSocket EventSource process Buffer console navigator localStorage"],
  [
    "what runs later",
    "async await Promise queueMicrotask Worker SharedArrayBuffer Atomics FinalizationRegistry WeakRef",
  ],
  ["a locale", "Intl toLocaleString localeCompare toLocaleDateString toLocaleUpperCase toLocaleLowerCase"],
  ["other code", "require eval Function WebAssembly module exports __filename __dirname"],
  ["the global object", "globalThis global window self"],
  ["what lies behind objects", "Reflect Proxy constructor __proto__ prototype setPrototypeOf getPrototypeOf"],
];
const REASONS = new Map(WORDS.flatMap(([reason, words]) => words.split(" ").map((word) => [word, reason] as const)));
/** Properties are looked at only where the word says enough by itself. */
const PROPERTIES = new Set(
  "constructor __proto__ prototype setPrototypeOf getPrototypeOf toLocaleString localeCompare toLocaleDateString toLocaleUpperCase toLocaleLowerCase".split(
    " ",
  ),
);
/** Exact on every machine by the language's own definition. */
const EXACT_MATH = new Set(
  "abs ceil floor fround imul max min round sign sqrt trunc E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2".split(" "),
);

/**
 * What a strategy's source may not contain, by line: imports but one, clocks, chance, input and
 * output, async, globals, state outside its memory, tables of numbers, arithmetic that differs
 * between machines. It reads words, not meaning: code that builds such a name from parts, or a rule
 * that is itself the answer, passes. It keeps a slip out, not an enemy; docs/guides/strategies.md.
 */
export function checkSource(source: string): readonly SourceProblem[] {
  const code = blankSource(source);
  const problems: SourceProblem[] = [];
  const note = (at: number, text: string): void => {
    problems.push({ line: code.slice(0, at).split("\n").length, text });
  };
  for (const match of code.matchAll(/(?<![\w$])(?:import|from)(?![\w$])/g)) checkImport(source, code, match, note);
  for (const match of code.matchAll(/(?<![\w$])[A-Za-z_$][\w$]*/g)) checkWord(code, match, note);
  for (const match of code.matchAll(/\*\*/g))
    note(match.index, '"**" may differ in the last digit between machines; use power of agenttrader/strategy');
  const numbers = [...code.matchAll(/(?<![\w$.])\d[\w.]*/g)];
  const first = numbers[NUMBERS_MAX];
  if (first !== undefined)
    note(
      first.index,
      `${numbers.length} numbers in one file, at most ${NUMBERS_MAX}: a strategy may not carry a table`,
    );
  checkTopLevel(code, note);
  return problems.toSorted((a, b) => a.line - b.line);
}

type Note = (at: number, text: string) => void;

function checkImport(source: string, code: string, match: RegExpExecArray, note: Note): void {
  const rest = code.slice(match.index + match[0].length);
  if (match[0] === "import" && /^\s*\(/.test(rest)) return note(match.index, '"import()" loads other code');
  if (match[0] === "import" && /^\s*\./.test(rest)) return note(match.index, '"import.meta" names the machine');
  const named = /^\s*(["'])(.*?)\1/.exec(source.slice(match.index + match[0].length));
  if (named === null) return undefined;
  if (named[2] !== STRATEGY_ENTRY)
    note(match.index, `imports ${JSON.stringify(named[2])}; only "${STRATEGY_ENTRY}" is allowed`);
  return undefined;
}

function checkWord(code: string, match: RegExpExecArray, note: Note): void {
  const [word] = match;
  const before = code.slice(0, match.index).trimEnd();
  const isProperty = before.endsWith(".") && !before.endsWith("...");
  const next = code.slice(match.index + word.length).trimStart();
  if (word === "Math") {
    const used = /^\.\s*([\w$]+)/.exec(next)?.[1] ?? null;
    if (used === "random") note(match.index, '"Math.random" is chance');
    else if (used === null) note(match.index, '"Math" is used as a value; name the function');
    else if (!EXACT_MATH.has(used))
      note(
        match.index,
        `"Math.${used}" may differ in the last digit between machines; agenttrader/strategy has exp, log, power`,
      );
    return;
  }
  const reason = REASONS.get(word);
  if (reason === undefined) return;
  // `{ date: ... }` and `memory.module` are names of the strategy's own.
  const isOwnKey = /^\??:(?!:)/.test(next) && /[{,;\n]$/.test(code.slice(0, match.index).replace(/[ \t]+$/, ""));
  if ((isProperty || isOwnKey) && !PROPERTIES.has(word)) return;
  note(match.index, `"${word}" is ${reason}`);
}

/** A variable outside all functions outlives a run and a restart; a snapshot does not know it. */
function checkTopLevel(code: string, note: Note): void {
  let depth = 0;
  for (const match of code.matchAll(/[{}()[\]]|(?<![\w$.])(?:let|var)(?![\w$])/g)) {
    const [token] = match;
    if ("{([".includes(token)) depth += 1;
    else if ("})]".includes(token)) depth -= 1;
    else if (depth === 0)
      note(match.index, `"${token}" outside the functions is state that no snapshot holds; keep it in the memory`);
  }
}
