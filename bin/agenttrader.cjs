#!/usr/bin/env node
"use strict";
/**
 * The `agenttrader` command. Any Node from 20 on runs this file; it finds the project's own Node
 * and starts the command line with it: `src/app/cli.ts` in a clone, the built `dist/app/cli.js`
 * in an installed package. Arguments, signals and the exit code pass through unchanged.
 */
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { runBoot, projectNode, NODE_MAJOR } = require("./boot.cjs");

const root = path.dirname(__dirname);

function main() {
  // `npm start` has booted already and says so by the name of its step; a direct call boots itself.
  if (process.env.npm_lifecycle_event !== "start") {
    const code = runBoot(root);
    if (code !== 0) return process.exit(code);
  }
  const node = projectNode(root);
  if (node === null) {
    process.stderr.write(`Node ${NODE_MAJOR} is missing: run "npm install --include=optional" in ${root}.\n`);
    return process.exit(6);
  }
  const source = path.join(root, "src", "app", "cli.ts");
  const entry = fs.existsSync(source) ? source : path.join(root, "dist", "app", "cli.js");
  if (isSameNode(node)) return import(pathToFileURL(entry).href);
  return passOn(node, [entry, ...process.argv.slice(2)]);
}

/** Under `npm start` this already is the project's Node: no second process then. */
function isSameNode(node) {
  return fs.realpathSync(node) === fs.realpathSync(process.execPath);
}

function passOn(node, args) {
  const child = spawn(node, args, { stdio: "inherit" });
  // SIGUSR1 stops trading (docs/stopping.md); without a handler Node would open its debugger instead.
  const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1"].filter((name) => name in os.constants.signals);
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`${node} could not be started (${error.code}): run "npm install" in ${root}.\n`);
    process.exit(6);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (os.constants.signals[signal] ?? 0)));
}

void main();
