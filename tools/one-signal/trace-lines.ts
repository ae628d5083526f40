import type { Input } from "../../src/core/model/input.ts";
import type { OutputRecord } from "../../src/core/model/output-record.ts";
import type { WalkStep } from "./walk-signal.ts";

/** What differs from one walk to the next: ids of the receipt and the key, the sender's clock. */
const CHANGING = new Set([
  "receiptId",
  "sourceId",
  "raw",
  "signalId",
  "externalId",
  "externalSignalId",
  "clientOrderId",
  "tsSent",
]);
/** Said by the line already. */
const SAID = new Set(["kind", "seq", "index", "tsReceived"]);
const LINE_MAX = 150;

/** `seq <- input` and `seq -> output`, one line each, in the order of the journal. */
export function traceLines(steps: readonly WalkStep[]): readonly string[] {
  return steps.flatMap(({ input, outputs }) => [
    line(`${input.seq} <-`, input),
    ...outputs.map((output) => line(`${input.seq} ->`, output)),
  ]);
}

function line(arrow: string, said: Input | OutputRecord): string {
  const text = `${arrow} ${said.kind} ${fieldsOf(said).join(" ")}`;
  return text.length > LINE_MAX ? `${text.slice(0, LINE_MAX - 2)} …` : text;
}

function fieldsOf(record: object): readonly string[] {
  return Object.entries(record).flatMap(([name, value]: [string, unknown]) => {
    if (SAID.has(name) || CHANGING.has(name) || value === null || value === "") return [];
    if (Array.isArray(value)) return [`${name}=[${value.length}]`];
    if (typeof value === "object") return fieldsOf(value);
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? [`${name}=${value}`]
      : [];
  });
}
