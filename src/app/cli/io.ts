import { dataFolderPath } from "../../platform/data-folder.ts";

/** What a command may touch of its surroundings, so that tests can run it in process. */
export interface CliIo {
  /** Writes one line of the result to standard output. */
  readonly out: (line: string) => void;
  /** Writes one line of progress, logs or hints to standard error. */
  readonly err: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** True when standard error is a terminal that may be redrawn. */
  readonly isTerminal: boolean;
  /** Width of the terminal in characters, 100 when unknown. */
  readonly columns: number;
}

/** The surroundings of the real process. */
export function processIo(): CliIo {
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    env: process.env,
    cwd: process.cwd(),
    isTerminal: process.stderr.isTTY,
    columns: process.stdout.columns ?? 100,
  };
}

/** The data directory: `--data-dir`, else AGENTTRADER_HOME, else `.agenttrader` in the working directory. */
export function dataDirOf(option: string | null, io: CliIo): string {
  return dataFolderPath({ flag: option ?? undefined, environment: io.env, workingDirectory: io.cwd });
}
