import type { FastifyInstance } from "fastify";
import type { Idempotency } from "../idempotency.ts";
import type { ServerOptions } from "../server-options.ts";
import { registerAccounts } from "./accounts.ts";
import { registerApiKeys } from "./api-keys.ts";
import { registerGetDecisions } from "./get-decisions.ts";
import { registerGetHealth } from "./get-health.ts";
import { registerGetOrders } from "./get-orders.ts";
import { registerGetPortfolio } from "./get-portfolio.ts";
import { registerGetSignals } from "./get-signals.ts";
import { registerGetStream } from "./get-stream.ts";
import { registerKillSwitch } from "./kill-switch.ts";
import { registerLimits } from "./limits.ts";
import { registerOrderCommands } from "./order-commands.ts";
import { registerPostSignal } from "./post-signal.ts";
import { registerRuns } from "./runs.ts";
import { registerSignIn } from "./sign-in.ts";

/** All routes of the contract. */
export function registerRoutes(app: FastifyInstance, options: ServerOptions, idempotency: Idempotency): void {
  registerGetHealth(app, options);
  registerSignIn(app, options);
  registerGetPortfolio(app, options);
  registerGetOrders(app, options);
  registerGetSignals(app, options);
  registerGetDecisions(app, options);
  registerPostSignal(app, options);
  registerApiKeys(app, options, idempotency);
  registerOrderCommands(app, options, idempotency);
  registerAccounts(app, options, idempotency);
  registerLimits(app, options, idempotency);
  registerKillSwitch(app, options, idempotency);
  registerRuns(app, options, idempotency);
  registerGetStream(app, options);
}
