import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { createServer } from "../../api/create-server.ts";
import { StreamHub } from "../../api/stream-hub.ts";
import { required } from "../../core/assert.ts";
import type { Input } from "../../core/model/input.ts";
import { hashSecret, makeSecret } from "../../platform/auth/secret-token.ts";
import { createSignalIntake } from "../../ingest/signal-from-request.ts";
import { Auth } from "../../platform/auth/auth.ts";
import type { TableRow } from "../../platform/auth/table-store.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, messageOf, systemCodeOf } from "../../platform/failure.ts";
import type { Log } from "../../platform/log.ts";
import type { Applied } from "../run/apply-input.ts";
import { CoreLoop } from "../run/core-loop.ts";
import { DurableGate } from "../run/durable-gate.ts";
import type { Speed } from "../run/sim-clock.ts";
import { SimClock } from "../run/sim-clock.ts";
import { openRunDesk } from "../runs/run-desk.ts";
import type { ResearchGround } from "../runs/strategy-sources.ts";
import { createCommands, orderCore } from "./commands.ts";
import { removeControlFile, writeControlFile } from "./control-file.ts";
import { DEMO_FILES } from "./demo-plan.ts";
import { createHealth } from "./health.ts";
import { createMarketStatus } from "./market-status.ts";
import { openRun, snapshotFolderOf } from "./open-run.ts";
import { replayForViews } from "./replay-for-views.ts";
import type { RunPlan } from "./run-plan.ts";
import { saveRun } from "./run-snapshot.ts";
import { limitRowsOf } from "./operator-words.ts";
import { RunTables } from "./run-tables.ts";
import { StopChannels } from "./stop-channels.ts";
import { StopDesk } from "./stop-desk.ts";
import { ViewService } from "./view-service.ts";

export interface PlatformOptions {
  readonly plan: RunPlan;
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  readonly speed: Speed;
  readonly build: string;
  readonly databaseUrl: string | null;
  readonly templateFile: string | null;
  readonly dashboardDirectory: string | null;
  readonly log: Log;
  /** False: no read models and no dashboard data; for tests that measure the core alone. */
  readonly hasViews: boolean;
  /** What research may run; left out: the demo's strategies in the demo, else nothing. */
  readonly research?: ResearchGround;
}

/** A running platform. */
export interface Platform {
  readonly address: string;
  readonly loop: CoreLoop;
  readonly auth: Auth;
  readonly isNew: boolean;
  readonly resumedInputs: number;
  /** Settles when the loop ended: resolves after {@link Platform.stop}, rejects when an invariant broke. */
  readonly finished: Promise<void>;
  /** Ends the loop at rest, saves a snapshot, writes everything out, closes all. */
  readonly stop: () => Promise<void>;
}

/** Inputs between two snapshots. */
const SNAPSHOT_EVERY = 20_000;

