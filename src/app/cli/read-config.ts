import type { ResolvedConfig } from "../../platform/config-file.ts";
import { loadConfig } from "../../platform/config-file.ts";
import { STRATEGY_RULES } from "../up/strategy-rules.ts";
import type { CommandArgs, OptionSpec } from "./command.ts";
import { numberOf, textOf } from "./command.ts";
import type { CliIo } from "./io.ts";

/** The option that names the configuration file. */
export const CONFIG_OPTION: OptionSpec = {
  name: "config",
  kind: "text",
  value: "FILE",
  summary: "configuration file (default agenttrader.yaml)",
};

/** Defaults, file, environment and flags of a command; a Failure with exit code 2 that names each fault. */
export function readConfig(args: CommandArgs, io: CliIo): ResolvedConfig & { readonly file: string | null } {
  const port = numberOf(args, "port", null);
  return loadConfig({
    environment: io.env,
    flags: {
      config: textOf(args, "config", null) ?? undefined,
      mode: textOf(args, "mode", null) ?? undefined,
      host: textOf(args, "host", null) ?? undefined,
      port: port === null ? undefined : String(port),
    },
    checkLimits: STRATEGY_RULES.checkLimits,
    workingDirectory: io.cwd,
  });
}
