import {
  type FeatureDefinition,
  type FeatureParameter,
  type FeatureSpec,
  isWithin,
} from "../../core/features/feature-spec.ts";
import { FEATURES, findFeature } from "../../core/features/kernels.ts";
import { didYouMean } from "../../platform/did-you-mean.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";

/** What others call features that have one name here. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  bb: "bollinger",
  deviation: "rolling-deviation",
  heikinashi: "heikin-ashi",
  psar: "parabolic-sar",
  "rate-of-change": "momentum",
  roc: "momentum",
  sar: "parabolic-sar",
  sd: "rolling-deviation",
  slope: "linear-regression",
  stdev: "rolling-deviation",
  stoch: "stochastic",
  "stoch-rsi": "stochastic-rsi",
  ulcer: "ulcer-index",
  willr: "williams-r",
};

/**
 * A feature as a user asks for it, `ema` and `["period=20"]`; what is left out is as by default.
 * A {@link Failure} names what is unknown or out of range, and what is allowed.
 */
export function featureRequest(kind: string, assignments: readonly string[]): FeatureSpec {
  const feature = findFeature(kind);
  if (feature === null) throw unknownKind(kind);
  const parameters: Record<string, number> = {};
  for (const assignment of assignments) {
    const at = assignment.indexOf("=");
    const name = assignment.slice(0, Math.max(at, 0)).trim();
    if (name === "") throw usage(`--param was "${assignment}".`, 'Write a name and a value, like "period=20".');
    const parameter = feature.parameters.find((one) => one.name === name);
    if (parameter === undefined) throw unknownParameter(feature, name);
    if (Object.hasOwn(parameters, name)) throw usage(`--param ${name} is given twice.`, "Give it once.");
    parameters[name] = readValue(feature, parameter, assignment.slice(at + 1).trim());
  }
  for (const { name, defaultValue } of feature.parameters) parameters[name] ??= defaultValue;
  return { kind, parameters };
}

function readValue(feature: FeatureDefinition, parameter: FeatureParameter, text: string): number {
  const { name, choices } = parameter;
  const value = parameter.type === "choice" ? choices.indexOf(text) : text === "" ? Number.NaN : Number(text);
  if (isWithin(parameter, value)) return value;
  const meant = parameter.type === "choice" ? didYouMean(text, choices) : null;
  const suggestion = meant === null ? "" : ` Did you mean "${meant}"?`;
  throw usage(`${feature.kind}.${name} was "${text}".`, `Allowed: ${allowedText(parameter)}.${suggestion}`);
}

/** The values of a parameter in words. */
export function allowedText({ type, minimum, maximum, choices }: FeatureParameter): string {
  if (type === "choice") return choices.join(" or ");
  return `${type === "integer" ? "an integer" : "a number"} from ${minimum} to ${maximum}`;
}

function unknownKind(kind: string): Failure {
  const kinds = FEATURES.map((feature) => feature.kind);
  const meant = OTHER_NAMES[kind.toLowerCase()] ?? didYouMean(kind, kinds);
  const hint = `${meant === null ? "" : `Did you mean "${meant}"? `}Features: ${kinds.toSorted().join(", ")}.`;
  return usage(`There is no feature "${kind}".`, hint, "FEATURE_UNKNOWN");
}

function unknownParameter(feature: FeatureDefinition, name: string): Failure {
  const names = feature.parameters.map((parameter) => parameter.name);
  const meant = didYouMean(name, names);
  const allowed = names.length === 0 ? "It has none." : `Parameters: ${names.join(", ")}.`;
  const hint = `${meant === null ? "" : `Did you mean "${meant}"? `}${allowed}`;
  return usage(`Feature ${feature.kind} has no parameter "${name}".`, hint);
}

function usage(message: string, hint: string, code = "FEATURE_PARAMETER"): Failure {
  return new Failure({ code, exitCode: EXIT.usage, message, hint });
}
