import { readdirSync } from "node:fs";
import { join } from "node:path";
import { findStrategy } from "../../core/strategies/registry.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import { importStrategy } from "./import-strategy.ts";
import type { OwnStrategy } from "./own-strategy.ts";

/**
 * Every strategy module of a folder, by file name: `.ts`, `.js` and `.mjs`, tests and declarations
 * left out, folders below it not looked into. A {@link Failure} that names file and field when one
 * of them is wrong, is not pure, or takes the name of another.
 */
export async function loadStrategies(folder: string): Promise<readonly OwnStrategy[]> {
  const loaded: OwnStrategy[] = [];
  for (const name of modulesOf(folder)) {
    const strategy = await importStrategy(join(folder, name));
    demandFree(strategy, loaded);
    loaded.push(strategy);
  }
  return loaded;
}

function modulesOf(folder: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => entry.name);
  } catch (error) {
    const isMissing = systemCodeOf(error) === "ENOENT";
    throw new Failure({
      code: "STRATEGIES_FOLDER_UNREADABLE",
      exitCode: EXIT.usage,
      message: isMissing
        ? `There is no folder of strategies ${folder}.`
        : `The folder of strategies ${folder} cannot be read (${systemCodeOf(error)}).`,
      hint: "examples/my-strategies is one to start from.",
      cause: error,
    });
  }
  const modules = names.filter((name) => /\.(ts|js|mjs)$/.test(name) && !/\.(test|d)\.[a-z]+$/.test(name));
  return modules.toSorted((a, b) => (a < b ? -1 : 1));
}

function demandFree({ kind, code }: OwnStrategy, before: readonly OwnStrategy[]): void {
  const other = before.find((one) => one.kind === kind);
  const isTaken = findStrategy(kind) !== null || kind === "external";
  if (other === undefined && !isTaken) return;
  const owner = other === undefined ? "a built-in has" : `${other.code.file} has`;
  throw new Failure({
    code: "STRATEGY_KIND_TAKEN",
    exitCode: EXIT.usage,
    message: `${code.file}: kind "${kind}" is a name that ${owner} already.`,
    hint: "Kinds tell strategies apart: choose another.",
  });
}
