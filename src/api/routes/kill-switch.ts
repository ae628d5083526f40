import type { FastifyInstance } from "fastify";
import { KILL_LEVELS, type KillCommand } from "../../contract/kill-switch.ts";
import { ViewsUnavailable } from "../../contract/query-port.ts";
import { principalOf } from "../authenticate.ts";
import { envelopeOfCore, envelopeOfResult, STALE } from "../envelope-of-result.ts";
import type { Idempotency } from "../idempotency.ts";
import { ProblemError } from "../problem-error.ts";
import { registerRoute } from "../register-route.ts";
import type { ServerOptions } from "../server-options.ts";

/** Stopping is never limited, never waits for the read models, and may be repeated. */
export function registerKillSwitch(app: FastifyInstance, options: ServerOptions, idempotency: Idempotency): void {
  const { queries, commands } = options;
  registerRoute(app, "killSwitch", async () => envelopeOfResult(options, await queries.killState(), STALE.never), {
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
          demandConfirm(command, options.mode);
          return envelopeOfCore(options, await commands.releaseKillSwitch({ by, reason }));
        }
        const level = KILL_LEVELS[(command.level ?? 1) - 1] ?? "REDUCE";
        if (level === "FLATTEN") demandConfirm(command, await flattenPhrase(options, command));
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

/** `FLATTEN n` with the positions open now; without read models the phrase alone must do. */
async function flattenPhrase(options: ServerOptions, command: KillCommand): Promise<string> {
  try {
    const { data } = await options.queries.killState();
    return `FLATTEN ${data.progress.openPositions}`;
  } catch (error) {
    if (!(error instanceof ViewsUnavailable)) throw error;
    return /^FLATTEN \d+$/.test(command.confirm ?? "") ? (command.confirm as string) : "FLATTEN 0";
  }
}
