import { z } from "zod";
import { isoTime } from "./text.ts";

/** Name of the session cookie. */
export const SESSION_COOKIE = "agenttrader_session";
/** Header that must repeat the session's CSRF token on every request that changes something. */
export const CSRF_HEADER = "x-csrf-token";
export const PASSWORD_LENGTH_MIN = 12;

export const KEY_SCOPES = ["signal:write", "read", "research"] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];
export const ROLES = ["admin", "trader"] as const;
export type Role = (typeof ROLES)[number];

/** Body of `POST /v1/auth/signup`: the one-time code of the link and the first operator. */
export interface SignupBody {
  code: string;
  email?: string | undefined;
  username: string;
  password: string;
}
/** Body of `POST /v1/auth/login`: one of e-mail and user name; either field takes both. */
export interface LoginBody {
  email?: string | undefined;
  username?: string | undefined;
  password: string;
}
/** Answer of set-up, login and `GET /v1/auth/session`. */
export interface Session {
  username: string;
  roles: Role[];
  csrfToken: string;
  expiresAt: string;
}
/** Answer of `GET /v1/auth/session` without a session, too: is the set-up still open? */
export interface SessionState {
  isSetUp: boolean;
  session: Session | null;
}
/** Body of `POST /v1/api-keys`. */
export interface ApiKeyBody {
  name: string;
  scopes: KeyScope[];
  /** Days until it expires; null: a year. */
  expiresInDays?: number | null | undefined;
}
/** An API key without its secret. */
export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  scopes: KeyScope[];
  createdAt: string;
  expiresAt: string;
}
/** Answer to the making of a key: the only time that `key` is shown. */
export interface ApiKeyCreated {
  key: string;
  row: ApiKeyRow;
}

const username = z.string().regex(/^[A-Za-z0-9._@+-]{1,100}$/, "letters, digits and . _ @ + -");
const password = z.string().min(1).max(512);
const email = z
  .string()
  .max(200)
  .regex(/^[^\s@]+@[^\s@]+$/, "an e-mail address");
/** Schema of {@link SignupBody}. */
export const signupBodySchema: z.ZodType<SignupBody> = z.strictObject({
  code: z.string().min(1).max(200),
  email: email.optional(),
  username,
  password: z.string().min(PASSWORD_LENGTH_MIN).max(512),
});
/** Schema of {@link LoginBody}. */
export const loginBodySchema: z.ZodType<LoginBody> = z
  .strictObject({ email: z.string().min(1).max(200).optional(), username: username.optional(), password })
  .refine((body) => (body.email === undefined) !== (body.username === undefined), {
    message: "give the e-mail address or the user name",
    path: ["username"],
  });
/** Schema of {@link Session}. */
export const sessionSchema: z.ZodType<Session> = z.object({
  username: z.string(),
  roles: z.array(z.enum(ROLES)),
  csrfToken: z.string(),
  expiresAt: isoTime,
});
/** Schema of {@link SessionState}. */
export const sessionStateSchema: z.ZodType<SessionState> = z.object({
  isSetUp: z.boolean(),
  session: sessionSchema.nullable(),
});
/** Schema of {@link ApiKeyBody}. */
export const apiKeyBodySchema: z.ZodType<ApiKeyBody> = z.strictObject({
  name: z.string().min(1).max(100),
  scopes: z.array(z.enum(KEY_SCOPES)).min(1),
  expiresInDays: z.int().min(1).max(3650).nullable().optional(),
});
/** Schema of {@link ApiKeyRow}. */
export const apiKeyRowSchema: z.ZodType<ApiKeyRow> = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.enum(KEY_SCOPES)),
  createdAt: isoTime,
  expiresAt: isoTime,
});
/** Schema of {@link ApiKeyCreated}. */
export const apiKeyCreatedSchema: z.ZodType<ApiKeyCreated> = z.object({ key: z.string(), row: apiKeyRowSchema });
