import {
  checkKeys,
  hasValue,
  noteProblem,
  readBoolean,
  readChoice,
  readMicros,
  readNumber,
  requireKey,
} from "./yaml-section.ts";
import type { YamlSection } from "./yaml-section.ts";

/** One parameter of a kind of strategy. */
export interface ParameterRule {
  readonly name: string;
  readonly type: "integer" | "number" | "boolean";
  readonly minimum: number;
  readonly maximum: number;
  /** Null: the user must give it. */
  readonly defaultValue: number | null;
  readonly description: string;
}

/** A user's own code of a kind of strategy. */
export interface StrategyCode {
  /** Absolute path of the module. */
  readonly file: string;
  /** Hexadecimal, of its bytes. */
  readonly sha256: string;
}

/** A kind of strategy as the file reader must know it; the core's definitions fit. */
export interface KindSpec {
  readonly kind: string;
  readonly parameters: readonly ParameterRule[];
  /** Where a user's own kind was loaded from; built-ins have none. */
  readonly code?: StrategyCode;
  /** What is wrong between parameters that are each within their range; null when nothing. */
  validate?(parameters: Readonly<Record<string, number>>): string | null;
}

/** How orders are sized; a quantity is in 1e-6 units, `app` turns it into lots of the instrument. */
export type SizingChoice =
  | { readonly kind: "fixed-quantity"; readonly quantityMicros: number }
  | { readonly kind: "percent-equity"; readonly percent: number }
  | { readonly kind: "risk-per-trade"; readonly percent: number }
  | { readonly kind: "brain" };

const SIZINGS = ["fixed-quantity", "percent-equity", "risk-per-trade", "brain"] as const;
const PERCENT = { minimum: 0, maximum: 100, isAboveMinimum: true };

/** Parameters of `kind` with defaults filled in; booleans are 0 or 1. Problems go to the file's list. */
export function readParameters(
  section: YamlSection,
  kind: KindSpec,
  root: YamlSection,
): Readonly<Record<string, number>> {
  checkKeys(
    section,
    kind.parameters.map((parameter) => parameter.name),
  );
  const before = section.source.problems.length;
  const values: Record<string, number> = {};
  for (const parameter of kind.parameters) {
    const value = readParameter(section, parameter) ?? parameter.defaultValue;
    if (value !== null) values[parameter.name] = value;
    else if (!hasValue(section, parameter.name)) noteMissing(section, parameter, root);
  }
  const isWhole = section.source.problems.length === before;
  const wrong = isWhole ? (kind.validate?.(values) ?? null) : null;
  if (wrong !== null) noteProblem(root, "parameters", `parameters: ${wrong.replace(/\.?$/, ".")}`);
  return values;
}

function readParameter(section: YamlSection, parameter: ParameterRule): number | null {
  if (parameter.type === "boolean") {
    const flag = readBoolean(section, parameter.name);
    return flag === null ? null : Number(flag);
  }
  const { minimum, maximum } = parameter;
  return readNumber(section, parameter.name, { minimum, maximum, isInteger: parameter.type === "integer" });
}

function noteMissing(section: YamlSection, parameter: ParameterRule, root: YamlSection): void {
  const { name, type, minimum, maximum, description } = parameter;
  const number = type === "integer" ? "a whole number" : "a number";
  const range = type === "boolean" ? "true or false" : `${number} from ${minimum} to ${maximum}`;
  const message = `parameters.${name} is missing; expected ${range} (${description}).`;
  if (section.map === null) noteProblem(root, "parameters", message);
  else noteProblem(section, name, message);
}

/** A `sizing` section; without one the brain sizes. */
export function readSizing(section: YamlSection): SizingChoice {
  if (section.map === null) return { kind: "brain" };
  requireKey(section, "kind", `one of ${SIZINGS.join(", ")}`);
  const kind = readChoice(section, "kind", SIZINGS) ?? "brain";
  switch (kind) {
    case "fixed-quantity": {
      checkKeys(section, ["kind", "quantity"]);
      requireKey(section, "quantity", "a number of units above 0");
      const quantityMicros = readMicros(section, "quantity", { minimum: 0, maximum: 1e15, isAboveMinimum: true }) ?? 0;
      return { kind, quantityMicros };
    }
    case "percent-equity":
    case "risk-per-trade":
      checkKeys(section, ["kind", "percent"]);
      requireKey(section, "percent", "a number above 0 to 100");
      return { kind, percent: readNumber(section, "percent", PERCENT) ?? 0 };
    case "brain":
      if (hasValue(section, "kind")) checkKeys(section, ["kind"]);
      return { kind };
  }
}
