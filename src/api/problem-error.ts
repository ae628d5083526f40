import type { ProblemCode, ProblemField } from "../contract/problem.ts";

/** Thrown by a route to answer with a problem document; everything else thrown is INTERNAL. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: ProblemCode;
  readonly fields: readonly ProblemField[];
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ProblemCode,
    detail: string,
    more: { fields?: readonly ProblemField[]; retryAfterSeconds?: number } = {},
  ) {
    super(detail);
    this.code = code;
    this.fields = more.fields ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }
}
