import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Fault, type Finding, printFindings } from "./finding.ts";
import type { ExecutedFile } from "./one-signal/executed-files.ts";
import { BESIDE, STATIONS, type Station, stationOf } from "./one-signal/stations.ts";
import { traceLines } from "./one-signal/trace-lines.ts";
import { type SignalWalk, walkSignal } from "./one-signal/walk-signal.ts";

const PAGE = "docs/one-signal.md";
const REMEDY = "node tools/one-signal.ts --write";
const STATIONS_MAX = 15;
const LINES_AIM = 1_500;
/** Visited twice by design: every input goes through the journal and `step`. */
const TWICE_BY_DESIGN = /^src\/(journal\/|core\/engine\/step\.ts)/;

/** A file of the walk with both its visits. */
interface Visit {
  readonly path: string;
  readonly lines: number;
  readonly linesRun: number;
  readonly isTwice: boolean;
}

/** Walks one signal and compares docs/one-signal.md with what really ran. */
export async function checkOneSignal(root: string, walked?: SignalWalk): Promise<Finding> {
  const faults: Fault[] = [];
  let seen = 0;
  try {
    const walk = walked ?? (await walkSignal(root));
    const visits = visitsOf(walk);
    seen = visits.length;
    for (const { path } of visits) {
      if (stationOf(path) === null)
        faults.push({ path, line: 0, text: "is at no station of tools/one-signal/stations.ts" });
    }
    for (const station of STATIONS) {
      if (visitsAt(station, visits).length === 0)
        faults.push({ path: PAGE, line: 0, text: `the signal did not pass "${station.title}"` });
    }
    const file = join(root, PAGE);
    if (!existsSync(file) || steadyPart(readFileSync(file, "utf8")) !== steadyPart(pageOf(walk)))
      faults.push({ path: PAGE, line: 0, text: `is out of date: ${REMEDY}` });
  } catch (error) {
    faults.push({ path: PAGE, line: 0, text: `the walk failed: ${String(error)}` });
  }
  return { check: "one signal", seen, unit: "files passed", faults, note: "" };
}

/** The page without its counts of lines run: timers and V8's collector move them by a handful. */
function steadyPart(page: string): string {
  return page
    .replace(/\d+ of (?=\d)/g, "of ")
    .replace(/\| \d+ \|$/gm, "| |")
    .replace(/signal runs \d+/, "signal runs");
}

/** The page: stations, files, trace; the same for the same code. */
export function pageOf(walk: SignalWalk): string {
  const visits = visitsOf(walk);
  const own = visits.filter(({ path }) => !BESIDE.some((one) => stationOf(path) === one));
  const beside = visits.filter((visit) => !own.includes(visit));
  const stations = STATIONS.filter((station) => visitsAt(station, visits).length > 0);
  const twice = own.filter((visit) => visit.isTwice && !TWICE_BY_DESIGN.test(visit.path));
  const rows = stations.map((station, index) => row(String(index + 1), station.title, visitsAt(station, visits)));
  return [
    "# One signal",
    `Made by \`${REMEDY}\` from a real walk; do not edit. The tool starts the platform in a temporary folder, posts one signal to \`/v1/signals\`, lets the next bar come, and asks V8 which functions ran until \`GET /v1/fills\` showed the fill. Lines run: the lines of those functions, within a handful.`,
    "## Stations",
    [
      HEAD,
      ...rows,
      row("", "**The walk**", own),
      ...BESIDE.map((one) => row("", one.title, visitsAt(one, beside))),
    ].join("\n"),
    verdictOf(stations.length, own, twice),
    "The browser's orders table reads what station 13 answers; the database runs in a thread of its own. Neither is counted.",
    "## Trace",
    `\`\`\`text\n${traceLines(walk.steps).join("\n")}\n\`\`\``,
    `The fill as read: ${fillLine(walk)}.`,
    "## Files",
    ...[...stations, ...BESIDE].map((station) => filesOf(station, visits)),
  ]
    .join("\n\n")
    .concat("\n");
}

const HEAD = "| # | Station | Files | Their lines | Lines run |\n|---|---|---|---|---|";

function row(number: string, title: string, visits: readonly Visit[]): string {
  return `| ${number} | ${title} | ${visits.length} | ${sum(visits.map((one) => one.lines))} | ${sum(visits.map((one) => one.linesRun))} |`;
}

/** The aim and what became of it, without kindness. */
function verdictOf(stations: number, own: readonly Visit[], twice: readonly Visit[]): string {
  const lines = sum(own.map((visit) => visit.lines));
  const run = sum(own.map((visit) => visit.linesRun));
  const verdict = (isMet: boolean): string => (isMet ? "met" : "not met");
  return [
    `- Aim: at most ${STATIONS_MAX} stations. ${stations}: ${verdict(stations <= STATIONS_MAX)}.`,
    `- Aim: at most ${LINES_AIM} lines. The files have ${lines} lines, of which the signal runs ${run}: ${verdict(run <= LINES_AIM)}.`,
    `- Aim: no file visited twice but the journal and \`step\`. ${twice.length} others are visited for the signal and again for its fill, marked "twice" below: ${verdict(twice.length === 0)}. They are what handles every input (loop, views, HTTP reads) or both ends of an order (its state machine, the venue).`,
  ].join("\n");
}

function fillLine(walk: SignalWalk): string {
  const { side, qty, symbol, price } = walk.fill;
  return `${String(side)} ${String(qty)} ${String(symbol)} at ${String(price)}`;
}

function filesOf(station: Station, visits: readonly Visit[]): string {
  const lines = visitsAt(station, visits).map(
    ({ path, lines: all, linesRun, isTwice }) => `- \`${path}\` ${linesRun} of ${all}${isTwice ? ", twice" : ""}`,
  );
  return `### ${station.title}\n${lines.join("\n")}`;
}

function visitsOf(walk: SignalWalk): readonly Visit[] {
  const paths = [...new Set([...walk.toOrder.keys(), ...walk.toFill.keys()])].sort();
  return paths.map((path) => {
    const legs = [walk.toOrder.get(path), walk.toFill.get(path)].filter(
      (leg): leg is ExecutedFile => leg !== undefined,
    );
    const run = new Set(legs.flatMap((leg) => leg.linesRun));
    return { path, lines: legs[0]?.lines ?? 0, linesRun: run.size, isTwice: legs.length === 2 };
  });
}

function visitsAt(station: Station, visits: readonly Visit[]): readonly Visit[] {
  return visits.filter((visit) => stationOf(visit.path) === station);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

if (import.meta.main) {
  const walk = await walkSignal(process.cwd());
  if (process.argv.includes("--write")) writeFileSync(join(process.cwd(), PAGE), pageOf(walk));
  process.exitCode = printFindings([await checkOneSignal(process.cwd(), walk)]);
}
