import type { CliIo } from "./io.ts";

/** One option of a command; its value type follows from `kind`. */
export interface OptionSpec {
  /** Long name without dashes. */
  readonly name: string;
  /** `flag` takes no value; `number` any finite number; `integer` a safe integer. */
  readonly kind: "flag" | "text" | "number" | "integer";
  readonly summary: string;
  /** How the value is called in the help, e.g. `DIR`. */
  readonly value?: string;
  /** Closed list of allowed values of a `text`. */
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** May be given several times; read it with {@link textsOf}. */
  readonly isRepeated?: boolean;
}

export interface PositionalSpec {
  /** As shown in the help, e.g. `STRATEGY`. */
  readonly name: string;
  readonly summary: string;
  readonly isOptional?: boolean;
  /** Last one only: any number of them, one at least. */
  readonly isRepeated?: boolean;
}

export interface Example {
  readonly line: string;
  readonly what: string;
}

/** What the command table knows without loading the command. */
export interface CommandEntry {
  /** One or two words, e.g. `journal verify`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** A command: each lives in its own file and is imported when it is called. */
export interface Command {
  readonly positionals: readonly PositionalSpec[];
  readonly options: readonly OptionSpec[];
  /** Two at least, without the leading `agenttrader`. */
  readonly examples: readonly Example[];
  /** Returns the exit code; a Failure thrown inside becomes its sentence and its code. */
  readonly run: (args: CommandArgs, io: CliIo) => Promise<number>;
}

/** Parsed arguments: options that were not given are absent. */
export interface CommandArgs {
  readonly positionals: readonly string[];
  readonly values: ReadonlyMap<string, boolean | string | number | readonly string[]>;
}

/** Value of a `text` option, or `otherwise`. */
export function textOf<T extends string | null>(args: CommandArgs, name: string, otherwise: T): string | T {
  const value = args.values.get(name);
  return typeof value === "string" ? value : otherwise;
}

/** Value of a `number` or `integer` option, or `otherwise`. */
export function numberOf<T extends number | null>(args: CommandArgs, name: string, otherwise: T): number | T {
  const value = args.values.get(name);
  return typeof value === "number" ? value : otherwise;
}

/** True when the flag was given. */
export function hasFlag(args: CommandArgs, name: string): boolean {
  return args.values.get(name) === true;
}

/** Values of a repeated option, in the order given. */
export function textsOf(args: CommandArgs, name: string): readonly string[] {
  const value = args.values.get(name);
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
