import { createHash } from "node:crypto";
import type { CoreConfig } from "../../core/model/config.ts";
import { readJournal } from "../../journal/journal-reader.ts";
import type { Storage } from "../../journal/storage.ts";
import type { OwnStrategy } from "../../research/strategies/own-strategy.ts";

/** Between the build of the core and the digits of users' own code. */
const MARK = ".own-";

/**
 * The build that decides when some of a configuration's strategies are users' own:
 * `0.1.0+abcdef123456.own-0123456789ab`, the last 12 hexadecimal digits of a SHA-256 over kinds and
 * code. Code that no strategy of the configuration names does not count; without any it is `build`.
 */
export function buildOfStrategies(
  build: string,
  config: Pick<CoreConfig, "strategies">,
  own: readonly OwnStrategy[],
): string {
  const kinds = new Set(config.strategies.map((strategy) => strategy.kind));
  const used = own.filter((one) => kinds.has(one.kind)).toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
  if (used.length === 0) return build;
  const text = JSON.stringify(used.map(({ kind, code }) => [kind, code.sha256]));
  return `${build}${MARK}${createHash("sha256").update(text).digest("hex").slice(0, 12)}`;
}

/** The same for what a journal's first configuration names. */
export function buildOfJournal(build: string, storage: Storage, own: readonly OwnStrategy[]): string {
  if (own.length === 0) return build;
  for (const record of readJournal(storage)) {
    if (record.r === "input" && record.input.kind === "ConfigChanged")
      return buildOfStrategies(build, record.input.config, own);
  }
  return build;
}

/** True when two builds are of one core and differ in users' own code alone. */
export function differInOwnCode(one: string, other: string): boolean {
  return one !== other && one.split(MARK)[0] === other.split(MARK)[0];
}
