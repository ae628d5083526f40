import type { ParameterSpec } from "../../core/strategies/strategy.ts";

const FUNCTIONS = ["validate", "features", "warmupBars", "createMemory", "onBar"] as const;
const FIELDS: readonly string[] = ["kind", "summary", "parameters", ...FUNCTIONS];
const PARAMETER_FIELDS = ["name", "type", "minimum", "maximum", "defaultValue", "description"] as const;
const TYPES = ["integer", "number", "boolean"];
const KIND = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const NAME = /^[A-Za-z][A-Za-z0-9]*$/;

/** What is wrong with the shape of an exported strategy, a sentence each: the field, what it was, what is allowed. */
export function checkDefinition(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [`strategy was ${shown(value)}; expected an object`];
  const fields = value as Readonly<Record<string, unknown>>;
  const problems = Object.keys(fields)
    .filter((name) => !FIELDS.includes(name))
    .map((name) => `${name} is no field of a strategy; allowed are ${FIELDS.join(", ")}`);
  const { kind, summary, parameters } = fields;
  if (typeof kind !== "string" || !KIND.test(kind) || kind.length > 63)
    problems.push(`kind was ${shown(kind)}; expected words of a-z and 0-9 joined by -, such as my-idea`);
  if (typeof summary !== "string" || summary.trim() === "")
    problems.push(`summary was ${shown(summary)}; expected one sentence`);
  for (const name of FUNCTIONS) {
    if (typeof fields[name] !== "function") problems.push(`${name} was ${shown(fields[name])}; expected a function`);
  }
  if (!Array.isArray(parameters)) return [...problems, `parameters was ${shown(parameters)}; expected a list`];
  const names = new Set<unknown>();
  parameters.forEach((parameter: unknown, i) => {
    problems.push(...checkParameter(parameter).map((text) => `parameters[${i}]${text}`));
    const name = (parameter as ParameterSpec | null)?.name;
    if (names.has(name)) problems.push(`parameters[${i}].name was ${shown(name)}, which one before it has already`);
    names.add(name);
  });
  return problems;
}

function checkParameter(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [` was ${shown(value)}; expected an object`];
  const fields = value as Readonly<Record<string, unknown>>;
  const { name, type, minimum, maximum, defaultValue, description } = fields;
  const problems = Object.keys(fields)
    .filter((key) => !PARAMETER_FIELDS.some((field) => field === key))
    .map((key) => `.${key} is no field of a parameter; allowed are ${PARAMETER_FIELDS.join(", ")}`);
  if (typeof name !== "string" || !NAME.test(name))
    problems.push(`.name was ${shown(name)}; expected a name of letters and digits`);
  if (typeof description !== "string" || description.trim() === "")
    problems.push(`.description was ${shown(description)}; expected a text`);
  if (typeof type !== "string" || !TYPES.includes(type))
    return [...problems, `.type was ${shown(type)}; allowed are ${TYPES.join(", ")}`];
  const isFit = (number: unknown): number is number =>
    typeof number === "number" && (type === "number" ? Number.isFinite(number) : Number.isSafeInteger(number));
  const wanted = type === "number" ? "a number" : "a whole number";
  if (!isFit(minimum) || !isFit(maximum) || minimum > maximum) {
    return [
      ...problems,
      `.minimum and .maximum were ${shown(minimum)} and ${shown(maximum)}; expected ${wanted} and one not below it`,
    ];
  }
  if (type === "boolean" && (minimum !== 0 || maximum !== 1))
    problems.push(`.minimum and .maximum were ${minimum} and ${maximum}; a boolean has 0 and 1`);
  if (defaultValue !== null && (!isFit(defaultValue) || defaultValue < minimum || defaultValue > maximum))
    problems.push(
      `.defaultValue was ${shown(defaultValue)}; expected ${wanted} from ${minimum} to ${maximum}, or null when a file must say it`,
    );
  return problems;
}

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint" || typeof value === "symbol") return String(value);
  return JSON.stringify(value)?.slice(0, 60) ?? typeof value;
}
