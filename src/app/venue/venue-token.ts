import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeSecret } from "../../platform/auth/secret-token.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";

const NAME = "venue-token";
const LENGTH_MIN = 16;

/** The secret of the served venue and the file it stays in, readable for its owner alone; made at the first start. */
export function venueToken(folder: string): { readonly token: string; readonly path: string } {
  const path = join(folder, NAME);
  if (!existsSync(path)) writeFileSync(path, `${makeSecret()}\n`, { mode: 0o600, flag: "wx" });
  // A copy from elsewhere may be open to others.
  chmodSync(path, 0o600);
  const token = readFileSync(path, "utf8").trim();
  if (token.length >= LENGTH_MIN) return { token, path };
  throw new Failure({
    code: "VENUE_TOKEN_TOO_SHORT",
    exitCode: EXIT.badData,
    message: `The token in ${path} has ${token.length} characters, ${LENGTH_MIN} are the least.`,
    hint: "Remove the file; the next start makes a new one.",
  });
}
