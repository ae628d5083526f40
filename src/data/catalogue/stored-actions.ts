import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CorporateActions } from "../corporate-actions/corporate-actions.ts";
import { refused, writeFault } from "./catalogue-fault.ts";
import type { Refused } from "./catalogue-fault.ts";
import { isSymbol, writeInOneStep } from "./manifest.ts";

/** Splits and dividends of one instrument as stored, with where they came from. */
export interface StoredActions {
  readonly version: 1;
  readonly symbol: string;
  readonly source: { readonly file: string; readonly sha256: string };
  readonly actions: CorporateActions;
}

export type StoredActionsResult = { readonly ok: true; readonly stored: StoredActions | null } | Refused;

function actionsPath(dataDir: string, symbol: string): string {
  return join(dataDir, "catalogue", symbol, "actions.json");
}

/** The actions stored for an instrument; null when there are none. */
export function readStoredActions(dataDir: string, symbol: string): StoredActionsResult {
  const path = actionsPath(dataDir, symbol);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT" || code === "ENOTDIR") return { ok: true, stored: null };
    return refused("DATASET_DAMAGED", path, `it cannot be read (${code})`);
  }
  try {
    const stored = JSON.parse(text) as StoredActions;
    if (stored.version === 1 && (stored.actions.kind === "events" || stored.actions.kind === "factors"))
      return { ok: true, stored };
  } catch {
    // Not JSON: damaged, as below.
  }
  return refused("DATASET_DAMAGED", path, "it holds no actions of this version; import them again");
}

/**
 * Stores the actions of an instrument. The same bytes again change nothing; others are refused
 * unless replacing, because every adjusted price would change with them.
 */
export function storeActions(
  dataDir: string,
  incoming: StoredActions,
  isReplacing: boolean,
): { readonly ok: true; readonly isNew: boolean } | Refused {
  const { symbol, source } = incoming;
  if (!isSymbol(symbol))
    return refused("NAME_INVALID", source.file, `"${symbol}" is no symbol the catalogue can store`);
  const known = readStoredActions(dataDir, symbol);
  if (!known.ok && !isReplacing) return known;
  if (known.ok && known.stored?.source.sha256 === source.sha256) return { ok: true, isNew: false };
  if (known.ok && known.stored !== null && !isReplacing)
    return refused(
      "CONFLICT",
      source.file,
      `${symbol} has splits and dividends from ${known.stored.source.file} already`,
    );
  const path = actionsPath(dataDir, symbol);
  try {
    mkdirSync(join(dataDir, "catalogue", symbol), { recursive: true });
    writeInOneStep(path, (temporary) => writeFileSync(temporary, `${JSON.stringify(incoming, null, 2)}\n`));
    return { ok: true, isNew: true };
  } catch (error) {
    return writeFault(error, path);
  }
}
