import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { placeOrders } from "../../core/strategies/place-orders.ts";
import type { StrategyDefinition } from "../../core/strategies/strategy.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, messageOf, systemCodeOf } from "../../platform/failure.ts";
import type { StrategyCode } from "../../platform/strategy-sections.ts";
import { checkDefinition } from "./check-definition.ts";
import { checkPurity } from "./check-purity.ts";
import { checkSource, STRATEGY_ENTRY } from "./check-source.ts";
import { guardStrategy } from "./guard-strategy.ts";
import type { OwnStrategy } from "./own-strategy.ts";

/**
 * Loads one user's strategy: reads the file, looks its source through, imports it, checks its shape
 * and tries it out. A {@link Failure} that names the file and everything that is wrong.
 */
export async function importStrategy(file: string): Promise<OwnStrategy> {
  const { source, code } = readModule(file);
  const found = checkSource(source);
  if (found.length > 0)
    throw refused(
      "STRATEGY_IMPURE",
      found.map(({ line, text }) => `${file}:${line}: ${text}.`),
      "A decision may depend on bars, features, parameters and memory alone; docs/guides/strategies.md says why.",
    );
  const definition = await importChecked(code);
  const impure = checkPurity(guardStrategy(definition, file));
  if (impure !== null) throw refused("STRATEGY_IMPURE", [`${file}: ${impure.replace(/\.$/, "")}.`], "");
  return owned(definition, code);
}

/** The same module again in another thread, where it was checked before; a {@link Failure} when it changed meanwhile. */
export async function importAgain(code: StrategyCode): Promise<OwnStrategy> {
  const now = readModule(code.file).code;
  if (now.sha256 !== code.sha256)
    throw refused("STRATEGY_CHANGED", [`${code.file} was changed while it was being run.`], "Start again.");
  return owned(await importChecked(code), code);
}

function owned(definition: StrategyDefinition, code: StrategyCode): OwnStrategy {
  return Object.freeze({ ...placeOrders(guardStrategy(definition, code.file)), code });
}

function readModule(file: string): { readonly source: string; readonly code: StrategyCode } {
  try {
    const bytes = readFileSync(file);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { source: bytes.toString("utf8"), code: { file, sha256 } };
  } catch (error) {
    throw refused("STRATEGY_MODULE_UNREADABLE", [`${file} cannot be read (${systemCodeOf(error)}).`], "");
  }
}

async function importChecked(code: StrategyCode): Promise<StrategyDefinition> {
  hookOnce();
  let exported: Readonly<Record<string, unknown>>;
  try {
    // The hash in the address makes other code another module, however often a process loads it.
    const loaded: unknown = await import(`${pathToFileURL(code.file).href}${MARK}${code.sha256}`);
    exported = loaded as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw refused("STRATEGY_MODULE_INVALID", [`${code.file} cannot be loaded: ${messageOf(error)}`], "", error);
  }
  const strategy = exported["strategy"] ?? exported["default"];
  if (strategy === undefined)
    throw refused(
      "STRATEGY_MODULE_INVALID",
      [`${code.file} exports ${Object.keys(exported).join(", ") || "nothing"}; expected an export named strategy.`],
      "export const strategy = defineStrategy({ ... }), see docs/guides/strategies.md.",
    );
  const problems = checkDefinition(strategy);
  if (problems.length > 0)
    throw refused(
      "STRATEGY_MODULE_INVALID",
      problems.map((text) => `${code.file}: ${text}.`),
      "",
    );
  return strategy as StrategyDefinition;
}

const MARK = "?sha256=";
let isHooked = false;

/** A user's folder lies anywhere: the package's name leads to this very process's entry, and its files are modules. */
function hookOnce(): void {
  if (isHooked) return;
  isHooked = true;
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const entry = new URL(`../../public/strategy.${ending}`, import.meta.url).href;
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === STRATEGY_ENTRY && context.parentURL?.includes(MARK) === true)
        return { url: entry, shortCircuit: true };
      if (!specifier.includes(MARK)) return next(specifier, context);
      const isTypeScript = /\.ts\?/.test(specifier);
      return { url: specifier, format: isTypeScript ? "module-typescript" : "module", shortCircuit: true };
    },
  });
}

function refused(code: string, lines: readonly string[], hint: string, cause?: unknown): Failure {
  return new Failure({ code, exitCode: EXIT.usage, message: lines.join("\n"), hint, cause });
}
