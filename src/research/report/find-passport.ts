import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Passport } from "../doubt/passport.ts";
import { jsonAt, listAt, numberAt, textAt } from "../runs/json-at.ts";
import { scanMembers } from "../runs/scan-members.ts";
import type { ReportedResult } from "./report-input.ts";

/** What a passport and a run both record of themselves. */
const RECORDS: ReadonlySet<string> = new Set(["strategy", "config", "data"]);
/** Both runs of one build differ by nothing; what is more is another run of the same records. */
const SAME_RETURN = 1e-9;

/**
 * The passport in the data directory whose strategy, configuration and data are those of the run; null without one.
 * A file that cannot be read, or that lacks what a report shows, is passed over.
 */
export function findPassport(result: ReportedResult, dataDir: string): Passport | null {
  if (result.partial) return null;
  const records = recordsOf(result);
  for (const path of passportFiles(dataDir)) {
    const passport = readPassport(path, records);
    if (passport === null) continue;
    // Several strategies in one account, or another build, have the same records and another result.
    const { totalReturn } = result.metrics;
    if (totalReturn !== null && Math.abs(passport.evidence.totalReturn - totalReturn) <= SAME_RETURN) return passport;
  }
  return null;
}

function passportFiles(dataDir: string): string[] {
  const folder = join(dataDir, "passports");
  if (!existsSync(folder)) return [];
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
    return names.sort().map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function readPassport(path: string, records: unknown): Passport | null {
  try {
    const scanned = scanMembers(path, RECORDS);
    if (!scanned.ok || !isDeepStrictEqual(recordsOf(Object.fromEntries(scanned.members)), records)) return null;
    const document: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isWhole(document) ? (document as Passport) : null;
  } catch {
    return null;
  }
}

/** The three as JSON has them; bytes are the same wherever they lie, so paths of data are left out. */
function recordsOf(document: unknown): unknown {
  const plain = (value: unknown, without = ""): unknown =>
    value === undefined
      ? null
      : JSON.parse(JSON.stringify(value), (key, one: unknown) => (key !== "" && key === without ? undefined : one));
  return {
    strategy: plain(jsonAt(document, "strategy")),
    config: plain(jsonAt(document, "config")),
    data: plain(jsonAt(document, "data"), "path"),
  };
}

function isWhole(document: unknown): boolean {
  const evidence = jsonAt(document, "evidence");
  const heatmap = jsonAt(evidence, "neighbourhood", "heatmap");
  const [gates, points] = [listAt(document, "gates"), listAt(evidence, "costs", "points")];
  return (
    textAt(document, "kind") === "passport" &&
    numberAt(document, "schemaVersion") === 1 &&
    gates.length > 0 &&
    gates.every((gate) => [textAt(gate, "name"), textAt(gate, "reason")].every((text) => text !== "")) &&
    points.length > 0 &&
    points.every((point) => ["factor", "totalReturn", "trades"].every((name) => numberAt(point, name) !== null)) &&
    numberAt(evidence, "totalReturn") !== null &&
    numberAt(evidence, "delayedReturn") !== null &&
    numberAt(evidence, "trials", "distinct") !== null &&
    (heatmap === null || ["x", "y"].every((axis) => listAt(heatmap, axis, "values").length > 0))
  );
}
