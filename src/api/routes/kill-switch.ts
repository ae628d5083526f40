import type { FastifyInstance, FastifyRequest } from "fastify";
import { KILL_LEVELS, type KillCommand } from "../../contract/kill-switch.ts";
import { principalOf } from "../authenticate.ts";
import { envelopeOfCore } from "../envelope-of-result.ts";
import type { Idempotency } from "../idempotency.ts";
import { ProblemError } from "../problem-error.ts";
import { registerRoute } from "../register-route.ts";
import type { ServerOptions } from "../server-options.ts";

/** Stopping is never limited, never waits for the read models, and may be repeated. */
export function registerKillSwitch(app: FastifyInstance, options: ServerOptions, idempotency: Idempotency): void {
  const { queries, commands } = options;
  registerRoute(app, "killSwitch", async () => envelopeOfCore(options, await queries.killState()), {
    rateLimit: false,
  });
  registerRoute(
    app,
    "commandKillSwitch",
    (request, reply) =>
      idempotency.run(request, reply, 200, async () => {
        const command = request.body as KillCommand;
        const by = principalOf(request).name;
        const reason = command.reason ?? "";
        if (command.action === "release") {
          if (request.caller.kind !== "session")
            throw new ProblemError("FORBIDDEN", "Only a person releases the stop.");
          demandConfirm(command, options.mode);
          return envelopeOfCore(options, await commands.releaseKillSwitch({ by, reason }));
        }
        const level = KILL_LEVELS[(command.level ?? 1) - 1] ?? "REDUCE";
        if (level === "FLATTEN") demandConfirm(command, await flattenPhrase(options, request));
        return envelopeOfCore(options, await commands.engageKillSwitch({ level, by, reason }));
      }),
    { rateLimit: false },
  );
}

function demandConfirm(command: KillCommand, phrase: string): void {
  if (command.confirm === phrase) return;
  throw new ProblemError("CONFLICT", `Confirm with "${phrase}".`, {
    fields: [{ pointer: "/body/confirm", message: `must be "${phrase}"`, code: null }],
  });
}

/** `FLATTEN n` with the positions open now; a program that cannot read the screen says FLATTEN. */
async function flattenPhrase(options: ServerOptions, request: FastifyRequest): Promise<string> {
  if (request.caller.kind === "key") return "FLATTEN";
  return `FLATTEN ${(await options.queries.killState()).progress.openPositions}`;
}
