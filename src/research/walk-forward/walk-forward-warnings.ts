import { required } from "../../core/assert.ts";
import { MICROS_PER_DAY } from "../../core/model/units.ts";
import type { RunWarning } from "../backtest/run-warning.ts";
import type { Efficiency } from "./aggregate-windows.ts";
import type { WalkForwardPlan } from "./walk-forward-plan.ts";
import type { WindowOutcome } from "./window-outcome.ts";

/** Three years less the week by which holidays at both ends may shorten them. */
const DAYS_MIN = 3 * 365 - 7;
const TRADES_MIN = 30;

/** What the reader of a walk-forward should know before its figures; the gravest first. */
export function walkForwardWarnings(
  { sessions, windows, settings }: WalkForwardPlan,
  outcomes: readonly WindowOutcome[],
  trades: number,
  efficiency: Efficiency,
): RunWarning[] {
  const warnings: RunWarning[] = [];
  const add = (code: string, text: string): void => {
    warnings.push({ code, text });
  };
  if (outcomes.length < windows.length)
    add("PARTIAL", `Interrupted: ${outcomes.length} of ${windows.length} windows were finished.`);
  const invalid = outcomes.filter((outcome) => outcome.kind === "invalid");
  if (outcomes.length > 0 && invalid.length === outcomes.length)
    add("NO_VALID_WINDOW", "No window has a winner; nothing was traded out of sample.");
  else if (invalid.length > 0)
    add("INVALID_WINDOWS", `${invalid.length} of ${outcomes.length} windows have no winner and count as flat.`);
  if (efficiency.reason === "IN_SAMPLE_NOT_POSITIVE")
    add("EFFICIENCY_NULL", "The winners lost money in training on average; there is no efficiency and the gate fails.");
  const first = required(sessions.closes[0], "a plan has sessions");
  const last = required(sessions.closes.at(-1), "a plan has sessions");
  const days = Math.round((last - first) / MICROS_PER_DAY);
  if (days < DAYS_MIN)
    add("SHORT_HISTORY", `The data cover ${(days / 365.25).toFixed(1)} years; a walk-forward wants at least 3.`);
  if (trades < TRADES_MIN)
    add("FEW_TRADES", `${trades} trades out of sample; fewer than ${TRADES_MIN} say little about the next.`);
  const end = required(windows.at(-1), "a plan has windows").test.to;
  const unused = sessions.days.length - end;
  if (unused > 0) add("SESSIONS_LEFT", `The last ${unused} sessions are in no window.`);
  const gap = settings.step - settings.outOfSample;
  if (gap > 0) add("SESSIONS_BETWEEN", `A step of ${settings.step} leaves ${gap} sessions between windows unjudged.`);
  return warnings;
}
