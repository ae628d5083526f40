import assert from "node:assert/strict";
import { test } from "node:test";
import { createApiKey, findApiKey, listApiKeys, revokeApiKey } from "./api-keys.ts";
import { Auth } from "./auth.ts";
import { createMemoryTables } from "./memory-table-store.ts";
import { hashPassword, isPassword } from "./password.ts";
import { closeSession, findSession } from "./sessions.ts";
import type { TableStore } from "./table-store.ts";

const NOW = 1_770_000_000_000;
const HOUR = 3_600_000;
const PASSWORD = "correct horse battery";

/** A store that keeps what a journal would see. */
function storeWithJournal(): { store: TableStore; journal: string[] } {
  const journal: string[] = [];
  const { store } = createMemoryTables(async (table, key, row) => {
    journal.push(JSON.stringify({ table, key, row }));
  });
  return { store, journal };
}

test("a password is known again, another is not, the hash names its cost", async () => {
  const hash = await hashPassword(PASSWORD);
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.notEqual(hash, await hashPassword(PASSWORD));
  assert.equal(await isPassword(PASSWORD, hash), true);
  assert.equal(await isPassword(`${PASSWORD}.`, hash), false);
  assert.equal(await isPassword(PASSWORD, null), false);
  assert.equal(await isPassword(PASSWORD, "$argon2id$broken"), false);
});

test("the set-up link works once, until it expires, and only the newest", async () => {
  const { store, journal } = storeWithJournal();
  const auth = new Auth(store);
  const old = await auth.createSetupCode(NOW);
  const code = await auth.createSetupCode(NOW);
  assert.ok(old && code);
  const wish = { username: "Ann", email: "ann@example.org", password: PASSWORD };
  assert.deepEqual(await auth.setUp(old, wish, NOW), { ok: false, reason: "SETUP_CLOSED" });
  assert.deepEqual(await auth.setUp(code, wish, NOW + 25 * HOUR), { ok: false, reason: "SETUP_CLOSED" });
  const both = await Promise.all([auth.setUp(code, wish, NOW), auth.setUp(code, { ...wish, username: "eve" }, NOW)]);
  assert.deepEqual(
    both.map((one) => one.ok),
    [true, false],
  );
  assert.equal((await auth.setUp(code, wish, NOW)).ok, false);
  assert.equal(await auth.createSetupCode(NOW), null);
  const first = both[0];
  assert.ok(first?.ok);
  for (const secret of [code, PASSWORD, first.token, first.session.csrfToken]) {
    assert.ok(!journal.join("\n").includes(secret), "no secret in the journal");
  }
});

test("sign-in: names in any case, one answer for every failure, five tries and then a growing delay", async () => {
  const { store } = storeWithJournal();
  const auth = new Auth(store);
  const code = (await auth.createSetupCode(NOW)) ?? "";
  await auth.setUp(code, { username: "Ann", email: "ann@example.org", password: PASSWORD }, NOW);
  assert.equal((await auth.signIn({ login: "ANN", password: PASSWORD }, "a", NOW)).ok, true);
  assert.equal((await auth.signIn({ login: "Ann@Example.org", password: PASSWORD }, "a", NOW)).ok, true, "by e-mail");
  for (const username of ["ann", "nobody"]) {
    for (let i = 0; i < 5; i += 1) {
      assert.deepEqual(await auth.signIn({ login: username, password: "wrong" }, "a", NOW), {
        ok: false,
        reason: "BAD_CREDENTIALS",
      });
    }
    const refused = await auth.signIn({ login: username, password: PASSWORD }, "a", NOW + 1_000);
    assert.deepEqual(refused, { ok: false, reason: "TRY_LATER", waitMs: 4_000 });
    await auth.signIn({ login: username, password: "wrong" }, "a", NOW + 5_000);
    assert.deepEqual(await auth.signIn({ login: username, password: "x" }, "a", NOW + 5_000), {
      ok: false,
      reason: "TRY_LATER",
      waitMs: 10_000,
    });
  }
  assert.equal((await auth.signIn({ login: "ann", password: PASSWORD }, "b", NOW)).ok, true, "another address may");
  assert.equal((await auth.signIn({ login: "ann", password: PASSWORD }, "a", NOW + 15_000)).ok, true);
  assert.equal((await auth.signIn({ login: "ann", password: "wrong" }, "a", NOW + 15_000)).ok, false);
});

test("a session ends by sign-out, after 12 idle hours and after 7 days", async () => {
  const { store } = storeWithJournal();
  const auth = new Auth(store);
  const signedIn = await auth.setUp(
    (await auth.createSetupCode(NOW)) ?? "",
    { username: "ann", email: null, password: PASSWORD },
    NOW,
  );
  assert.ok(signedIn.ok);
  const { token, session } = signedIn;
  assert.equal(findSession(store, token, NOW)?.csrfToken, session.csrfToken);
  assert.equal(findSession(store, "x", NOW), null);
  assert.equal(findSession(store, token, NOW + 12 * HOUR), null);
  for (let hours = 11; hours < 168; hours += 11) {
    assert.ok(findSession(store, token, NOW + hours * HOUR), `used ${hours} hours on`);
    await Promise.resolve();
    await Promise.resolve();
  }
  assert.equal(findSession(store, token, NOW + 168 * HOUR), null);
  await closeSession(store, token);
  assert.equal(findSession(store, token, NOW), null);
});

test("an API key is known by its text until it expires or is revoked", async () => {
  const { store, journal } = storeWithJournal();
  const wish = { name: "sender", scopes: ["signal:write"], owner: "ann", days: 1 };
  const { text, key } = await createApiKey(store, wish, NOW);
  assert.deepEqual(findApiKey(store, text, NOW), key);
  assert.equal(findApiKey(store, `${text.slice(0, -1)}${text.endsWith("A") ? "B" : "A"}`, NOW), null);
  assert.equal(findApiKey(store, "", NOW), null);
  assert.equal(findApiKey(store, text, NOW + 24 * HOUR), null);
  assert.deepEqual(listApiKeys(store), [key]);
  assert.ok(!journal.join().includes(text.slice(17)));
  assert.equal(await revokeApiKey(store, key.id), true);
  assert.equal(await revokeApiKey(store, key.id), false);
  assert.equal(findApiKey(store, text, NOW), null);
});
