import type { z } from "zod";
import { envelopeOf } from "./envelope.ts";
import { listQuerySchema } from "./list-query.ts";

/** Who may call: anyone; a session; a session or a key with the scope; `stop`: a session or the local token. */
export type RouteAccess = "public" | "session" | "read" | "research" | "signal:write" | "stop";

/** One line of the API. */
export interface RouteContract {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With the prefix `/v1`; `/api/v1` answers alike. */
  readonly path: string;
  readonly access: RouteAccess;
  readonly summary: string;
  /** Status of the plain answer. */
  readonly status: 200 | 201 | 202 | 204;
  readonly query: z.ZodType | null;
  readonly body: z.ZodType | null;
  /** Null: no body, or not JSON (stream). */
  readonly answer: z.ZodType | null;
}

const defaults = { method: "GET", access: "read", status: 200, query: null, body: null, answer: null } as const;
/** A line as the table says it: what is left out is the plain read. */
export type RouteLine = Pick<RouteContract, "path" | "summary"> & {
  readonly [K in keyof RouteContract]?: RouteContract[K];
};
/** A line with what most of them have. */
export const route = (line: RouteLine): RouteContract => ({ ...defaults, ...line });
/** A page of rows. */
export const list = (path: string, summary: string, row: z.ZodType): RouteContract =>
  route({ path, summary, query: listQuerySchema, answer: envelopeOf(row.array()) });
/** One answer under the envelope. */
export const one = (path: string, summary: string, data: z.ZodType, query: z.ZodType | null = null): RouteContract =>
  route({ path, summary, query, answer: envelopeOf(data) });
