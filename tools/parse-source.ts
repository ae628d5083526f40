import { parseSync } from "vite";
import type { SourceFile } from "./source-files.ts";

/** A node of the syntax tree (ESTree with TypeScript nodes); children are found by {@link walk}. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface ParsedSource {
  readonly file: SourceFile;
  readonly program: SyntaxNode;
  readonly comments: readonly { readonly value: string; readonly start: number }[];
}

/** One import, export-from, dynamic import, import type or worker address of a file. */
export interface ImportEdge {
  readonly specifier: string;
  readonly line: number;
  /** True when nothing of it is left at run time. */
  readonly isTypeOnly: boolean;
}

const parsed = new WeakMap<SourceFile, ParsedSource>();

/** Parses a TypeScript or JavaScript file; throws with its path when it does not parse. */
export function parseSource(file: SourceFile): ParsedSource {
  const known = parsed.get(file);
  if (known !== undefined) return known;
  const result = parseSync(file.path, file.text);
  const error = result.errors[0];
  if (error !== undefined) throw new Error(`${file.path} does not parse: ${error.message}`);
  const source = { file, program: result.program as unknown as SyntaxNode, comments: result.comments };
  parsed.set(file, source);
  return source;
}

/** Calls `visit` for every node below and including `node`, parents first. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode, parent: SyntaxNode | null) => void): void {
  walkFrom(node, null, visit);
}

function walkFrom(
  node: SyntaxNode,
  parent: SyntaxNode | null,
  visit: (node: SyntaxNode, parent: SyntaxNode | null) => void,
): void {
  visit(node, parent);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) walkFrom(item, node, visit);
    } else if (isNode(value)) walkFrom(value, node, visit);
  }
}

/** True for an object that is a node of the tree. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** Line of a character offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf("\n"); i !== -1 && i < offset; i = text.indexOf("\n", i + 1)) line++;
  return line;
}

/** Every way in which a file names another module. */
export function importsOf(source: ParsedSource): readonly ImportEdge[] {
  const edges: ImportEdge[] = [];
  walk(source.program, (node) => {
    const target = importTarget(node);
    if (target === null || typeof target["value"] !== "string") return;
    edges.push({
      specifier: target["value"],
      line: lineAt(source.file.text, node.start),
      isTypeOnly: isTypeOnly(node),
    });
  });
  return edges;
}

function importTarget(node: SyntaxNode): SyntaxNode | null {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
    case "ImportExpression":
    case "TSImportType": {
      const target = node["source"] ?? node["argument"];
      if (!isNode(target)) return null;
      return isNode(target["literal"]) ? target["literal"] : target;
    }
    case "NewExpression":
      return workerAddress(node);
    case "CallExpression": {
      const callee = node["callee"] as SyntaxNode;
      return callee.type === "Identifier" && callee["name"] === "require" ? firstArgument(node) : null;
    }
    default:
      return null;
  }
}

/** `new URL("./x.ts", import.meta.url)` loads x.ts as a worker. */
function workerAddress(node: SyntaxNode): SyntaxNode | null {
  const callee = node["callee"] as SyntaxNode;
  const argument = firstArgument(node);
  const isUrl = callee.type === "Identifier" && callee["name"] === "URL";
  return isUrl && argument !== null && /\.tsx?$/.test(String(argument["value"])) ? argument : null;
}

function firstArgument(node: SyntaxNode): SyntaxNode | null {
  const first = (node["arguments"] as readonly SyntaxNode[])[0];
  return first?.type === "Literal" ? first : null;
}

function isTypeOnly(node: SyntaxNode): boolean {
  if (node.type === "TSImportType" || node["importKind"] === "type" || node["exportKind"] === "type") return true;
  const specifiers = node["specifiers"];
  if (!Array.isArray(specifiers) || specifiers.length === 0) return false;
  return specifiers.every((item: SyntaxNode) => item["importKind"] === "type" || item["exportKind"] === "type");
}
