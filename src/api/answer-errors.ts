import { STATUS_CODES } from "node:http";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { CommandNotDone, CommandUnavailable } from "../contract/command-port.ts";
import { type Problem, type ProblemCode, type ProblemField, problemOf, PROBLEMS } from "../contract/problem.ts";
import { ViewsUnavailable } from "../contract/query-port.ts";
import { RunRefused } from "../contract/run-port.ts";
import { ProblemError } from "./problem-error.ts";
import type { ServerOptions } from "./server-options.ts";

/** Codes of the server's own refusals. */
const OF_FASTIFY: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: ["BAD_JSON", "The body is not valid JSON."],
  FST_ERR_CTP_EMPTY_JSON_BODY: ["BAD_JSON", "The body is empty."],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ["UNSUPPORTED_MEDIA_TYPE", "Send application/json."],
  FST_ERR_CTP_BODY_TOO_LARGE: ["TOO_LARGE", "The body exceeds 64 KiB."],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ["VALIDATION", "The body does not have its announced length."],
};

/** Every error leaves as a problem document; what broke here is told to the log, not to the caller. */
export function answerErrors(app: FastifyInstance, options: ServerOptions): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error instanceof ProblemError) {
      if (error.retryAfterSeconds !== null) reply.header("retry-after", String(error.retryAfterSeconds));
      return send(request, reply, error.code, error.message, [...error.fields]);
    }
    if (hasZodFastifySchemaValidationErrors(error)) {
      const where = error.validationContext ?? "body";
      const fields = error.validation.map((issue) => ({
        pointer: `/${where}${issue.instancePath}`,
        message: issue.message ?? "is not valid",
        code: null,
      }));
      const detail = fields.map((field) => `${field.pointer} ${field.message}`).join("; ");
      return send(request, reply, "VALIDATION", detail, fields);
    }
    if (error instanceof CommandNotDone) {
      const { code, message } = error;
      if (code === "NOT_FOUND") return send(request, reply, code, message);
      return send(request, reply, "COMMAND_REFUSED", `${code}: ${message}`, [{ pointer: "/", message, code }]);
    }
    if (error instanceof CommandUnavailable) {
      reply.header("retry-after", "5");
      return send(request, reply, "JOURNAL_UNAVAILABLE", error.message);
    }
    if (error instanceof ViewsUnavailable) {
      reply.header("retry-after", "2");
      return send(request, reply, "VIEWS_UNAVAILABLE", error.message);
    }
    if (error instanceof RunRefused) {
      const { code, message } = error;
      const problem = Object.hasOwn(PROBLEMS, code) ? (code as ProblemCode) : "RUN_REFUSED";
      if (PROBLEMS[problem].retryable) reply.header("retry-after", "10");
      return send(request, reply, problem, message, [{ pointer: "/", message, code }]);
    }
    if (isDatabaseGone(error)) {
      options.onInternalError(error, request.id);
      reply.header("retry-after", "5");
      return send(request, reply, "VIEWS_UNAVAILABLE", "The database of the read models does not answer.");
    }
    const known = OF_FASTIFY[error.code];
    if (known !== undefined) return send(request, reply, known[0], known[1]);
    if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
      return send(request, reply, "VALIDATION", STATUS_CODES[error.statusCode] ?? "The request is not valid.");
    }
    options.onInternalError(error, request.id);
    return send(request, reply, "INTERNAL", "The error is in the log under the correlation id.");
  });
}

/** A lost connection, or a server that stops or starts (SQLSTATE classes 08 and 57P). */
function isDatabaseGone(error: FastifyError): boolean {
  return error.name === "DatabaseUnavailable" || /^(ECONN|EPIPE|ETIMEDOUT|08\d|57P0)/.test(error.code ?? "");
}

/** Sends the document of one refusal. */
export function send(
  request: FastifyRequest,
  reply: FastifyReply,
  code: ProblemCode,
  detail: string,
  fields: ProblemField[] = [],
): FastifyReply {
  const problem: Problem = problemOf(code, detail, request.id, fields);
  return reply
    .code(problem.status)
    .type("application/problem+json")
    .serializer(JSON.stringify as (payload: unknown) => string)
    .send(problem);
}
