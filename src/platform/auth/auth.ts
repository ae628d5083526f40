import { LoginThrottle } from "./login-throttle.ts";
import { hashPassword, isPassword } from "./password.ts";
import { hashSecret, isSameSecret, makeSecret } from "./secret-token.ts";
import { type OpenSession, openSession } from "./sessions.ts";
import type { TableRow, TableStore } from "./table-store.ts";

const USERS = "users";
const SETUP = "setup";
const SETUP_KEY = "first-operator";
const SETUP_MS = 24 * 3_600_000;

export interface User {
  readonly username: string;
  readonly roles: readonly string[];
}
export interface NewOperator {
  readonly username: string;
  readonly email: string | null;
  readonly password: string;
}
export interface Credentials {
  /** User name or e-mail address. */
  readonly login: string;
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
  async setUp(code: string, wish: NewOperator, now: number): Promise<SignedIn | SignInRefused> {
    const row = this.store.get(SETUP, SETUP_KEY);
    const isRight = row !== null && isSameSecret(code, String(row["hash"])) && now < Number(row["expiresAt"]);
    if (!isRight || this.isSetUp || this.#isSettingUp) return { ok: false, reason: "SETUP_CLOSED" };
    this.#isSettingUp = true;
    try {
      const roles = ["admin", "trader"];
      const passwordHash = await hashPassword(wish.password);
      await this.store.put(USERS, nameKey(wish.username), {
        username: wish.username,
        email: wish.email,
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
    const row = this.#findByLogin(credentials.login);
    // By the user behind it: the e-mail address gives no second set of tries.
    const throttleKey = `${nameKey(row === null ? credentials.login : String(row["username"]))} ${address}`;
    const waitMs = this.#throttle.begin(throttleKey, now);
    if (waitMs > 0) return { ok: false, reason: "TRY_LATER", waitMs };
    const hash = typeof row?.["passwordHash"] === "string" ? row["passwordHash"] : null;
    if (!(await isPassword(credentials.password, hash))) return { ok: false, reason: "BAD_CREDENTIALS" };
    this.#throttle.succeed(throttleKey);
    const user = row === null ? null : this.findUser(String(row["username"]));
    if (user === null) return { ok: false, reason: "BAD_CREDENTIALS" };
    return { ok: true, ...(await openSession(this.store, user.username, now)), user };
  }

  /** By name, else by e-mail address; names win, so nobody can shadow one. */
  #findByLogin(login: string): TableRow | null {
    const key = nameKey(login);
    const isMeant = (row: TableRow): boolean => typeof row["email"] === "string" && nameKey(row["email"]) === key;
    return this.store.get(USERS, key) ?? this.store.list(USERS).find(([, row]) => isMeant(row))?.[1] ?? null;
  }

  findUser(username: string): User | null {
    const row = this.store.get(USERS, nameKey(username));
    return row === null ? null : { username: String(row["username"]), roles: row["roles"] as string[] };
  }
}

function nameKey(username: string): string {
  return username.normalize("NFKC").toLowerCase();
}
