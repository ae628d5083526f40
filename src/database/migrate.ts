import type { Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";

/** Forward steps by name, run in the order of their names; each folder brings its own. */
export type Migrations = Readonly<Record<string, Migration>>;

/** Brings the tables of `owner` (a folder's name) up to date; throws what a step threw. */
export async function migrate(sql: Kysely<unknown>, owner: string, migrations: Migrations): Promise<void> {
  const migrator = new Migrator({
    db: sql,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableName: `${owner}_migration`,
    migrationLockTableName: `${owner}_migration_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
