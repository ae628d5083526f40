import { suggestion } from "../../platform/did-you-mean.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { KindSpec } from "../../platform/strategy-sections.ts";

type Comparison = "<" | "<=" | ">" | ">=" | "=" | "!=";

/** One side of a rule: `factor` x parameter, or the factor alone. */
interface Term {
  readonly factor: number;
  readonly name: string | null;
}

/** A condition that every combination of the grid must hold, e.g. `slow>=2*fast`. */
export interface WhereRule {
  readonly text: string;
  readonly left: Term;
  readonly comparison: Comparison;
  readonly right: Term;
}

const RULE = /^([^<>=!]+)(<=|>=|!=|<|>|=)([^<>=!]+)$/;
const TERM = /^(?:(\d+(?:\.\d+)?)\*)?([A-Za-z]\w*)$/;
const EXPECTED = "Write a comparison of parameters and numbers such as slow>=2*fast.";

/** Reads the rules against the parameters of `kind`; a {@link Failure} names what was and what is allowed. */
export function parseWhere(texts: readonly string[], kind: KindSpec): WhereRule[] {
  const names = kind.parameters.map((parameter) => parameter.name);
  return texts.map((text) => {
    const [, left = "", comparison = "", right = ""] = RULE.exec(text.replaceAll(" ", "")) ?? [];
    if (comparison === "") throw refuse("WHERE_INVALID", `--where was "${text}".`, EXPECTED);
    return {
      text,
      left: termOf(left, text, names),
      comparison: comparison as Comparison,
      right: termOf(right, text, names),
    };
  });
}

/** True when `parameters` hold the rule. */
export function holdsRule(
  { left, comparison, right }: WhereRule,
  parameters: Readonly<Record<string, number>>,
): boolean {
  const a = valueOf(left, parameters);
  const b = valueOf(right, parameters);
  switch (comparison) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "=":
      return a === b;
    case "!=":
      return a !== b;
  }
}

function valueOf({ factor, name }: Term, parameters: Readonly<Record<string, number>>): number {
  return name === null ? factor : factor * (parameters[name] ?? Number.NaN);
}

function termOf(side: string, text: string, names: readonly string[]): Term {
  if (/^-?\d+(\.\d+)?$/.test(side)) return { factor: Number(side), name: null };
  const [, factor, name] = TERM.exec(side) ?? [];
  if (name === undefined) throw refuse("WHERE_INVALID", `--where ${text}: "${side}" is not understood.`, EXPECTED);
  if (!names.includes(name))
    throw refuse(
      "WHERE_PARAMETER_UNKNOWN",
      `--where ${text}: there is no parameter "${name}", only ${names.join(", ")}.`,
      suggestion(name, names).trim(),
    );
  return { factor: factor === undefined ? 1 : Number(factor), name };
}

function refuse(code: string, message: string, hint: string): Failure {
  return new Failure({ code, exitCode: EXIT.usage, message, hint });
}
