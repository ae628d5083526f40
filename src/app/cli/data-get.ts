import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { BarColumns } from "../../data/bar-columns.ts";
import { openParquetEngine } from "../../data/catalogue/parquet-engine.ts";
import type { ParquetEngine } from "../../data/catalogue/parquet-engine.ts";
import { readCatalogueBars } from "../../data/catalogue/read-catalogue-bars.ts";
import { readStoredRows } from "../../data/catalogue/read-stored-rows.ts";
import { rowsCsv, shownRows } from "../../data/catalogue/rows-text.ts";
import type { ShownRows } from "../../data/catalogue/rows-text.ts";
import { rowsOfBars } from "../../data/catalogue/stored-rows.ts";
import { writeBarsParquet } from "../../data/catalogue/write-bars-parquet.ts";
import { ADJUSTMENTS } from "../../data/corporate-actions/corporate-actions.ts";
import type { Adjustment } from "../../data/corporate-actions/corporate-actions.ts";
import { barsCsv, writeBarsCsv } from "../../data/write-bars-csv.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import { catalogueFailure } from "../../research/backtest/catalogue-failure.ts";
import type { Command, CommandArgs } from "./command.ts";
import { textOf } from "./command.ts";
import type { CliIo } from "./io.ts";
import { dataDirOf } from "./io.ts";

/** `agenttrader data get`: rows of the catalogue for other programs. */
export const command: Command = {
  positionals: [{ name: "SYMBOL", summary: "instrument, or the 21-character code of an option contract" }],
  options: [
    {
      name: "resolution",
      kind: "text",
      value: "NAME",
      summary: 'As in "data list": 1m, 1d, 1m-quote ... (default 1d)',
    },
    { name: "from", kind: "text", value: "DATE", summary: "First session date, included" },
    { name: "to", kind: "text", value: "DATE", summary: "Last session date, included" },
    {
      name: "adjust",
      kind: "text",
      choices: ADJUSTMENTS,
      summary: "Prices as traded, in today's shares, or with dividends (default raw)",
    },
    { name: "session", kind: "text", choices: ["regular", "all"], summary: "Which bars (default: those stored)" },
    { name: "format", kind: "text", choices: ["csv", "json", "parquet"], summary: "Form of the answer (default csv)" },
    {
      name: "out",
      kind: "text",
      value: "FILE",
      summary: "File to write instead of standard output; needed for parquet",
    },
    { name: "data-dir", kind: "text", value: "DIR", summary: "Data directory (default .agenttrader)" },
  ],
  examples: [
    { line: "data get AAPL --from 2014-06-01 --adjust split", what: "Daily bars in today's shares" },
    { line: "data get SPY --resolution 1m --format parquet --out spy.parquet", what: "Minutes for another program" },
  ],
  run,
};

async function run(args: CommandArgs, io: CliIo): Promise<number> {
  const symbol = args.positionals[0] ?? "";
  const resolution = textOf(args, "resolution", "1d");
  const format = textOf(args, "format", "csv");
  const named = textOf(args, "out", null);
  const out = named === null ? null : resolve(io.cwd, named);
  if (format === "parquet" && out === null)
    throw new Failure({
      code: "BAD_OPTION",
      exitCode: EXIT.usage,
      message: "data get --format parquet needs --out FILE.",
    });
  const opened = await openParquetEngine();
  if (!opened.ok)
    throw catalogueFailure([{ code: "PARQUET_UNAVAILABLE", file: symbol, line: 0, detail: opened.detail }]);
  try {
    const dataDir = dataDirOf(textOf(args, "data-dir", null), io);
    const wanted = { symbol, resolution, from: textOf(args, "from", null), to: textOf(args, "to", null) };
    if (/-(quote|option-trade|option-quote)$/.test(resolution))
      await printRows(opened.engine, dataDir, { ...wanted, format, out, io });
    else await printBars(opened.engine, dataDir, { ...wanted, format, out, io, args });
  } finally {
    opened.engine.close();
  }
  return EXIT.done;
}

