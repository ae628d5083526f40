import type { CSRF_HEADER, SessionState } from "../../../src/contract/auth.ts";
import type { Envelope } from "../../../src/contract/envelope.ts";
import { ConnectionError, problemCodeOf } from "./problem-error.ts";
import { problemFromResponse } from "./problem-from-response.ts";
import { replyReceived } from "./reply-clock.ts";
import { currentSession, rememberSession, sessionEnded } from "./session-store.ts";

const CSRF: typeof CSRF_HEADER = "x-csrf-token";
const TIMEOUT_MS = 10_000;

/** How a request differs from a plain read. */
export interface RequestOptions {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly body?: unknown;
  /** Made when the form opened; the same for each try. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** True for sign-in itself: a 401 there is an answer, not the end of a session. */
  readonly isSignIn?: boolean;
}

function headersOf(options: RequestOptions): Headers {
  const headers = new Headers({ accept: "application/json" });
  if (options.body !== undefined) headers.set("content-type", "application/json");
  if (options.idempotencyKey !== undefined) headers.set("idempotency-key", options.idempotencyKey);
  const token = currentSession()?.csrfToken;
  if (options.method !== undefined && options.method !== "GET" && token !== undefined) headers.set(CSRF, token);
  return headers;
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(path, {
      method: options.method ?? "GET",
      headers: headersOf(options),
      body: options.body === undefined ? null : JSON.stringify(options.body),
      credentials: "same-origin",
      signal: options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]),
    });
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    throw new ConnectionError(timeout.aborted ? "No answer within 10 s" : "The server cannot be reached");
  }
}

/** Asks the API; throws `ProblemError` for a refusal and `ConnectionError` when no answer came. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  try {
    return await requestOnce<T>(path, options);
  } catch (error) {
    // Another tab signed in again: the token of this one is from before.
    if (problemCodeOf(error) !== "CSRF") throw error;
    rememberSession((await requestOnce<SessionState>("/v1/auth/session", {})).session);
    return requestOnce<T>(path, options);
  }
}

async function requestOnce<T>(path: string, options: RequestOptions): Promise<T> {
  const response = await send(path, options);
  if (!response.ok) {
    const problem = await problemFromResponse(response);
    if (response.status < 500) replyReceived(null);
    if (response.status === 401 && options.isSignIn !== true) sessionEnded();
    throw problem;
  }
  if (response.status === 204) {
    replyReceived(null);
    return undefined as T;
  }
  const body = (await response.json()) as T & Partial<Envelope<unknown>>;
  // Only reads speak of facts: the answer to a command carries the moment of the command.
  replyReceived(options.method === undefined ? (body.meta?.asOf ?? null) : null);
  return body;
}
