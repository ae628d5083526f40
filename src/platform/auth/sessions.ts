import { deriveSecret, hashSecret, makeSecret } from "./secret-token.ts";
import type { TableStore } from "./table-store.ts";

const TABLE = "sessions";
const IDLE_MS = 12 * 3_600_000;
const LONGEST_MS = 7 * 24 * 3_600_000;
/** A session's last use is written down this often at most. */
const TOUCH_MS = 600_000;

/** A signed-in user. */
export interface OpenSession {
  readonly username: string;
  readonly csrfToken: string;
  readonly expiresAt: number;
}
interface SessionRow {
  readonly username: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
}

/** Opens a session; only the hash of its token is kept. */
export async function openSession(
  store: TableStore,
  username: string,
  now: number,
): Promise<{ token: string; session: OpenSession }> {
  await dropExpired(store, now);
  const token = makeSecret();
  const row: SessionRow = { username, createdAt: now, lastSeenAt: now };
  await store.put(TABLE, hashSecret(token), { ...row });
  return { token, session: sessionOf(token, row) };
}

/** The session behind a token, null when there is none or it expired. */
export function findSession(store: TableStore, token: string, now: number): OpenSession | null {
  const key = hashSecret(token);
  const row = store.get(TABLE, key) as SessionRow | null;
  if (row === null || isExpired(row, now)) return null;
  if (now - row.lastSeenAt > TOUCH_MS) {
    // Losing this write only means signing in again a little earlier.
    store.put(TABLE, key, { ...row, lastSeenAt: now }).catch(() => {});
  }
  return sessionOf(token, { ...row, lastSeenAt: now });
}

export async function closeSession(store: TableStore, token: string): Promise<void> {
  const key = hashSecret(token);
  if (store.get(TABLE, key) !== null) await store.put(TABLE, key, null);
}

function sessionOf(token: string, row: SessionRow): OpenSession {
  const expiresAt = Math.min(row.createdAt + LONGEST_MS, row.lastSeenAt + IDLE_MS);
  return { username: row.username, csrfToken: deriveSecret(token, "csrf"), expiresAt };
}

function isExpired(row: SessionRow, now: number): boolean {
  return now >= row.createdAt + LONGEST_MS || now >= row.lastSeenAt + IDLE_MS;
}

async function dropExpired(store: TableStore, now: number): Promise<void> {
  for (const [key, row] of store.list(TABLE)) {
    if (isExpired(row as unknown as SessionRow, now)) await store.put(TABLE, key, null);
  }
}
