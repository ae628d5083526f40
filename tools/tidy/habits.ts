import type { Fault, Finding } from "../finding.ts";
import { lineAt, parseSource, type SyntaxNode, walk } from "../parse-source.ts";
import { isTestFile, type SourceFile } from "../source-files.ts";

/** Assembled so that this file does not find itself. */
const LEFT_OPEN = new RegExp(
  `\\b(${["TO", "FIX", "X", "HA"].map((head, i) => head + ["DO", "ME", "XX", "CK"][i]).join("|")})\\b`,
);
const SILENCED = new RegExp(`@ts-(${["ignore", "nocheck", "expect-error"].join("|")})`);
/** Vite wants its configuration, knip its reporter as the default export. */
const MAY_EXPORT_DEFAULT = /\.config\.ts$|knip-reporter\.ts$/;

/** Finds `any`, silenced compiler errors, work left open, default exports and barrel files. */
export function checkHabits(files: readonly SourceFile[]): Finding {
  const faults: Fault[] = [];
  for (const file of files) {
    const source = parseSource(file);
    const add = (start: number, text: string): void => {
      faults.push({ path: file.path, line: lineAt(file.text, start), text });
    };
    for (const comment of source.comments) {
      if (LEFT_OPEN.test(comment.value)) add(comment.start, "leaves work open: do it, or write an issue");
      if (SILENCED.test(comment.value)) add(comment.start, "silences the compiler: repair the types");
    }
    walk(source.program, (node) => {
      if (node.type === "TSAnyKeyword") add(node.start, "any: name the type, or use unknown");
      if (node.type === "ExportDefaultDeclaration" && !MAY_EXPORT_DEFAULT.test(file.path))
        add(node.start, "default export: export a name");
    });
    if (isBarrel(source.program) && !isTestFile(file.path))
      add(0, "only passes on exports: import the file that defines the thing");
  }
  return { check: "habits", seen: files.length, unit: "files", faults, note: "" };
}

function isBarrel(program: SyntaxNode): boolean {
  const body = program["body"] as readonly SyntaxNode[];
  const isPassedOn = (node: SyntaxNode): boolean =>
    /^Export(Named|All)Declaration$/.test(node.type) && node["source"] !== null;
  return body.length > 0 && body.every(isPassedOn);
}
