import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { CSRF_HEADER, type Session } from "../contract/auth.ts";
import type { CommandPort, OrderedBy, SignalAnswer, SignalDelivery } from "../contract/command-port.ts";
import type { KillState } from "../contract/kill-switch.ts";
import type { QueryPort, QueryResult } from "../contract/query-port.ts";
import type { RunPort } from "../contract/run-port.ts";
import { Auth } from "../platform/auth/auth.ts";
import type { CommandReceipt } from "../contract/operator-command.ts";
import { createMemoryTables } from "../platform/auth/memory-table-store.ts";
import { hashSecret } from "../platform/auth/secret-token.ts";
import { createServer } from "./create-server.ts";
import type { ServerOptions } from "./server-options.ts";
import { StreamHub } from "./stream-hub.ts";

export const NOW: number = Date.UTC(2026, 0, 5, 15);
export const PASSWORD = "correct horse battery";
export const LOCAL_TOKEN = "the-token-of-the-data-directory";

/** A server over fakes, and what they were told. */
export interface TestServer {
  readonly app: FastifyInstance;
  readonly auth: Auth;
  readonly hub: StreamHub;
  readonly clock: { now: number };
  readonly deliveries: SignalDelivery[];
  readonly commands: string[];
  readonly errors: unknown[];
  /** Signed in as the first operator: cookie and CSRF header. */
  readonly operator: () => Promise<Record<string, string>>;
  readonly call: (
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    url: string,
    more?: InjectOptions,
  ) => Promise<LightMyRequestResponse>;
}
export interface Fakes {
  readonly queries?: Partial<QueryPort>;
  readonly runs?: Partial<RunPort>;
  /** Thrown by every command of an operator. */
  readonly refusal?: Error;
  readonly answer?: (delivery: SignalDelivery) => SignalAnswer;
  readonly server?: Partial<ServerOptions>;
}

export const RELEASED: KillState = {
  state: "ACTIVE",
  level: 0,
  scope: "all",
  engagedAt: null,
  engagedBy: null,
  reason: null,
  progress: {
    openPositions: 2,
    openOrders: 0,
    workingEntries: 0,
    workingExits: 0,
    cancelledOrders: 0,
    closedLots: 0,
    waitingFor: [],
  },
  certificate: null,
};

export function resultOf<T>(data: T): QueryResult<T> {
  return { data, asOfSeq: 7, asOf: "2026-01-05T15:00:00.000Z", currency: "USD", page: null, partial: null };
}

export async function serverForTest(fakes: Fakes = {}): Promise<TestServer> {
  const clock = { now: NOW };
  const auth = new Auth(createMemoryTables(async () => {}).store);
  const hub = new StreamHub(100, 0);
  const deliveries: SignalDelivery[] = [];
  const commands: string[] = [];
  const errors: unknown[] = [];
  const queries = {
    health: () => ({ status: "ok", mode: "PAPER", asOfSeq: 7, build: "test", uptimeSeconds: 1 }),
    killState: async () => RELEASED,
    limits: () => [],
    accounts: async () => resultOf([]),
    reconciliations: async () => resultOf([]),
    orders: async () => resultOf([]),
    order: async () => resultOf(null),
    ...fakes.queries,
  } as unknown as QueryPort;
  const take = async (what: string, { by, reason }: OrderedBy): Promise<CommandReceipt> => {
    commands.push(`${what} by ${by}: ${reason}`);
    if (fakes.refusal !== undefined) throw fakes.refusal;
    return { command: what.split(" ")[0] ?? "", seq: 9 };
  };
  const command: CommandPort = {
    submitSignal: async (delivery) => {
      deliveries.push(delivery);
      const receipt = { receiptId: "r-1", signalId: "s-1", status: "accepted", seq: 8 } as const;
      return fakes.answer?.(delivery) ?? { kind: "receipt", receipt };
    },
    engageKillSwitch: async ({ level, by, reason }) => {
      commands.push(`engage ${level} ${by} ${reason}`);
      return { ...RELEASED, state: level, level: 1 };
    },
    releaseKillSwitch: async ({ by, reason }) => {
      commands.push(`release ${by} ${reason}`);
      return RELEASED;
    },
    cancelOrder: (id, by) => take(`cancel-order ${id}`, by),
    cancelAll: (account, by) => take(`cancel-all ${account}`, by),
    replaceOrder: (id, change, by) => take(`replace-order ${id} ${change.qty} ${change.limit} ${change.stop}`, by),
    reconcile: (account, by) => take(`reconcile ${account}`, by),
    acceptVenue: (account, by) => take(`accept-venue ${account}`, by),
    changeLimits: (change, approvedBy, by) =>
      take(`change-limits ${JSON.stringify(change)} approved by ${approvedBy}`, by),
  };
  const app = await createServer({
    queries,
    commands: command,
    runs: (fakes.runs ?? {}) as RunPort,
    auth,
    hub,
    mode: "PAPER",
    build: "test",
    hostNames: [],
    dashboardDirectory: null,
    isSecure: false,
    isRealTime: true,
    localTokenHash: hashSecret(LOCAL_TOKEN),
    now: () => clock.now,
    onInternalError: (error) => errors.push(error),
    ...fakes.server,
  });
  const call: TestServer["call"] = (method, url, more = {}) =>
    app.inject({ method, url, ...more, headers: { host: "127.0.0.1:4000", ...more.headers } });
  const operator = async (): Promise<Record<string, string>> => {
    const code = (await auth.createSetupCode(clock.now)) ?? "";
    const payload = { code, username: "ann", password: PASSWORD };
    const response = await call("POST", "/v1/auth/signup", { payload });
    const session = response.json<Session>();
    return { cookie: `${response.cookies[0]?.name}=${response.cookies[0]?.value}`, [CSRF_HEADER]: session.csrfToken };
  };
  return { app, auth, hub, clock, deliveries, commands, errors, operator, call };
}
