import { accessSync, constants, existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { EXIT } from "../../platform/exit-codes.ts";
import { type Command, hasFlag, numberOf, textOf } from "./command.ts";
import { type CliIo, dataDirOf } from "./io.ts";

interface Finding {
  readonly check: string;
  readonly isOk: boolean;
  /** What was found, and for a problem what to do. */
  readonly text: string;
}

const NODE_MAJOR = 26;
const DEFAULT_PORT = 8080;
const FREE_BYTES_MIN = 500_000_000;

/** `agenttrader doctor`: one line for each thing the platform needs; exit 6 when one is missing. */
export const command: Command = {
  positionals: [],
  options: [
    { name: "data-dir", kind: "text", value: "DIR", summary: "Data directory (default .agenttrader)" },
    {
      name: "port",
      kind: "integer",
      min: 1,
      max: 65535,
      summary: `Port of the dashboard (default ${DEFAULT_PORT} or PORT)`,
    },
    { name: "json", kind: "flag", summary: "Print one JSON document" },
  ],
  examples: [
    { line: "doctor", what: "Check this folder and the default port" },
    { line: "doctor --data-dir /srv/fund --port 9000 --json", what: "Check what a service would use, for a script" },
  ],
  run: async (args, io) => {
    const findings = await examine({
      dataDir: dataDirOf(textOf(args, "data-dir", null), io),
      port: numberOf(args, "port", portFrom(io)),
      packageRoot: fileURLToPath(new URL("../../../", import.meta.url)),
    });
    const isOk = findings.every((finding) => finding.isOk);
    if (hasFlag(args, "json")) io.out(JSON.stringify({ ok: isOk, checks: findings }, null, 2));
    else printFindings(findings, io);
    return isOk ? 0 : EXIT.unavailable;
  },
};

function portFrom(io: CliIo): number {
  const port = Number(io.env["PORT"] ?? DEFAULT_PORT);
  return Number.isInteger(port) && port > 0 && port < 65536 ? port : DEFAULT_PORT;
}

function printFindings(findings: readonly Finding[], io: CliIo): void {
  const width = Math.max(...findings.map((finding) => finding.check.length));
  for (const finding of findings) {
    io.out(`${finding.isOk ? "ok     " : "problem"}  ${finding.check.padEnd(width)}  ${finding.text}`);
  }
  const problems = findings.filter((finding) => !finding.isOk).length;
  io.out(problems === 0 ? "Everything is in place." : `${problems} of ${findings.length} checks found a problem.`);
}

/** All findings, in the order of a start. */
export async function examine(where: {
  readonly dataDir: string;
  readonly port: number;
  readonly packageRoot: string;
}): Promise<readonly Finding[]> {
  return [
    nodeVersion(process.versions.node),
    install(where.packageRoot),
    dataFolder(where.dataDir),
    freeSpace(where.dataDir),
    await portIsFree(where.port),
    dashboard(where.packageRoot),
    databaseTemplate(where.packageRoot),
    { check: "browser", isOk: true, text: "none needed on this machine: any browser that reaches the address will do" },
  ];
}

function nodeVersion(version: string): Finding {
  const isOk = Number(version.split(".")[0]) >= NODE_MAJOR;
  const todo = isOk ? "" : `: ${NODE_MAJOR} or newer is needed, start through npm start or bin/agenttrader.cjs`;
  return { check: "node", isOk, text: `${version}${todo}` };
}

function install(root: string): Finding {
  if (!existsSync(join(root, "package-lock.json"))) return { check: "install", isOk: true, text: "installed package" };
  const isOk = existsSync(join(root, "node_modules", "fastify", "package.json"));
  return {
    check: "install",
    isOk,
    text: isOk ? "packages are installed" : `packages are missing: run "npm install" in ${root}`,
  };
}

function dataFolder(dataDir: string): Finding {
  try {
    const created = mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
    const probe = join(dataDir, `.doctor-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
    // A check leaves nothing behind.
    if (created !== undefined) rmSync(created, { recursive: true });
    return { check: "data folder", isOk: true, text: `${dataDir} is writable` };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    const todo = "choose another with --data-dir or give yourself the right to write it";
    return { check: "data folder", isOk: false, text: `${dataDir} cannot be written (${code}): ${todo}` };
  }
}

function freeSpace(dataDir: string): Finding {
  try {
    const disk = statfsSync(nearestFolder(dataDir));
    const free = disk.bavail * disk.bsize;
    const text = `${Math.round(free / 1e6)} MB free`;
    if (free >= FREE_BYTES_MIN) return { check: "disk", isOk: true, text };
    return { check: "disk", isOk: false, text: `${text}: at least ${FREE_BYTES_MIN / 1e6} MB are wanted, free some` };
  } catch {
    return { check: "disk", isOk: false, text: "cannot be measured" };
  }
}

function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

function portIsFree(port: number): Promise<Finding> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      const todo = "stop the other program or choose another with --port";
      resolve({ check: "port", isOk: false, text: `${port} cannot be opened (${error.code}): ${todo}` });
    });
    server.listen({ port, host: "127.0.0.1" }, () => {
      server.close(() => resolve({ check: "port", isOk: true, text: `${port} is free on 127.0.0.1` }));
    });
  });
}

function dashboard(root: string): Finding {
  const isOk = existsSync(join(root, "dist", "dashboard", "index.html"));
  const todo = `it is built by the next npm start, or by "node bin/boot.cjs" in ${root}`;
  return { check: "dashboard", isOk, text: isOk ? "is built" : `is not built: ${todo}` };
}

function databaseTemplate(root: string): Finding {
  const isClone = existsSync(join(root, "src", "database", "prepare-template.ts"));
  const isOk = !isClone || existsSync(join(root, "node_modules", ".cache", "agenttrader", "boot", "database"));
  const todo = `it is prepared by the next npm start, or by "node bin/boot.cjs" in ${root}`;
  return { check: "database", isOk, text: isOk ? "template is prepared" : `template is missing: ${todo}` };
}
