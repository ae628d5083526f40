import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Document, Node, Scalar, YAMLMap } from "yaml";
import { decimalToMicros, microsToDecimal } from "./decimal-micros.ts";
import { suggestion } from "./did-you-mean.ts";
import { formatPosition } from "./file-position.ts";
import type { FilePosition } from "./file-position.ts";

/** One thing that is wrong in a file; all of a file's problems are collected before it is refused. */
export interface FileProblem extends FilePosition {
  /** Path of the key: `parameters.fast`; empty when the whole file is meant. */
  readonly field: string;
  /** What was, what is allowed. */
  readonly message: string;
}

/** A mapping of a YAML file, read key by key; every reader returns null and notes a problem instead of throwing. */
export interface YamlSection {
  readonly source: YamlSource;
  readonly map: YAMLMap | null;
  /** Path of this mapping, empty for the root. */
  readonly path: string;
}

interface YamlSource {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
  readonly problems: FileProblem[];
}

/** The root mapping of a YAML text; syntax errors are problems with their place. */
export function parseYaml(text: string, file: string): YamlSection {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true });
  const source: YamlSource = { file, document, lines, problems: [] };
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    const message = `this is no valid YAML: ${error.message.replace(/\.$/, "")}.`;
    source.problems.push({ file, line, column: col, field: "", message });
  }
  const root = document.contents;
  if (document.errors.length === 0 && !isMap(root)) {
    const message = root === null ? "the file is empty." : "the file must be a mapping of keys to values.";
    source.problems.push({ file, line: root === null ? 0 : 1, column: 0, field: "", message });
  }
  return { source, map: isMap(root) ? root : null, path: "" };
}

/** `file:line:column: message` for each problem, one a line. */
export function formatProblems(problems: readonly FileProblem[]): string {
  return problems.map((problem) => `${formatPosition(problem)}: ${problem.message}`).join("\n");
}

/** Notes a problem at `key` of `section` (at the section's start when the key is absent). */
export function noteProblem(section: YamlSection, key: string, message: string): void {
  const pair = section.map?.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  const node = (pair?.value ?? pair?.key ?? section.map) as Node | null | undefined;
  const offset = node?.range?.[0];
  const isWholeFile = section.path === "" && pair === undefined;
  const place = offset === undefined || isWholeFile ? { line: 0, col: 0 } : section.source.lines.linePos(offset);
  const position = { file: section.source.file, line: place.line, column: place.col };
  section.source.problems.push({ ...position, field: pathOf(section, key), message });
}

/** Refuses keys that are not `allowed`: as unsupported when named so, else as unknown with a suggestion. */
export function checkKeys(section: YamlSection, allowed: readonly string[], unsupported: readonly string[] = []): void {
  for (const item of section.map?.items ?? []) {
    const key = isScalar(item.key) ? String(item.key.value) : "";
    if (allowed.includes(key)) continue;
    const start = section.source.lines.linePos((item.key as Node).range?.[0] ?? 0);
    const position = { file: section.source.file, line: start.line, column: start.col };
    const field = pathOf(section, key);
    const message = unsupported.includes(key)
      ? `not supported yet by this version: ${field}.`
      : `unknown key "${field}".${suggestion(key, allowed)}`;
    section.source.problems.push({ ...position, field, message });
  }
}

/** True when `key` is there with a value other than null. */
export function hasValue(section: YamlSection, key: string): boolean {
  return nodeAt(section, key) !== null;
}

/** True when `key` is absent, null, or an empty mapping or list. */
export function isEmptyAt(section: YamlSection, key: string): boolean {
  const node = nodeAt(section, key);
  return node === null || ((isMap(node) || isSeq(node)) && node.items.length === 0);
}

/** Notes `key` as missing when it is absent or null. */
export function requireKey(section: YamlSection, key: string, expected: string): void {
  if (section.map !== null && !hasValue(section, key)) {
    noteProblem(section, key, `${pathOf(section, key)} is missing; expected ${expected}.`);
  }
}

/** The mapping under `key`; an empty one when absent. */
export function readSection(section: YamlSection, key: string): YamlSection {
  const node = nodeAt(section, key);
  if (node !== null && !isMap(node)) noteAllowed(section, key, "a mapping of keys to values");
  return { source: section.source, map: isMap(node) ? node : null, path: pathOf(section, key) };
}

/** The mappings of the list under `key`, or null when absent. */
export function readSections(section: YamlSection, key: string): readonly YamlSection[] | null {
  const node = nodeAt(section, key);
  if (node === null) return null;
  if (!isSeq(node) || !node.items.every((item) => isMap(item))) {
    noteAllowed(section, key, "a list of mappings");
    return null;
  }
  return node.items.map((item, index) => ({
    source: section.source,
    map: item,
    path: `${pathOf(section, key)}[${index}]`,
  }));
}

/** A text; `pattern` is explained by `expected`. */
export function readText(
  section: YamlSection,
  key: string,
  rule: { pattern?: RegExp; expected: string },
): string | null {
  const scalar = scalarAt(section, key, rule.expected);
  if (scalar === null) return null;
  if (typeof scalar.value === "string" && (rule.pattern?.test(scalar.value) ?? true)) return scalar.value;
  noteAllowed(section, key, rule.expected);
  return null;
}

