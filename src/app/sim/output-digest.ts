import type { DecisionTrace } from "../../core/model/decision-trace.ts";
import type { Output } from "../../core/model/output.ts";

const float = new Float64Array(1);
const halves = new Int32Array(float.buffer);

/**
 * A 32-bit digest of what the outputs say, without making their text: the same values give the
 * same digest, in whatever order the fields of an object stand. For comparing a replay with what
 * was live; not for secrets.
 */
export function digestOutputs(outputs: readonly Output[]): number {
  let digest = 0x811c9dc5;
  for (let i = 0; i < outputs.length; i += 1) {
    const output = outputs[i] as Output;
    digest = output.kind === "DecisionTraced" ? ofTrace(digest, output.trace) : ofValue(digest, output);
  }
  return digest;
}

function ofNumber(digest: number, value: number): number {
  // NaN has many bit patterns and one meaning.
  float[0] = value === value ? value : Number.POSITIVE_INFINITY;
  const low = Math.imul(digest ^ (halves[0] as number), 0x01000193);
  const high = Math.imul(low ^ (low >>> 15) ^ (halves[1] as number), 0x85ebca6b);
  return high ^ (high >>> 13);
}

function ofText(digest: number, text: string): number {
  let value = digest;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value ^ (value >>> 11);
}

function ofValue(digest: number, value: unknown): number {
  switch (typeof value) {
    case "number":
      return ofNumber(digest, value);
    case "string":
      return ofText(digest, value);
    case "boolean":
      return ofNumber(digest, value ? 1 : 2);
    case "object":
      return value === null ? ofNumber(digest, 3) : ofObject(digest, value);
    default:
      return ofNumber(digest, 4);
  }
}

/** Fields are added up, each under its name: an object out of a snapshot has them in another order. */
function ofObject(digest: number, value: object): number {
  if (Array.isArray(value)) {
    let list = ofNumber(digest, value.length);
    for (const item of value) list = ofValue(list, item);
    return list;
  }
  let sum = 0;
  for (const key in value) {
    // What only the book keeps of an order is not part of what was said.
    if (key === "fills") continue;
    sum = (sum + ofValue(keyDigest(key), (value as Record<string, unknown>)[key])) | 0;
  }
  return ofNumber(digest, sum);
}

const keys = new Map<string, number>();

function keyDigest(key: string): number {
  const known = keys.get(key);
  if (known !== undefined) return known;
  const made = ofText(0x811c9dc5, key);
  keys.set(key, made);
  return made;
}

/** What a trace holds up to its counts; the rest of its arrays is left over from other decisions. */
function ofTrace(digest: number, trace: Readonly<DecisionTrace>): number {
  let value = ofText(ofText(digest, trace.outcome ?? ""), trace.reason);
  value = ofNumber(ofNumber(ofNumber(value, trace.order), trace.quantityLots), trace.bindingStep);
  for (let i = 0; i < trace.stepCount; i += 1) {
    value = ofNumber(value, (trace.stepId[i] as number) * 256 + (trace.stepNote[i] as number));
    value = ofNumber(ofNumber(value, trace.stepInput[i] as number), trace.stepBoundLots[i] as number);
  }
  for (let i = 0; i < trace.checkCount; i += 1) {
    value = ofNumber(value, trace.checkVerdict[i] as number);
    value = ofNumber(ofNumber(value, trace.checkValue[i] as number), trace.checkLimit[i] as number);
  }
  return value;
}