interface Request {
  readonly symbol: string;
  readonly resolution: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly format: string;
  readonly out: string | null;
  readonly io: CliIo;
}

async function printBars(
  engine: ParquetEngine,
  dataDir: string,
  request: Request & { readonly args: CommandArgs },
): Promise<void> {
  const { symbol, resolution, from, to, format, out, io, args } = request;
  const session = textOf(args, "session", null);
  const read = await readCatalogueBars(
    dataDir,
    symbol,
    resolution,
    {
      from,
      to,
      adjust: textOf(args, "adjust", "raw") as Adjustment,
      session: session === null ? null : session === "all" ? "all" : "regular",
    },
    async () => ({ ok: true, engine: { ...engine, close: () => undefined } }),
  );
  if (!read.ok) throw catalogueFailure(read.faults);
  const bars = read.columns;
  const facts = { symbol: bars.symbol, resolution, basis: read.basis, session: read.session, rows: bars.count };
  for (const warning of read.warnings) io.err(warning);
  await writing(out, async () => {
    if (format === "parquet") await writeBarsParquet(engine, bars, out ?? "");
    else if (format === "json") print(JSON.stringify({ ...facts, bars: jsonBars(bars) }), request);
    else if (out === null) io.out(barsCsv(bars).trimEnd());
    else writeBarsCsv(out, bars);
  });
  io.err(`${facts.rows} bars of ${facts.symbol} ${resolution}, prices ${facts.basis}, session ${facts.session}`);
}

async function printRows(engine: ParquetEngine, dataDir: string, request: Request): Promise<void> {
  const read = await readStoredRows(engine, dataDir, request);
  if (!read.ok) throw catalogueFailure(read.faults);
  if (request.format === "parquet")
    throw new Failure({
      code: "BAD_OPTION",
      exitCode: EXIT.usage,
      message: "data get --format parquet writes bars; quotes and option roots come as csv or json.",
    });
  const { manifest, columns, contracts, count } = read;
  const shown = shownRows(manifest.series.kind, columns, contracts);
  const facts = {
    symbol: request.symbol,
    resolution: request.resolution,
    basis: manifest.adjustment,
    session: manifest.session,
    rows: count,
  };
  await writing(request.out, async () =>
    print(
      request.format === "json"
        ? JSON.stringify({ ...facts, bars: objectsOf(shown, count) })
        : rowsCsv(shown, count).trimEnd(),
      request,
    ),
  );
  request.io.err(
    `${count} rows of ${request.symbol} ${request.resolution}, prices ${manifest.adjustment}, session ${manifest.session}`,
  );
}

function print(text: string, { out, io }: Request): void {
  if (out === null) io.out(text);
  else writeFileSync(out, `${text}\n`);
}

function jsonBars(bars: BarColumns): readonly Record<string, string | null>[] {
  return objectsOf(shownRows("trade", rowsOfBars(bars).columns, null), bars.count);
}

function objectsOf(shown: ShownRows, count: number): readonly Record<string, string | null>[] {
  return Array.from({ length: count }, (_, i) => {
    const row = shown.row(i);
    return Object.fromEntries(shown.names.map((name, c) => [name, row[c] ?? null]));
  });
}

/** Runs `work`, which may write `out`; what the file system refuses becomes one sentence. */
async function writing(out: string | null, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isEngine = error instanceof Error && error.message.startsWith("IO Error");
    const code = systemCodeOf(error) || (isEngine ? "IO" : "");
    if (code === "" || out === null) throw error;
    throw new Failure({
      code: "CANNOT_WRITE",
      exitCode: EXIT.unavailable,
      message: `${out} cannot be written (${code}).`,
      hint: "Choose another file with --out or give yourself the right to write it.",
      cause: error,
    });
  }
}