/** Starts everything of one data directory: journal, core, market, read models, HTTP. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { plan, folder, build, log } = options;
  const now = (): number => Date.now();
  const startedAt = now();
  const made: { loop: CoreLoop | null } = { loop: null };
  const loopOf = (): CoreLoop => required(made.loop, "the loop exists before anyone writes");
  const append = async (make: (at: number) => Input): Promise<number> => (await loopOf().submit(make)).input.seq;
  const tables = new RunTables(async (table: string, key: string, row: TableRow | null) => {
    await append((at) => ({ kind: "TableRecordWritten", seq: 0, tsEvent: at, tsReceived: at, table, key, row }));
  });
  const run = await openRun({
    folder,
    plan,
    build,
    tables,
    now: () => new Date(now()).toISOString(),
    notice: (text) => log.warn(text),
    onJournalFailure: (message) => log.error("journal", { code: "JOURNAL_UNAVAILABLE", detail: message }),
    onStrategyFault: (error) => log.error("strategy", { code: "STRATEGY_FAILED", err: messageOf(error) }),
  });
  const resumedSeq = run.core.state.seq;
  const hub = new StreamHub(resumedSeq);
  const snapshotFolder = snapshotFolderOf(folder);
  const views = new ViewService({
    databaseUrl: options.databaseUrl,
    dataFolder: folder,
    templateFile: options.templateFile,
    currency: "USD",
    runId: run.runId,
    resumedSeq,
    replayAfter: async (afterSeq, push) => {
      await run.journal.whenDurable(resumedSeq);
      await replayForViews({
        storage: run.storage,
        snapshotFolder,
        build,
        strategies: run.core.strategies,
        afterSeq,
        toSeq: resumedSeq,
        push,
        isBusy: () => views.isCongested,
      });
    },
    onCommitted: (commit) => hub.publish(commit),
    onFailed: (error) => log.error("views", { code: "VIEWS_FAILED", err: String(error) }),
  });

  const isFirstSliceAhead = run.core.state.now <= plan.start;
  const clock = new SimClock({ start: Math.max(run.core.state.now, plan.start), speed: options.speed, wallMs: now });
  if (isFirstSliceAhead) clock.waitForOpen(Number.POSITIVE_INFINITY);
  let savedSeq = resumedSeq;
  const save = (): void => {
    const { rows, signals } = tables.save();
    saveRun(snapshotFolder, build, {
      core: run.core.state,
      venue: run.driver.venue,
      feedAt: loop.feedAt,
      rows,
      signals,
      stop: run.stop,
    });
    savedSeq = run.core.state.seq;
  };
  const noteForSnapshot = ({ input }: Applied): void => {
    if (input.kind === "SignalReceived") tables.noteSignal(input);
    else if (input.kind === "TableRecordWritten") tables.noteRecord(input);
  };
  const desk = new StopDesk({
    facts: run.stop,
    store: tables.store,
    journal: run.journal,
    onFailed: (error) => log.error("stop", { code: "CERTIFICATE_NOT_WRITTEN", err: String(error) }),
  });
  const noteForStop = ({ input, outputs }: Applied): void => desk.note(input, outputs, run.core.state);
  const gate = new DurableGate(run.journal, (applied) => views.push(applied));
  const loop = new CoreLoop({
    core: run.core,
    journal: run.journal,
    outputs: run.outputs,
    driver: run.driver,
    feed: plan.feed,
    clock,
    listeners: [noteForSnapshot, noteForStop, ...(options.hasViews ? [(applied: Applied) => gate.push(applied)] : [])],
    atRest: () => {
      if (run.core.state.seq - savedSeq < SNAPSHOT_EVERY) return;
      try {
        save();
      } catch (error) {
        // The journal alone is enough to restart; the next rest tries again.
        savedSeq = run.core.state.seq;
        log.warn("snapshot", { code: "SNAPSHOT_FAILED", err: String(error) });
      }
    },
    isCongested: () => options.hasViews && views.isCongested,
  });
  loop.feedAt = run.feedAt;
  made.loop = loop;

  const intake = createSignalIntake({
    sink: { append: (input) => append(() => input) },
    instruments: { find: (symbol) => run.core.state.instruments.find((one) => one.symbol === symbol) ?? null },
    strategies: {
      find: (id) => run.core.state.trading?.config.strategies.find((one) => one.id === id) ?? null,
    },
    clock: { wall: () => now() * 1000, trading: () => loop.now() },
    environment: plan.config.environment,
    makeReceiptId: () => randomUUID(),
  });
  for (const signal of tables.signals) intake.remember(signal);
  const auth = new Auth(tables.store);
  const health = createHealth({ loop, journal: run.journal, views, mode: plan.mode, build, now, startedAt });
  const research = openRunDesk({
    dataDir: folder,
    build,
    research: options.research ?? demoResearch(plan),
    hasSample: plan.market["kind"] === "generator",
    now,
    onChange: (id) => hub.publish({ seq: hub.lastSeq, topics: ["runs"], refs: [id] }),
    notice: (text) => log.warn("runs", { detail: text }),
  });
  const localToken = makeSecret();
  const server = await createServer({
    queries: {
      ...views.queries(),
      ...health,
      marketStatus: createMarketStatus(loop, plan, options.speed),
      killState: () => desk.kill(run.core.state),
      limits: () => limitRowsOf(run.core.state),
    },
    commands: createCommands({ loop, intake, desk, folder }),
    runs: research.port,
    auth,
    hub,
    mode: plan.mode,
    build,
    hostNames: [],
    dashboardDirectory: options.dashboardDirectory,
    isSecure: false,
    localTokenHash: hashSecret(localToken),
    isRealTime: false,
    now,
    onInternalError: (error, correlationId) => log.error("api", { correlationId, err: String(error) }),
  });
  const address = await listen(server, options).catch(async (error: unknown) => {
    await server.close();
    await research.close();
    await run.journal.close();
    throw error;
  });
  writeControlFile(folder, { address: reachable(address), token: localToken, pid: process.pid });
  const channels = new StopChannels({
    folder,
    stateNow: () => required(run.core.state.trading, "a running core has its books").risk.tradingState,
    engage: ({ level, by, reason }) => orderCore(loop, { command: "engage-kill-switch", level }, { by, reason }),
    onFailed: ({ by }, error) => log.error("stop", { code: "STOP_NOT_WRITTEN", by, err: String(error) }),
  });
  // Before the loop: what wants it stopped is the first thing it hears.
  channels.start();
  const viewsStarted = options.hasViews ? views.start() : Promise.resolve();
  const finished = loop.run();
  finished.catch(() => undefined);
  desk.issue(run.core.state);

  async function stop(): Promise<void> {
    channels.stop();
    loop.stop();
    const hasEndedWell = await finished.then(
      () => true,
      () => false,
    );
    await server.close();
    await research.close();
    removeControlFile(folder, localToken);
    try {
      await run.journal.whenDurable(run.core.state.seq);
      // A core that broke in the middle of an input is no place to go on from.
      if (hasEndedWell) save();
    } finally {
      await run.journal.close().catch((error: unknown) => log.error("journal", { err: String(error) }));
      await viewsStarted;
      gate.release();
      await views.close();
    }
  }
  return { address, loop, auth, isNew: run.isNew, resumedInputs: run.resumedInputs, finished, stop };
}

/** The demo's strategies are nowhere but in itself. */
function demoResearch(plan: RunPlan): ResearchGround {
  return { sources: plan.mode === "DEMO" ? DEMO_FILES.map((text) => ({ kind: "text", text })) : [], own: [] };
}

/** An address that programs of this machine can ask; 0.0.0.0 is none. */
function reachable(address: string): string {
  return address.replace(/^http:\/\/(0\.0\.0\.0|::)(?=:)/, "http://127.0.0.1");
}

async function listen(server: FastifyInstance, options: PlatformOptions): Promise<string> {
  const { host, port } = options;
  try {
    await server.listen({ host, port });
  } catch (error) {
    const code = systemCodeOf(error);
    if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
    throw new Failure({
      code: "PORT_IN_USE",
      exitCode: EXIT.conflict,
      message: `The port ${port} on ${host} cannot be opened (${code}).`,
      hint: "Stop the other program or choose another port with --port.",
      cause: error,
    });
  }
  const bound = server.server.address();
  return `http://${host}:${typeof bound === "object" && bound !== null ? bound.port : port}`;
}
