import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { messageOf } from "../../platform/failure.ts";
import { readStrategyFile } from "../../platform/strategy-file.ts";
import type { StrategyFile, StrategyFileRules } from "../../platform/strategy-file.ts";
import type { OwnStrategy } from "../../research/strategies/own-strategy.ts";
import { formatProblems } from "../../platform/yaml-section.ts";

/** Where strategies come from: a text of our own, a file, or every file of a folder. */
export type StrategySource =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "folder"; readonly path: string };

/** What research may run: strategies, and the users' own kinds that they may be of. */
export interface ResearchGround {
  readonly sources: readonly StrategySource[];
  readonly own: readonly OwnStrategy[];
}

/** A strategy that research can run, as it is written down now. */
export interface SourcedStrategy {
  readonly strategy: StrategyFile;
  readonly text: string;
  /** Null: it is in no file. */
  readonly path: string | null;
}

/**
 * The strategies of all sources, each id once, the first wins. What cannot run in a backtest
 * (`external`) or is not valid is left out and told to `notice`.
 */
export function readSources(
  sources: readonly StrategySource[],
  rules: StrategyFileRules,
  notice: (text: string) => void,
): SourcedStrategy[] {
  const found = new Map<string, SourcedStrategy>();
  for (const { text, path } of sources.flatMap((source) => textsOf(source, notice))) {
    const read = readStrategyFile(text, path ?? "strategy", rules);
    if (!read.ok) {
      if (!/^kind:\s*external\b/m.test(text)) notice(formatProblems(read.problems));
    } else if (!found.has(read.strategy.id)) found.set(read.strategy.id, { strategy: read.strategy, text, path });
  }
  return [...found.values()];
}

function textsOf(source: StrategySource, notice: (text: string) => void): { text: string; path: string | null }[] {
  if (source.kind === "text") return [{ text: source.text, path: null }];
  try {
    if (source.kind === "file") return [{ text: readFileSync(source.path, "utf8"), path: source.path }];
    if (!existsSync(source.path)) return [];
    const names = readdirSync(source.path).filter((name) => /\.ya?ml$/.test(name));
    return names.sort().map((name) => {
      const path = join(source.path, name);
      return { text: readFileSync(path, "utf8"), path };
    });
  } catch (error) {
    notice(`${basename(source.path)} cannot be read: ${messageOf(error)}`);
    return [];
  }
}
