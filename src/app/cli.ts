import { processIo } from "./cli/io.ts";
import { runCli } from "./cli/run-cli.ts";

// The reader of a pipe may leave early (`agenttrader ... | head`): that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await runCli(process.argv.slice(2), processIo());
