import { resolve } from "node:path";
import { loadStrategies } from "../../research/strategies/load-strategies.ts";
import type { OwnStrategy } from "../../research/strategies/own-strategy.ts";
import type { CommandArgs, OptionSpec } from "./command.ts";
import { textOf } from "./command.ts";
import type { CliIo } from "./io.ts";

/** The option that names the folder of users' own strategies. */
export const STRATEGIES_OPTION: OptionSpec = {
  name: "strategies",
  kind: "text",
  value: "DIR",
  summary: "folder of your own strategies, .ts and .js modules (docs/guides/strategies.md)",
};

/** Loads the folder that was named, else that of the configuration; none without one. A Failure names file, line or field. */
export async function readOwnStrategies(
  args: CommandArgs,
  io: CliIo,
  configured: string | null = null,
): Promise<readonly OwnStrategy[]> {
  const folder = textOf(args, "strategies", configured);
  return folder === null ? [] : await loadStrategies(resolve(io.cwd, folder));
}
