import { resolve } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { MetricNotes } from "../../research/metrics/figure.ts";
import type { ReturnsColumn } from "../../research/metrics/read-returns-csv.ts";
import { readReturnsCsv } from "../../research/metrics/read-returns-csv.ts";
import type { Annualisation } from "../../research/metrics/return-figures.ts";
import { returnFigures } from "../../research/metrics/return-figures.ts";
import { benchmarkFigures, shapeFigures } from "../../research/metrics/shape-figures.ts";
import type { Command, CommandArgs } from "./command.ts";
import { hasFlag, numberOf, textOf } from "./command.ts";
import type { CliIo } from "./io.ts";

/** `agenttrader metrics`: the figures that columns of returns determine. */
export const command: Command = {
  positionals: [],
  options: [
    { name: "returns", kind: "text", value: "FILE", summary: "CSV or CSV.gz: date column, then columns of returns" },
    { name: "periods", kind: "number", min: 1, max: 100_000, summary: "periods per year (default 252)" },
    { name: "rf", kind: "number", summary: "annual risk-free rate (default 0)" },
    { name: "benchmark", kind: "text", value: "COLUMN", summary: "column that the others are compared with" },
    { name: "json", kind: "flag", summary: "print one JSON document: figures by column" },
  ],
  examples: [
    { line: "metrics --returns returns.csv", what: "A table of daily figures, one column per strategy" },
    {
      line: "metrics --returns monthly.csv --periods 12 --benchmark market --json",
      what: "Monthly returns against the column market, as JSON",
    },
  ],
  run: (args, io) => Promise.resolve(run(args, io)),
};

type Figures = Readonly<Record<string, number | null>>;

function run(args: CommandArgs, io: CliIo): number {
  const named = textOf(args, "returns", null);
  if (named === null) {
    throw new Failure({
      code: "RETURNS_NOT_NAMED",
      exitCode: EXIT.usage,
      message: "Figures need returns: --returns FILE.csv is missing.",
      hint: "The file has a date column, then one column of simple returns per strategy.",
    });
  }
  const path = resolve(io.cwd, named);
  const { columns } = readReturnsCsv(path);
  const by = { periodsPerYear: numberOf(args, "periods", 252), riskFree: numberOf(args, "rf", 0) };
  const benchmark = benchmarkOf(columns, textOf(args, "benchmark", null), path);
  const figures = columns.map((column) => {
    const notes: MetricNotes = {};
    return { name: column.name, values: figuresOf(column, benchmark, by, notes), notes };
  });
  if (hasFlag(args, "json")) {
    io.out(
      JSON.stringify(
        Object.fromEntries(figures.map(({ name, values, notes }) => [name, { ...values, notes }])),
        null,
        2,
      ),
    );
  } else for (const line of tableOf(figures)) io.out(line);
  return EXIT.done;
}

function benchmarkOf(columns: readonly ReturnsColumn[], name: string | null, path: string): ReturnsColumn | null {
  if (name === null) return null;
  const found = columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  throw new Failure({
    code: "COLUMN_UNKNOWN",
    exitCode: EXIT.usage,
    message: `--benchmark is "${name}", ${path} has ${columns.map((column) => column.name).join(", ")}.`,
  });
}

/** A missing day is left out, against a benchmark also where only that one misses. */
function figuresOf(
  column: ReturnsColumn,
  benchmark: ReturnsColumn | null,
  by: Annualisation,
  notes: MetricNotes,
): Figures {
  const returns = column.returns.filter((r) => r !== null);
  const own = returnFigures(returns, by, notes);
  const figures = {
    ...own,
    // The marks of a series of returns are its days, so both drawdowns are one.
    maxDrawdown: own.maxDrawdownDaily,
    ...shapeFigures(returns, by, notes),
  };
  if (notes["maxDrawdownDaily"] !== undefined) notes["maxDrawdown"] = notes["maxDrawdownDaily"];
  if (benchmark === null) return figures;
  const pairs = column.returns.flatMap((r, i) => {
    const other = benchmark.returns[i] ?? null;
    return r === null || other === null ? [] : [[r, other] as const];
  });
  return {
    ...figures,
    ...benchmarkFigures(
      pairs.map(([r]) => r),
      pairs.map(([, other]) => other),
      by,
      notes,
    ),
  };
}

const PLACES = 6;

function tableOf(figures: readonly { readonly name: string; readonly values: Figures }[]): string[] {
  const keys = Object.keys(figures[0]?.values ?? {});
  const rows = [
    ["", ...figures.map(({ name }) => name)],
    ...keys.map((key) => [key, ...figures.map(({ values }) => cellOf(key, values[key] ?? null))]),
  ];
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

function cellOf(key: string, value: number | null): string {
  if (value === null) return "—";
  return key === "days" ? String(value) : value.toFixed(PLACES);
}
