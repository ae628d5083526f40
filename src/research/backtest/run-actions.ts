import { readdirSync, readFileSync, statSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { BarColumns } from "../../data/bar-columns.ts";
import { adjustBars } from "../../data/corporate-actions/adjust-bars.ts";
import type { Adjustment, CorporateActions, CorporateEvent } from "../../data/corporate-actions/corporate-actions.ts";
import { isActionsCsv, readActionsCsv, splitRatio } from "../../data/corporate-actions/read-actions-csv.ts";
import { isLeanFactors, readLeanFactors } from "../../data/corporate-actions/read-lean-factors.ts";
import { instrumentOfFileName } from "../../data/judge-bars.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import { decimalToMicros } from "../../platform/decimal-micros.ts";
import { halfEvenQuotient } from "../metrics/money-text.ts";

/** What a split or dividend does to an account at the open of a session. */
export type SessionAction =
  | { readonly kind: "split"; readonly instrument: number; readonly to: number; readonly from: number }
  /** Cash per unit of the data's own prices, micros. */
  | { readonly kind: "dividend"; readonly instrument: number; readonly perUnitMicros: number };

/** Splits and dividends as they were read, and what the run does with them. */
export interface RunActions {
  readonly path: string;
  /** Of the files' bytes, in name order. */
  readonly sha256: string;
  readonly bySymbol: ReadonlyMap<string, CorporateActions>;
}

/** Reads a file of one instrument's actions, or a folder with one file per instrument; throws a {@link Failure}. */
export function readRunActions(path: string, symbols: readonly string[]): RunActions {
  const files = filesOf(path, symbols);
  const hash = createHash("sha256");
  const bySymbol = new Map<string, CorporateActions>();
  for (const [symbol, file] of files) {
    const text = readText(file);
    hash.update(text);
    bySymbol.set(symbol, parse(text, file));
  }
  return { path, sha256: hash.digest("hex"), bySymbol };
}

/** Columns in the prices that were asked for; those without actions stay as they are. */
export function adjustedBars(columns: BarColumns, actions: RunActions | null, adjustment: Adjustment): BarColumns {
  const own = actions?.bySymbol.get(columns.symbol);
  if (own === undefined) return columns;
  const adjusted = adjustBars(columns, own, adjustment);
  if (adjusted.ok) return adjusted.columns;
  throw refuse(actions?.path ?? "", `${columns.symbol}: ${adjusted.detail}`);
}

/**
 * What happens to the account, by session date: in raw prices splits and dividends, in prices
 * adjusted for splits the dividends per today's share, with dividends put back nothing.
 */
export function sessionActions(
  symbols: readonly string[],
  actions: RunActions | null,
  adjustment: Adjustment,
): ReadonlyMap<string, readonly SessionAction[]> {
  const byDay = new Map<string, SessionAction[]>();
  if (actions === null || adjustment === "total-return") return byDay;
  symbols.forEach((symbol, instrument) => {
    const own = actions.bySymbol.get(symbol);
    if (own === undefined) return;
    if (own.kind === "factors") {
      if (adjustment === "split") return;
      throw refuse(actions.path, `${symbol}: factors adjust prices; a run in raw prices needs splits and dividends`);
    }
    for (const event of own.events) {
      const action = actionOf(event, instrument, adjustment === "split" ? own.events : [], actions.path);
      if (action === null) continue;
      const list = byDay.get(event.exDate) ?? [];
      list.push(action);
      byDay.set(event.exDate, list);
    }
  });
  return byDay;
}

/** Largest side of a split that an account takes. */
const SIDE_MAX = 1_000_000n;

/** `later`: splits that come after it change the share it is paid on. */
function actionOf(
  event: CorporateEvent,
  instrument: number,
  later: readonly CorporateEvent[],
  path: string,
): SessionAction | null {
  if (event.kind === "split") {
    if (later.length > 0) return null;
    const ratio = splitRatio(event.value);
    if (ratio === null || ratio.numerator > SIDE_MAX || ratio.denominator > SIDE_MAX)
      throw refuse(path, `the split ${event.value} on ${event.exDate} is no ratio of whole numbers up to a million`);
    return { kind: "split", instrument, to: Number(ratio.numerator), from: Number(ratio.denominator) };
  }
  const cash = decimalToMicros(event.value);
  if (!cash.ok) throw refuse(path, `the dividend ${event.value} on ${event.exDate} has more than 6 places`);
  let numerator = BigInt(cash.micros);
  let denominator = 1n;
  for (const split of later) {
    if (split.kind !== "split" || split.exDate < event.exDate) continue;
    const ratio = splitRatio(split.value);
    if (ratio === null) continue;
    numerator *= ratio.denominator;
    denominator *= ratio.numerator;
  }
  return { kind: "dividend", instrument, perUnitMicros: Number(halfEvenQuotient(numerator, denominator)) };
}

function filesOf(path: string, symbols: readonly string[]): [string, string][] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw refuse(path, "there is no such file or folder");
  const [only] = symbols;
  if (!stat.isDirectory()) {
    if (symbols.length > 1 || only === undefined)
      throw refuse(path, `one file is of one instrument, the run trades ${symbols.join(", ")}; give a folder`);
    return [[only, path]];
  }
  const names = readdirSync(path).sort();
  return symbols.flatMap((symbol): [string, string][] => {
    const name = names.find((one) => instrumentOfFileName(one) === symbol);
    return name === undefined ? [] : [[symbol, join(path, name)]];
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw refuse(file, `it cannot be read (${systemCodeOf(error)})`);
  }
}

function parse(text: string, file: string): CorporateActions {
  const read = isActionsCsv(text) ? readActionsCsv(text) : isLeanFactors(text) ? readLeanFactors(text) : null;
  if (read === null) throw refuse(file, "it is neither date,kind,value nor a factor file");
  if (!read.ok) throw refuse(read.line > 0 ? `${file}:${read.line}` : file, read.detail);
  return read.actions;
}

function refuse(where: string, detail: string): Failure {
  return new Failure({
    code: "ACTIONS_REFUSED",
    exitCode: EXIT.badData,
    message: `${where}: ${detail}.`,
    hint: "--actions reads date,kind,value rows such as 2024-06-10,split,10:1 and 2024-06-11,dividend,0.01.",
  });
}
