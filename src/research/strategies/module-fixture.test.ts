/** Modules of users' strategies, written into a folder of their own. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { Failure } from "../../platform/failure.ts";

/** Emptied when the test file is done. */
export const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-strategies-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

/** Pieces of a module that a test replaces. */
export interface ModuleParts {
  readonly head: string;
  readonly kind: string;
  readonly parameters: string;
  readonly memory: string;
  readonly onBar: string;
}

/** Long when the last close rose, flat when it fell. */
const PARTS: ModuleParts = {
  head: "",
  kind: '"my-idea"',
  parameters: "[]",
  memory: "({ last: 0 })",
  onBar: `
    const rose = context.bar.closeMicros > memory.last;
    memory.last = context.bar.closeMicros;
    return rose ? ENTER_LONG : EXIT_LONG;`,
};

/** The text of a strategy module. */
export function moduleText(parts: Partial<ModuleParts> = {}): string {
  const { head, kind, parameters, memory, onBar } = { ...PARTS, ...parts };
  return `import { ENTER_LONG, EXIT_LONG, NO_SIGNALS } from "agenttrader/strategy";
${head}
export const strategy = {
  kind: ${kind},
  summary: "An idea",
  parameters: ${parameters},
  validate: () => null,
  features: () => [],
  warmupBars: () => 0,
  createMemory: () => ${memory},
  onBar(context, parameters, memory) {${onBar}
  },
};
`;
}

/** Writes a module and answers with its path. */
export function moduleFile(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}

/** The failure that `act` ends with. */
export async function failureOf(act: () => Promise<unknown>): Promise<Failure> {
  try {
    await act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("it should have failed");
}
