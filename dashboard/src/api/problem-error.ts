import type { Problem, ProblemCode, ProblemField } from "../../../src/contract/problem.ts";

/** A refusal of the API, with the document that explains it. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail === "" ? problem.title : problem.detail);
    this.problem = problem;
  }
}

/** No answer came: the server is away, or the time ran out. The outcome of a command is unknown. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
}

/** Code of a refusal; null for anything else. */
export function problemCodeOf(error: unknown): ProblemCode | null {
  return error instanceof ProblemError ? error.problem.code : null;
}

/** True when the same request may work later: no answer, or a refusal that says so. */
export function mayWorkLater(error: unknown): boolean {
  return error instanceof ConnectionError || (error instanceof ProblemError && error.problem.retryable);
}

/** Messages of a refusal by field name: `/body/username` -> `username`. */
export function fieldMessages(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ProblemError)) return {};
  const pairs = error.problem.fields.map((field: ProblemField) => [
    field.pointer.replace(/^\/(?:body\/)?/, ""),
    field.message,
  ]);
  return Object.fromEntries(pairs) as Readonly<Record<string, string>>;
}