/** One of `choices`. */
export function readChoice<T extends string>(section: YamlSection, key: string, choices: readonly T[]): T | null {
  const expected = `one of ${choices.join(", ")}`;
  const scalar = scalarAt(section, key, expected);
  if (scalar === null) return null;
  const found = choices.find((choice) => choice === scalar.value);
  if (found !== undefined) return found;
  const near = typeof scalar.value === "string" ? suggestion(scalar.value, choices) : "";
  noteProblem(section, key, `${wasAt(section, key)}, allowed is ${expected}.${near}`);
  return null;
}

/** Bounds of a number; `isAboveMinimum` excludes the minimum itself. */
export interface NumberRule {
  readonly minimum: number;
  readonly maximum: number;
  readonly isInteger?: boolean;
  readonly isAboveMinimum?: boolean;
}

/** A number within its rule. */
export function readNumber(section: YamlSection, key: string, rule: NumberRule): number | null {
  const expected = describeRule(rule);
  const scalar = scalarAt(section, key, expected);
  if (scalar === null) return null;
  const { value } = scalar;
  if (typeof value === "number" && isWithin(value, rule)) return value;
  noteAllowed(section, key, expected);
  return null;
}

/** true or false. */
export function readBoolean(section: YamlSection, key: string): boolean | null {
  const scalar = scalarAt(section, key, "true or false");
  if (scalar === null) return null;
  if (typeof scalar.value === "boolean") return scalar.value;
  noteAllowed(section, key, "true or false");
  return null;
}

/** An exact decimal as micros; the rule's bounds are micros too. */
export function readMicros(section: YamlSection, key: string, rule: NumberRule): number | null {
  const bounds = `${rule.isAboveMinimum === true ? "above" : "from"} ${microsToDecimal(rule.minimum)}`;
  const expected = `a decimal ${bounds} to ${microsToDecimal(rule.maximum)} with at most 6 places`;
  const scalar = scalarAt(section, key, expected);
  if (scalar === null) return null;
  const decimal = decimalToMicros(sourceOf(scalar));
  if (decimal.ok && isWithin(decimal.micros, rule)) return decimal.micros;
  noteAllowed(section, key, expected);
  return null;
}

/** A list of texts as they are written, each matching `pattern`, none twice; null when absent or empty. */
export function readTexts(
  section: YamlSection,
  key: string,
  rule: { readonly pattern: RegExp; readonly expected: string },
): readonly string[] | null {
  const node = nodeAt(section, key);
  if (node === null) return null;
  const items = isSeq(node) ? node.items : [];
  const texts = items.map((item) => (isScalar(item) ? sourceOf(item) : ""));
  const isGood = texts.length > 0 && texts.every((text) => rule.pattern.test(text));
  if (isGood && new Set(texts).size === texts.length) return texts;
  noteAllowed(section, key, isGood ? `${rule.expected}, each once` : rule.expected);
  return null;
}

/** The plain value of a scalar under `key`; undefined when absent. */
export function readScalar(section: YamlSection, key: string): unknown {
  const node = nodeAt(section, key);
  return isScalar(node) ? node.value : undefined;
}

/** Notes `PATH was X, allowed is EXPECTED.` */
export function noteAllowed(section: YamlSection, key: string, expected: string): void {
  noteProblem(section, key, `${wasAt(section, key)}, allowed is ${expected}.`);
}

/** `a whole number from 1 to 10`. */
export function describeRule(rule: NumberRule): string {
  const kind = rule.isInteger === true ? "a whole number" : "a number";
  const from = rule.isAboveMinimum === true ? "above" : "from";
  if (rule.maximum === Number.POSITIVE_INFINITY) return `${kind} ${from} ${rule.minimum} up`;
  return `${kind} ${from} ${rule.minimum} to ${rule.maximum}`;
}

function isWithin(value: number, rule: NumberRule): boolean {
  const isAbove = rule.isAboveMinimum === true ? value > rule.minimum : value >= rule.minimum;
  return isAbove && value <= rule.maximum && (rule.isInteger !== true || Number.isSafeInteger(value));
}

function wasAt(section: YamlSection, key: string): string {
  const node = nodeAt(section, key);
  const was = isScalar(node) ? sourceOf(node) : isSeq(node) ? "a list" : isMap(node) ? "a mapping" : "nothing";
  return `${pathOf(section, key)} was ${isSeq(node) ? String(node) : was}`;
}

function pathOf(section: YamlSection, key: string): string {
  return section.path === "" ? key : `${section.path}.${key}`;
}

function nodeAt(section: YamlSection, key: string): Node | null {
  const node: unknown = section.map?.get(key, true);
  const resolved = isAlias(node) ? node.resolve(section.source.document) : node;
  if (!isScalar(resolved) && !isMap(resolved) && !isSeq(resolved)) return null;
  return isScalar(resolved) && resolved.value === null ? null : resolved;
}

function scalarAt(section: YamlSection, key: string, expected: string): Scalar | null {
  const node = nodeAt(section, key);
  if (node === null || isScalar(node)) return node;
  noteAllowed(section, key, expected);
  return null;
}

/** The text as it stands in the file, so that money never passes through a double. */
function sourceOf(scalar: Scalar): string {
  return scalar.source ?? String(scalar.value);
}
