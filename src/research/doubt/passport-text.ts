import type { Passport } from "./passport.ts";

const MARKS = { true: "✓", false: "✗", null: "?" } as const;
const NAME = 20;

/** The terminal's list of gates with the verdict first, warnings before what was passed. */
export function passportText({ strategy, verdict, hash, gates, warnings, evidence }: Passport): string {
  const parameters = Object.entries(strategy.parameters)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
  const passed = gates.filter((gate) => gate.isPassed === true).length;
  const { sharpePerDay, trials, neighbourhood } = evidence;
  const lines = [
    `${strategy.id} · ${strategy.kind} ${parameters} · ${passed} of ${gates.length} gates: ${verdict}`,
    ...warnings.map((warning) => `Warning   ! ${warning.text}`),
    ...gates.map((gate) => `${MARKS[`${gate.isPassed}`]} ${gate.name.padEnd(NAME)} ${gate.reason}`),
    `Sharpe ${sharpePerDay === null ? "unknown" : (sharpePerDay * Math.sqrt(252)).toFixed(2)} a year over ${evidence.days} sessions · ${neighbourhood.count} neighbours · ${trials.distinct} evaluations on record`,
    `Passport ${hash.slice(0, 12)}: any other parameter, cost or bar is another strategy`,
  ];
  return lines.join("\n");
}
