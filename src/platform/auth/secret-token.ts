import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** 32 random bytes as 43 characters of base64url. */
export function makeSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a random secret: SHA-256, hex. Passwords are never hashed this way. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Compares in constant time whatever the lengths. */
export function isSameSecret(secret: string, hash: string): boolean {
  return timingSafeEqual(
    createHash("sha256").update(hashSecret(secret)).digest(),
    createHash("sha256").update(hash).digest(),
  );
}

/** Second secret that whoever knows the first can show, but not the other way round. */
export function deriveSecret(secret: string, purpose: string): string {
  return createHmac("sha256", secret).update(purpose).digest("base64url");
}
