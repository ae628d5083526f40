import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { sql } from "kysely";
import { migrate } from "./migrate.ts";
import { type Database, openDatabase } from "./open-database.ts";
import { prepareTemplate } from "./prepare-template.ts";
import { databaseForTest } from "./test-database.ts";

const cache = join(import.meta.dirname, "..", "..", "node_modules", ".cache", "agenttrader");

async function usePlainly(database: Database): Promise<void> {
  const up = (db: typeof database.sql): Promise<void> =>
    db.schema.createTable("thing").addColumn("n", "bigint").execute();
  await migrate(database.sql, "things", { "0001": { up } });
  await migrate(database.sql, "things", { "0001": { up } });
  await sql`insert into thing values (9007199254740991), (9007199254740993)`.execute(database.sql);
  const { rows } = await sql<{ n: number | string }>`select n from thing order by n`.execute(database.sql);
  assert.deepEqual(rows, [{ n: 9007199254740991 }, { n: "9007199254740993" }]);
  await assert.rejects(
    database.sql.transaction().execute(async (trx) => {
      await sql`delete from thing`.execute(trx);
      throw new Error("rolled back");
    }),
    /rolled back/,
  );
  const count = await sql<{ n: number }>`select count(*) as n from thing`.execute(database.sql);
  assert.deepEqual(count.rows, [{ n: 2 }]);
  await assert.rejects(sql`select nonsense`.execute(database.sql), { code: "42703" });
}

test("the embedded database opens from the template, answers, survives a broken directory", async () => {
  const root = mkdtempSync(join(tmpdir(), "agenttrader-"));
  const directory = join(root, "views");
  const templateFile = await prepareTemplate(cache);
  try {
    const first = await openDatabase({ url: null, directory, templateFile });
    await usePlainly(first);
    await first.close();
    const second = await openDatabase({ url: null, directory, templateFile });
    assert.deepEqual((await sql`select count(*) as n from thing`.execute(second.sql)).rows, [{ n: 2 }]);
    await second.close();
    writeFileSync(join(directory, "global", "pg_control"), "broken");
    const third = await openDatabase({ url: null, directory, templateFile });
    await usePlainly(third);
    await third.close();
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

test("a server's database answers alike", async (t) => {
  const server = await databaseForTest();
  if (server === null) return t.skip("no PostgreSQL at 127.0.0.1:5432 or DATABASE_URL_TEST");
  const database = await openDatabase({ url: server.url, directory: "", templateFile: null });
  try {
    await usePlainly(database);
  } finally {
    await database.close();
    await server.drop();
  }
});

test("a wrong DATABASE_URL is one sentence without the password", async (t) => {
  const open = (url: string): Promise<Database> => openDatabase({ url, directory: "", templateFile: null });
  await assert.rejects(open("mysql://x"), { name: "DatabaseUnavailable", message: /expected postgres:\/\// });
  await assert.rejects(open("postgres://u:secret@127.0.0.1:1/x"), (error: Error) => {
    assert.match(error.message, /^DATABASE_URL points to 127\.0\.0\.1:1, where nothing listens/);
    assert.doesNotMatch(error.message, /secret/);
    return true;
  });
  const server = await databaseForTest();
  if (server === null) return t.diagnostic("no PostgreSQL: the missing database was not tried");
  const missing = new URL(server.url);
  missing.pathname = "/no_such_database";
  await assert.rejects(open(missing.href), { message: /names database "no_such_database"/ });
  await server.drop();
});
