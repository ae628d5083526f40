/** Why a figure is null; never replaced by 0 or infinity. */
export type FigureReason =
  | "NO_DAYS"
  | "TOO_FEW_DAYS"
  | "ZERO_VARIANCE"
  | "NO_DOWNSIDE"
  | "NO_DRAWDOWN"
  | "WIPED_OUT"
  | "NO_TRADES"
  | "NO_WINS"
  | "NO_LOSSES"
  | "NO_BARS";

/** Reasons by the name of the figure that is null. */
export type MetricNotes = Record<string, FigureReason>;

/** Returns null and notes why. */
export function missing(notes: MetricNotes, name: string, reason: FigureReason): null {
  notes[name] = reason;
  return null;
}
