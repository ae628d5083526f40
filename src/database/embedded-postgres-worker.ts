import { existsSync, openAsBlob, rmSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import type { EmbeddedOptions, EmbeddedReply, EmbeddedRequest } from "./embedded-message.ts";
import { INT8_TYPE, parseInt8 } from "./int8.ts";

/** Thread of the embedded PostgreSQL: its queries block whoever runs them, so they run here. */
if (parentPort === null) throw new Error("the embedded PostgreSQL runs in a worker thread");
const port = parentPort;
const options = workerData as EmbeddedOptions;
const reply = (message: EmbeddedReply): void => port.postMessage(message);

const parsers = { [INT8_TYPE]: parseInt8 };
let database: PGlite;
// Requests are answered one after the other: a transaction spans several of them.
let tail: Promise<void> = start();
port.on("message", (request: EmbeddedRequest) => {
  tail = tail.then(() => answer(request));
});

async function start(): Promise<void> {
  try {
    database = await open();
    reply({ kind: "opened", wasRecreated: false });
  } catch {
    // The files are only a copy of what the journal holds, so a broken directory is made anew.
    try {
      rmSync(options.directory, { recursive: true, force: true });
      database = await open();
      reply({ kind: "opened", wasRecreated: true });
    } catch (error) {
      reply({ kind: "failed-to-open", message: error instanceof Error ? error.message : String(error) });
    }
  }
}

async function open(): Promise<PGlite> {
  const isNew = !existsSync(join(options.directory, "PG_VERSION"));
  const template = options.templateFile;
  const loadDataDir = isNew && template !== null && existsSync(template) ? await openAsBlob(template) : undefined;
  const opened = new PGlite({ dataDir: options.directory, ...(loadDataDir ? { loadDataDir } : {}) });
  await opened.waitReady;
  return opened;
}

async function answer(request: EmbeddedRequest): Promise<void> {
  if (request.kind === "close") {
    if (database && !database.closed) await database.close();
    reply({ kind: "rows", id: request.id, rows: [], affectedRows: 0 });
    port.close();
    return;
  }
  try {
    const result = await database.query(request.sql, [...request.parameters], { parsers });
    reply({ kind: "rows", id: request.id, rows: result.rows, affectedRows: result.affectedRows ?? 0 });
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
    reply({ kind: "error", id: request.id, message: error instanceof Error ? error.message : String(error), code });
  }
}
