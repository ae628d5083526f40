import type { CommandPort, Principal } from "../contract/command-port.ts";
import type { Mode } from "../contract/mode.ts";
import type { QueryPort } from "../contract/query-port.ts";
import type { RunPort } from "../contract/run-port.ts";
import type { Auth } from "../platform/auth/auth.ts";
import type { StreamHub } from "./stream-hub.ts";

/** Everything the API needs; `app` wires it. */
export interface ServerOptions {
  readonly queries: QueryPort;
  readonly commands: CommandPort;
  readonly runs: RunPort;
  readonly auth: Auth;
  readonly hub: StreamHub;
  readonly mode: Mode;
  readonly build: string;
  /** Host names that are served besides 127.0.0.1, localhost and [::1], without port. */
  readonly hostNames: readonly string[];
  /** Built dashboard; null: API only. */
  readonly dashboardDirectory: string | null;
  /** Served over TLS: cookies are Secure. */
  readonly isSecure: boolean;
  /** False while trading runs by a clock of its own (replayed bars): ages then mean nothing. */
  readonly isRealTime: boolean;
  /** Wall clock, milliseconds since 1970. */
  readonly now: () => number;
  /** Hash of the token in the data directory, which lets its bearer see and stop; null: there is none. */
  readonly localTokenHash: string | null;
  /** Told of every answer 500, with what was thrown. */
  readonly onInternalError: (error: unknown, correlationId: string) => void;
}

/** Who a request comes from. */
export type Caller =
  | { readonly kind: "anonymous" }
  | { readonly kind: "session"; readonly principal: Principal; readonly token: string; readonly csrfToken: string }
  | { readonly kind: "key"; readonly principal: Principal; readonly scopes: readonly string[] };
