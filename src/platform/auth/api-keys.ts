import { randomBytes } from "node:crypto";
import { hashSecret, isSameSecret, makeSecret } from "./secret-token.ts";
import type { TableStore } from "./table-store.ts";

const TABLE = "api_keys";
const DAY_MS = 86_400_000;
const FORM = /^atk_([0-9a-f]{12})_([\w-]{43})$/;
const NO_HASH = hashSecret("");

/** An API key; the secret is not in it. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly owner: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}
export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly owner: string;
  readonly days: number;
}

/** Makes a key; `text` is shown once and cannot be got again. */
export async function createApiKey(
  store: TableStore,
  wish: NewApiKey,
  now: number,
): Promise<{ text: string; key: ApiKey }> {
  const id = randomBytes(6).toString("hex");
  const secret = makeSecret();
  const { name, scopes, owner, days } = wish;
  const key: ApiKey = { id, name, scopes: [...scopes], owner, createdAt: now, expiresAt: now + days * DAY_MS };
  await store.put(TABLE, id, { ...key, hash: hashSecret(secret) });
  return { text: `atk_${id}_${secret}`, key };
}

/** The key whose text this is; null for an unknown, revoked or expired one. */
export function findApiKey(store: TableStore, text: string, now: number): ApiKey | null {
  const match = FORM.exec(text);
  const row = match === null ? null : store.get(TABLE, match[1] as string);
  const isRight = isSameSecret(match?.[2] ?? "", typeof row?.["hash"] === "string" ? row["hash"] : NO_HASH);
  if (row === null || !isRight) return null;
  const key = keyOf(row);
  return now < key.expiresAt ? key : null;
}

export function listApiKeys(store: TableStore): ApiKey[] {
  return store
    .list(TABLE)
    .map(([, row]) => keyOf(row))
    .sort((a, b) => b.createdAt - a.createdAt);
}

/** False when there is no such key. */
export async function revokeApiKey(store: TableStore, id: string): Promise<boolean> {
  if (store.get(TABLE, id) === null) return false;
  await store.put(TABLE, id, null);
  return true;
}

function keyOf(row: Readonly<Record<string, unknown>>): ApiKey {
  const { id, name, scopes, owner, createdAt, expiresAt } = row as unknown as ApiKey;
  return { id, name, scopes, owner, createdAt, expiresAt };
}
