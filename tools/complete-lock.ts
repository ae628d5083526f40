import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault, Finding } from "./finding.ts";
import { printFindings } from "./finding.ts";

/** A package of package-lock.json, as far as it matters here. */
interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** Words of a package's name and the platform they stand for. */
const OS_WORDS = ["linux", "darwin", "win32", "freebsd", "android", "openharmony"];
const CPU_WORDS = ["x64", "arm64", "arm", "ia32", "ppc64", "riscv64", "s390x", "wasm32"];
const REMEDY = "node tools/complete-lock.ts --write";

/**
 * Optional packages that the lock file leaves out. npm writes only those the registry offered on
 * that day, and `npm ci` refuses a lock file with a gap; each has one exact version in its parent.
 */
export function gapsOf(lock: Lock): Readonly<Record<string, LockedPackage>> {
  const gaps: Record<string, LockedPackage> = {};
  for (const [path, parent] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const isLocked = [`${path}/node_modules/${name}`, `node_modules/${name}`].some((at) => at in lock.packages);
      // Keys in npm's own order, so that npm does not write the file anew.
      const { os, cpu, libc } = platformOf(name);
      const dev = parent.dev === true ? { dev: true } : {};
      if (!isLocked) gaps[`node_modules/${name}`] = { version, ...cpu, ...dev, ...libc, optional: true, ...os };
    }
  }
  return gaps;
}

/** Operating system, processor and C library that a name like `x-linux-arm64-musl` speaks of. */
function platformOf(name: string): Readonly<Record<"os" | "cpu" | "libc", LockedPackage>> {
  const words = name.split(/[/-]/);
  const os = OS_WORDS.filter((word) => words.includes(word));
  const cpu = CPU_WORDS.filter((word) => words.includes(word));
  const has = (start: string): boolean => os[0] === "linux" && words.some((word) => word.startsWith(start));
  const libc = has("musl") ? ["musl"] : has("gnu") ? ["glibc"] : [];
  return {
    os: os.length > 0 ? { os } : {},
    cpu: cpu.length > 0 ? { cpu } : {},
    libc: libc.length > 0 ? { libc } : {},
  };
}

/** Fails on a lock file with a gap, or on a gap whose platform its name does not tell. */
export function checkLock(root: string): Finding {
  const lock = readLock(root);
  const faults: Fault[] = Object.keys(gapsOf(lock)).map((path) => ({
    path: "package-lock.json",
    line: 0,
    text: `leaves out ${path}: ${REMEDY}`,
  }));
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (entry.optional !== true || "integrity" in entry || (entry.cpu !== undefined && entry.os !== undefined))
      continue;
    if (entry.cpu?.includes("wasm32")) continue;
    faults.push({ path: "package-lock.json", line: 0, text: `${path} has neither a platform nor a checksum` });
  }
  return { check: "lock file", seen: Object.keys(lock.packages).length - 1, unit: "packages", faults, note: "" };
}

/** Adds the missing packages, in the order npm keeps. */
export function completeLock(root: string): void {
  const lock = readLock(root);
  const packages = { ...lock.packages, ...gapsOf(lock) };
  const names = Object.keys(packages).sort((a, b) => (a < b ? -1 : 1));
  const sorted = Object.fromEntries(names.map((name) => [name, packages[name]]));
  writeFileSync(join(root, "package-lock.json"), `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
}

function readLock(root: string): Lock {
  return JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
}

if (import.meta.main) {
  if (process.argv.includes("--write")) completeLock(process.cwd());
  process.exitCode = printFindings([checkLock(process.cwd())]);
}
