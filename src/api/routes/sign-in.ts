import type { FastifyInstance, FastifyReply } from "fastify";
import { type LoginBody, type Role, SESSION_COOKIE, type Session, type SignupBody } from "../../contract/auth.ts";
import type { SignedIn, SignInRefused, User } from "../../platform/auth/auth.ts";
import { closeSession, findSession, type OpenSession } from "../../platform/auth/sessions.ts";
import { ProblemError } from "../problem-error.ts";
import { registerRoute } from "../register-route.ts";
import type { ServerOptions } from "../server-options.ts";

const TEN_A_MINUTE = { max: 10, timeWindow: 60_000 };

/** Set-up, sign-in, sign-out, who am I. */
export function registerSignIn(app: FastifyInstance, options: ServerOptions): void {
  const { auth, now } = options;
  const answer = (reply: FastifyReply, result: SignedIn | SignInRefused): Session => {
    if (!result.ok) throw problemOf(result);
    reply.setCookie(SESSION_COOKIE, result.token, {
      ...cookieOptions(options),
      expires: new Date(result.session.expiresAt),
    });
    return sessionOf(result.session, result.user);
  };
  registerRoute(
    app,
    "authSignup",
    async (request, reply) => {
      const { code, email, username, password } = request.body as SignupBody;
      return answer(reply, await auth.setUp(code, { username, email: email ?? null, password }, now()));
    },
    { rateLimit: TEN_A_MINUTE },
  );
  registerRoute(
    app,
    "authLogin",
    async (request, reply) => {
      const { email, username, password } = request.body as LoginBody;
      return answer(reply, await auth.signIn({ login: username ?? email ?? "", password }, request.ip, now()));
    },
    { rateLimit: TEN_A_MINUTE },
  );
  registerRoute(app, "authLogout", async (request, reply) => {
    if (request.caller.kind === "session") await closeSession(auth.store, request.caller.token);
    reply.clearCookie(SESSION_COOKIE, cookieOptions(options));
    return null;
  });
  registerRoute(app, "authSession", (request) => {
    const { caller } = request;
    const session = caller.kind === "session" ? findSession(auth.store, caller.token, now()) : null;
    const user = session === null ? null : auth.findUser(session.username);
    return { isSetUp: auth.isSetUp, session: session === null || user === null ? null : sessionOf(session, user) };
  });
}

function cookieOptions(options: ServerOptions): { path: string; httpOnly: true; sameSite: "strict"; secure: boolean } {
  return { path: "/", httpOnly: true, sameSite: "strict", secure: options.isSecure };
}

function sessionOf(session: OpenSession, user: User): Session {
  const { username, csrfToken, expiresAt } = session;
  return { username, roles: [...user.roles] as Role[], csrfToken, expiresAt: new Date(expiresAt).toISOString() };
}

function problemOf(refused: SignInRefused): ProblemError {
  switch (refused.reason) {
    case "BAD_CREDENTIALS":
      return new ProblemError("BAD_CREDENTIALS", "There is no such user, or the password is another.");
    case "SETUP_CLOSED":
      return new ProblemError("SETUP_CLOSED", "Use the newest link that the start printed; it works once.");
    case "TRY_LATER": {
      const retryAfterSeconds = Math.ceil(refused.waitMs / 1_000);
      return new ProblemError("TRY_LATER", `Wait ${retryAfterSeconds} s.`, { retryAfterSeconds });
    }
  }
}
