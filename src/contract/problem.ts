import { z } from "zod";

/** Every refusal of the API: code -> status, title and whether the same request may work later. */
export const PROBLEMS = {
  VALIDATION: { status: 400, title: "The request is not valid", retryable: false },
  BAD_JSON: { status: 400, title: "The body is not valid JSON", retryable: false },
  PLACEHOLDER_LEFT: { status: 400, title: "The body still contains a placeholder", retryable: false },
  RUN_REFUSED: { status: 400, title: "The run cannot be made as asked for", retryable: false },
  UNAUTHENTICATED: { status: 401, title: "Sign in or send an API key", retryable: false },
  BAD_CREDENTIALS: { status: 401, title: "Name or password is wrong", retryable: false },
  BAD_TOKEN: { status: 401, title: "The token is not valid", retryable: false },
  FORBIDDEN: { status: 403, title: "Not allowed", retryable: false },
  CSRF: { status: 403, title: "The CSRF header is missing or wrong", retryable: false },
  HOST_NOT_ALLOWED: { status: 403, title: "This host name is not served", retryable: false },
  ORIGIN_NOT_ALLOWED: { status: 403, title: "This origin may not call the API", retryable: false },
  SETUP_CLOSED: { status: 403, title: "The set-up link is not valid any more", retryable: false },
  NOT_FOUND: { status: 404, title: "Not found", retryable: false },
  CONFLICT: { status: 409, title: "It contradicts what is already there", retryable: false },
  RUN_ACTIVE: { status: 409, title: "The run is still under way", retryable: true },
  IDEMPOTENCY_MISMATCH: { status: 409, title: "The idempotency key was used with another body", retryable: false },
  IDEMPOTENCY_PENDING: { status: 409, title: "The same request is still being worked on", retryable: true },
  TOO_LARGE: { status: 413, title: "The body is too large", retryable: false },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: "This content type is not read here", retryable: false },
  SIGNAL_REFUSED: { status: 422, title: "The signal was refused", retryable: false },
  COMMAND_REFUSED: { status: 422, title: "The command was understood and not done", retryable: false },
  RATE_LIMITED: { status: 429, title: "Too many requests", retryable: true },
  TRY_LATER: { status: 429, title: "Too many tries, wait", retryable: true },
  RUN_QUEUE_FULL: { status: 429, title: "Enough runs are waiting", retryable: true },
  INTERNAL: { status: 500, title: "Something broke here", retryable: true },
  NOT_READY: { status: 503, title: "Still starting", retryable: true },
  JOURNAL_UNAVAILABLE: { status: 503, title: "The journal cannot be written", retryable: true },
  VIEWS_UNAVAILABLE: { status: 503, title: "The read models are not available", retryable: true },
  RUNS_UNAVAILABLE: { status: 503, title: "Runs cannot be stored or read", retryable: true },
  OVERLOADED: { status: 503, title: "Too much at once", retryable: true },
} as const;
/** Code of a refusal, key of {@link PROBLEMS}. */
export type ProblemCode = keyof typeof PROBLEMS;

/** One field that was refused: JSON pointer and reason. */
export interface ProblemField {
  pointer: string;
  message: string;
  /** Machine code where there is one (signals), else null. */
  code: string | null;
}
/** RFC 9457 problem document; media type `application/problem+json`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  correlationId: string;
  retryable: boolean;
  fields: ProblemField[];
}

const codes = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];
/** Schema of {@link Problem}. */
export const problemSchema: z.ZodType<Problem> = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(codes),
  correlationId: z.string(),
  retryable: z.boolean(),
  fields: z.array(z.object({ pointer: z.string(), message: z.string(), code: z.string().nullable() })),
});

/** Makes the document of one refusal. */
export function problemOf(
  code: ProblemCode,
  detail: string,
  correlationId: string,
  fields: ProblemField[] = [],
): Problem {
  const { status, title, retryable } = PROBLEMS[code];
  return { type: `urn:agenttrader:problem:${code}`, title, status, detail, code, correlationId, retryable, fields };
}
