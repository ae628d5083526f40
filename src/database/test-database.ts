import { randomBytes } from "node:crypto";
import pg from "pg";

/** A database of its own on the test server. */
export interface TestDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/**
 * Makes an empty database on the server of `DATABASE_URL_TEST`, `PGHOST`, or 127.0.0.1:5432; null
 * when there is none, and a failure when `REQUIRE_SERVICES=1` says there must be one.
 */
export async function databaseForTest(): Promise<TestDatabase | null> {
  const env = process.env;
  const host = env["PGHOST"] ?? "127.0.0.1";
  const base =
    env["DATABASE_URL_TEST"] ?? `postgres://${env["PGUSER"] ?? "postgres"}@${host}:${env["PGPORT"] ?? "5432"}/postgres`;
  const name = `agenttrader_test_${randomBytes(6).toString("hex")}`;
  try {
    await run(base, `create database ${name}`);
  } catch (error) {
    if (env["REQUIRE_SERVICES"] === "1") throw error;
    console.error("NO POSTGRESQL SERVER: tests on a server are passed over (REQUIRE_SERVICES=1 makes this a failure)");
    return null;
  }
  const url = new URL(base);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(base, `drop database if exists ${name} with (force)`) };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
