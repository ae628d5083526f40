import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";

/** One column of simple returns; null where the file has no value. */
export interface ReturnsColumn {
  readonly name: string;
  readonly returns: readonly (number | null)[];
}

/** A file of returns: one row per day, one column per strategy. */
export interface ReturnsFile {
  readonly dates: readonly string[];
  readonly columns: readonly ReturnsColumn[];
}

const GZIP = 0x1f8b;
/** Only dates whose text sorts like the day can be told to be out of order. */
const ISO = /^\d{4}-\d{2}-\d{2}/;
const MISSING = /^(?:nan|null|na)?$/i;

/**
 * Reads a CSV or CSV.gz whose first column is the date and whose others are simple returns, 0.01
 * for one per cent; an empty field, `NaN`, `NA` or `null` is missing. A {@link Failure} names the
 * line and the column of the first fault.
 */
export function readReturnsCsv(path: string): ReturnsFile {
  const lines = textOf(path)
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((line, i) => ({ line: i + 1, text: line }))
    .filter(({ text }) => text.trim() !== "");
  const [head, ...rows] = lines;
  const names = head === undefined ? [] : fieldsOf(head.text);
  if (names.length < 2 || names.slice(1).some((name) => name === "" || isNumber(name)))
    throw refusal(path, 1, "expected a header: the date column, then the name of each column of returns");
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined) throw refusal(path, 1, `the column "${repeated}" is there twice`);
  if (rows.length === 0) throw refusal(path, 1, "the header is followed by no row");
  const dates: string[] = [];
  const values = names.slice(1).map((): (number | null)[] => []);
  for (const { line, text } of rows) {
    const fields = fieldsOf(text);
    if (fields.length !== names.length)
      throw refusal(path, line, `${fields.length} fields, expected ${names.length} like the header`);
    const date = fields[0] as string;
    const former = dates.at(-1);
    if (former !== undefined && (date === former || (ISO.test(date) && ISO.test(former) && date < former)))
      throw refusal(path, line, `the date "${date}" follows "${former}", expected each later than the one before`);
    dates.push(date);
    values.forEach((column, i) => column.push(valueOf(fields[i + 1] as string, path, line, names[i + 1] as string)));
  }
  return { dates, columns: values.map((returns, i) => ({ name: names[i + 1] as string, returns })) };
}

function textOf(path: string): string {
  try {
    const bytes = readFileSync(path);
    return (bytes.length > 1 && bytes.readUInt16BE(0) === GZIP ? gunzipSync(bytes) : bytes).toString("utf8");
  } catch (error) {
    throw new Failure({
      code: "RETURNS_NOT_READ",
      exitCode: EXIT.badData,
      message: `${path} cannot be read (${systemCodeOf(error) || String(error)}).`,
      hint: "Name a CSV file with a date column and one column of daily returns per strategy.",
      cause: error,
    });
  }
}

function fieldsOf(text: string): string[] {
  return text.split(",").map((field) => field.trim().replace(/^"(.*)"$/, "$1"));
}

function valueOf(text: string, path: string, line: number, name: string): number | null {
  if (MISSING.test(text)) return null;
  if (!isNumber(text)) throw refusal(path, line, `${name} is "${text}", expected a number like 0.0123 or nothing`);
  return Number(text);
}

function isNumber(text: string): boolean {
  return text !== "" && Number.isFinite(Number(text));
}

function refusal(path: string, line: number, detail: string): Failure {
  return new Failure({ code: "BAD_RETURNS", exitCode: EXIT.badData, message: `${path}:${line}: ${detail}.` });
}
