import { argon2, randomBytes, timingSafeEqual } from "node:crypto";

/** OWASP's second choice for Argon2id: 19 MiB, 2 passes, 1 lane. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const TAG_BYTES = 32;

/** Password hash as text, `$argon2id$v=19$m=..,t=..,p=..$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive(password, salt, { memory: MEMORY_KIB, passes: PASSES, lanes: LANES });
  const parameters = `m=${MEMORY_KIB},t=${PASSES},p=${LANES}`;
  return `$argon2id$v=19$${parameters}$${salt.toString("base64url")}$${tag.toString("base64url")}`;
}

/** Takes as long for a hash that is null (no such user) as for a wrong password. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(hash ?? "");
  const memory = Number(match?.[1] ?? MEMORY_KIB);
  const passes = Number(match?.[2] ?? PASSES);
  const lanes = Number(match?.[3] ?? LANES);
  const salt = match === null ? Buffer.alloc(16) : Buffer.from(match[4] as string, "base64url");
  const expected = match === null ? Buffer.alloc(TAG_BYTES) : Buffer.from(match[5] as string, "base64url");
  const tag = await derive(password, salt, { memory, passes, lanes });
  return tag.length === expected.length && timingSafeEqual(tag, expected) && match !== null;
}

interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const parameters = {
    message: password.normalize("NFKC"),
    nonce: salt,
    parallelism: cost.lanes,
    tagLength: TAG_BYTES,
    memory: cost.memory,
    passes: cost.passes,
  };
  argon2("argon2id", parameters, (error, tag) => (error === null ? resolve(tag) : reject(error)));
  return promise;
}
