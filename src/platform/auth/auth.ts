import { LoginThrottle } from "./login-throttle.ts";
import { hashPassword, isPassword } from "./password.ts";
import { hashSecret, isSameSecret, makeSecret } from "./secret-token.ts";
import { type OpenSession, openSession } from "./sessions.ts";
import type { TableStore } from "./table-store.ts";

const USERS = "users";
const SETUP = "setup";
const SETUP_KEY = "first-operator";
const SETUP_MS = 24 * 3_600_000;

export interface User {
  readonly username: string;
  readonly roles: readonly string[];
}
export interface Credentials {
  readonly username: string;
  readonly password: string;
}
export type SignedIn = {
  readonly ok: true;
  readonly token: string;
  readonly session: OpenSession;
  readonly user: User;
};
export type SignInRefused =
  | { readonly ok: false; readonly reason: "BAD_CREDENTIALS" | "SETUP_CLOSED" }
  | { readonly ok: false; readonly reason: "TRY_LATER"; readonly waitMs: number };

/** Set-up link and sign-in of people. Times are milliseconds since 1970. */
export class Auth {
  readonly store: TableStore;
  readonly #throttle = new LoginThrottle();
  #isSettingUp = false;

  constructor(store: TableStore) {
    this.store = store;
  }

  /** True once there is an operator; the set-up is then closed for good. */
  get isSetUp(): boolean {
    return this.store.list(USERS).length > 0;
  }

  /** New one-time code for the set-up link; the one before is void. Null when an operator exists. */
  async createSetupCode(now: number): Promise<string | null> {
    if (this.isSetUp) return null;
    const code = makeSecret();
    await this.store.put(SETUP, SETUP_KEY, { hash: hashSecret(code), expiresAt: now + SETUP_MS });
    return code;
  }

  /** Makes the first operator with a password of their own, and signs them in. */
  async setUp(code: string, wish: Credentials, now: number): Promise<SignedIn | SignInRefused> {
    const row = this.store.get(SETUP, SETUP_KEY);
    const isRight = row !== null && isSameSecret(code, String(row["hash"])) && now < Number(row["expiresAt"]);
    if (!isRight || this.isSetUp || this.#isSettingUp) return { ok: false, reason: "SETUP_CLOSED" };
    this.#isSettingUp = true;
    try {
      const roles = ["admin", "trader"];
      const passwordHash = await hashPassword(wish.password);
      await this.store.put(USERS, nameKey(wish.username), {
        username: wish.username,
        passwordHash,
        roles,
        createdAt: now,
      });
      await this.store.put(SETUP, SETUP_KEY, null);
      const opened = await openSession(this.store, wish.username, now);
      return { ok: true, ...opened, user: { username: wish.username, roles } };
    } finally {
      this.#isSettingUp = false;
    }
  }

  /** Unknown names and wrong passwords take equally long and answer alike. */
  async signIn(credentials: Credentials, address: string, now: number): Promise<SignedIn | SignInRefused> {
    const throttleKey = `${nameKey(credentials.username)} ${address}`;
    const waitMs = this.#throttle.begin(throttleKey, now);
    if (waitMs > 0) return { ok: false, reason: "TRY_LATER", waitMs };
    const row = this.store.get(USERS, nameKey(credentials.username));
    const hash = typeof row?.["passwordHash"] === "string" ? row["passwordHash"] : null;
    if (!(await isPassword(credentials.password, hash))) return { ok: false, reason: "BAD_CREDENTIALS" };
    this.#throttle.succeed(throttleKey);
    const user = this.findUser(credentials.username);
    if (user === null) return { ok: false, reason: "BAD_CREDENTIALS" };
    return { ok: true, ...(await openSession(this.store, user.username, now)), user };
  }

  findUser(username: string): User | null {
    const row = this.store.get(USERS, nameKey(username));
    return row === null ? null : { username: String(row["username"]), roles: row["roles"] as string[] };
  }
}

function nameKey(username: string): string {
  return username.normalize("NFKC").toLowerCase();
}
