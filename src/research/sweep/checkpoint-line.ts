import type { Evaluation, EvaluationTotals } from "./evaluation-task.ts";

/** One finished run of a checkpoint; what JSON has no exact form for is text. */
interface Line extends Omit<Evaluation, "dailyReturns" | "totals"> {
  /** Number of the run in its search. */
  readonly at: number;
  readonly totals: Readonly<Record<keyof EvaluationTotals, number | string>>;
  /** Little-endian doubles in base64: exact and short. */
  readonly returns: string;
}

/** The run under the number `at` as one line of JSON. */
export function lineOfRun(at: number, { dailyReturns, totals, ...figures }: Evaluation): string {
  const bytes = Buffer.alloc(dailyReturns.length * 8);
  for (const [i, value] of dailyReturns.entries()) bytes.writeDoubleLE(value, i * 8);
  const line: Line = {
    at,
    ...figures,
    totals: {
      ...totals,
      tradedMicros: String(totals.tradedMicros),
      commissionMicros: String(totals.commissionMicros),
      slippageMicros: String(totals.slippageMicros),
    },
    returns: bytes.toString("base64"),
  };
  return JSON.stringify(line);
}

/** The run that {@link lineOfRun} wrote, to the bit; null when the line is none of its. */
export function runOfLine(text: string): { readonly at: number; readonly run: Evaluation } | null {
  try {
    const { at, returns, totals, ...figures } = JSON.parse(text) as Line;
    const bytes = Buffer.from(returns, "base64");
    const run: Evaluation = {
      ...figures,
      dailyReturns: Float64Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readDoubleLE(i * 8)),
      totals: {
        marks: Number(totals.marks),
        exposedMarks: Number(totals.exposedMarks),
        tradedMicros: BigInt(totals.tradedMicros),
        commissionMicros: BigInt(totals.commissionMicros),
        slippageMicros: BigInt(totals.slippageMicros),
        equitySumMicros: Number(totals.equitySumMicros),
      },
    };
    return Number.isSafeInteger(at) ? { at, run } : null;
  } catch {
    return null;
  }
}
