/** What the main thread asks of the worker that holds the embedded PostgreSQL. */
export type EmbeddedRequest =
  | { readonly id: number; readonly kind: "query"; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly id: number; readonly kind: "close" };

/** Its answers; `opened` comes once, unasked. */
export type EmbeddedReply =
  | { readonly kind: "opened"; readonly wasRecreated: boolean }
  | { readonly kind: "failed-to-open"; readonly message: string }
  | { readonly kind: "rows"; readonly id: number; readonly rows: unknown[]; readonly affectedRows: number }
  | { readonly kind: "error"; readonly id: number; readonly message: string; readonly code: string };

/** Start data of the worker. */
export interface EmbeddedOptions {
  readonly directory: string;
  /** Initialised dump to start a new directory from; null or missing file: initialise anew (5-7 s). */
  readonly templateFile: string | null;
}
