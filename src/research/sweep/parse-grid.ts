import { suggestion } from "../../platform/did-you-mean.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { KindSpec, ParameterRule } from "../../platform/strategy-sections.ts";

/** One parameter and the values it takes, in the order in which they are tried. */
export interface GridAxis {
  readonly name: string;
  /** At least one, each once; booleans are 0 or 1. */
  readonly values: readonly number[];
}

const NUMBER = /^-?\d{1,15}(\.\d{1,9})?$/;
const EXPECTED = "Write name=from:to:step (5:20:1, both ends included) or name=a,b,c.";
/** Values of one axis; more is a slip of the step. */
const VALUES_MAX = 100_000;

/**
 * Reads the axes of a grid, `fast=5:20:1` or `slow=20,40,60`, against the parameters of `kind`.
 * Ranges are counted in decimals, so 0.1:0.5:0.1 ends at 0.5; a {@link Failure} names what was
 * and what is allowed.
 */
export function parseGrid(texts: readonly string[], kind: KindSpec): GridAxis[] {
  const names = kind.parameters.map((parameter) => parameter.name);
  if (texts.length === 0)
    throw refuse("GRID_EMPTY", `No --grid is given; ${kind.kind} has ${names.join(", ")}.`, EXPECTED);
  const axes: GridAxis[] = [];
  for (const text of texts) {
    const axis = parseAxis(text, kind);
    if (axes.some((other) => other.name === axis.name))
      throw refuse("GRID_INVALID", `--grid names ${axis.name} twice.`, "Give each parameter once.");
    axes.push(axis);
  }
  return axes;
}

function parseAxis(text: string, kind: KindSpec): GridAxis {
  const at = text.indexOf("=");
  const name = text.slice(0, Math.max(0, at)).trim();
  if (at < 0 || name === "") throw refuse("GRID_INVALID", `--grid was "${text}".`, EXPECTED);
  const names = kind.parameters.map((parameter) => parameter.name);
  const rule = kind.parameters.find((parameter) => parameter.name === name);
  if (rule === undefined) {
    const hint = suggestion(name, names).trim();
    throw refuse(
      "GRID_PARAMETER_UNKNOWN",
      `--grid ${text}: ${kind.kind} has no parameter "${name}", only ${names.join(", ") || "none"}.`,
      hint,
    );
  }
  const body = text.slice(at + 1).trim();
  const values = body.includes(":") ? rangeOf(body, text) : body.split(",").map((one) => valueOf(one.trim(), text));
  const seen = new Set<number>();
  for (const value of values) {
    checkValue(value, rule, text);
    if (seen.has(value)) throw refuse("GRID_INVALID", `--grid ${text}: ${value} comes twice.`, "Give each value once.");
    seen.add(value);
  }
  return { name, values };
}

function rangeOf(body: string, text: string): number[] {
  const parts = body.split(":").map((part) => part.trim());
  if (parts.length < 2 || parts.length > 3 || parts.some((part) => !NUMBER.test(part)))
    throw refuse("GRID_INVALID", `--grid was "${text}".`, EXPECTED);
  const [first = "", last = "", width = "1"] = parts;
  const places = Math.max(...parts.map((part) => part.split(".")[1]?.length ?? 0));
  const scale = Number(`1e${places}`);
  // Whole multiples of the last place: adding 0.1 again and again would drift.
  const [from, to, step] = [first, last, width].map((part) => Math.round(Number(part) * scale)) as [
    number,
    number,
    number,
  ];
  if (step <= 0) throw refuse("GRID_INVALID", `--grid ${text}: the step was ${width}.`, "It must be above 0.");
  if (to < from) throw refuse("GRID_INVALID", `--grid ${text}: ${first} is above ${last}.`, EXPECTED);
  const count = Math.floor((to - from) / step) + 1;
  if (count > VALUES_MAX)
    throw refuse("GRID_INVALID", `--grid ${text} has ${count} values.`, `At most ${VALUES_MAX}: take a larger step.`);
  return Array.from({ length: count }, (_, i) => (from + i * step) / scale);
}

function valueOf(part: string, text: string): number {
  if (part === "true" || part === "false") return Number(part === "true");
  if (!NUMBER.test(part)) throw refuse("GRID_INVALID", `--grid ${text}: "${part}" is no number.`, EXPECTED);
  return Number(part);
}

function checkValue(value: number, { name, type, minimum, maximum }: ParameterRule, text: string): void {
  const isFit = value >= minimum && value <= maximum && (type === "number" || Number.isInteger(value));
  if (isFit) return;
  const range = type === "integer" ? "whole numbers" : "numbers";
  const allowed = type === "boolean" ? "true and false" : `${range} from ${minimum} to ${maximum}`;
  throw refuse("GRID_VALUE_REFUSED", `--grid ${text}: ${name} was ${value}.`, `Allowed are ${allowed}.`);
}

function refuse(code: string, message: string, hint: string): Failure {
  return new Failure({ code, exitCode: EXIT.usage, message, hint });
}
