import type { FastifyInstance } from "fastify";
import type { SignalAnswer } from "../../contract/command-port.ts";
import type { ProblemCode } from "../../contract/problem.ts";
import type { SignalRefusal } from "../../contract/signal.ts";
import { principalOf } from "../authenticate.ts";
import { ProblemError } from "../problem-error.ts";
import { registerRoute } from "../register-route.ts";
import type { ServerOptions } from "../server-options.ts";

/** Refusals that are not simply SIGNAL_REFUSED (422). */
const PROBLEM_OF: { readonly [R in SignalRefusal]?: ProblemCode } = {
  BAD_JSON: "BAD_JSON",
  PLACEHOLDER_LEFT: "PLACEHOLDER_LEFT",
  UNKNOWN_PROFILE: "VALIDATION",
  CONFLICT: "CONFLICT",
  TOO_LARGE: "TOO_LARGE",
  RATE_LIMITED: "RATE_LIMITED",
};

/** The body is kept byte for byte, whatever its content type says. */
export function registerPostSignal(app: FastifyInstance, options: ServerOptions): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
    // The door has its own limit, with a burst that suits senders.
    registerRoute(
      scope,
      "postSignal",
      async (request, reply) => {
        const raw = typeof request.body === "string" ? request.body : "";
        const { profile } = request.query as { profile?: unknown };
        const wanted = typeof profile === "string" ? profile : "standard@1";
        const answer = await options.commands.submitSignal({ principal: principalOf(request), profile: wanted, raw });
        if (answer.kind !== "receipt") throw problemOfAnswer(answer);
        reply.code(answer.receipt.status === "duplicate" ? 200 : 202);
        return reply.send(answer.receipt);
      },
      { rateLimit: false, alsoStatus: [200] },
    );
  });
}

function problemOfAnswer(answer: Exclude<SignalAnswer, { kind: "receipt" }>): ProblemError {
  if (answer.kind === "unavailable") {
    return new ProblemError("JOURNAL_UNAVAILABLE", answer.detail, { retryAfterSeconds: 5 });
  }
  const { code, detail, receiptId } = answer;
  const named = answer.fields.map((field) => ({ ...field, code }));
  const fields = named.length > 0 ? named : [{ pointer: "/", message: detail, code }];
  const receipt = receiptId === null ? "" : ` Receipt ${receiptId}.`;
  const more = code === "RATE_LIMITED" ? { fields, retryAfterSeconds: 1 } : { fields };
  return new ProblemError(PROBLEM_OF[code] ?? "SIGNAL_REFUSED", `${code}: ${detail}${receipt}`, more);
}
