import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { duplicateKeyOf } from "./duplicate-key.ts";

const FACTS = { symbol: "SPY", side: "buy", quantityLots: 100, priceMicros: 500_123_449, minute: 28_400_000 } as const;

test("the key is the first 24 digits of SHA-256 over the five facts", () => {
  const text = "SPY|buy|100|500.1234|28400000";
  assert.equal(duplicateKeyOf(FACTS), createHash("sha256").update(text).digest("hex").slice(0, 24));
});

test("each fact changes the key; a price equal to four decimals does not", () => {
  const others = [
    { symbol: "QQQ" },
    { side: "sell" as const },
    { quantityLots: 99 },
    { priceMicros: 0 },
    { minute: 1 },
  ];
  const keys = [FACTS, ...others.map((other) => ({ ...FACTS, ...other }))].map(duplicateKeyOf);
  assert.equal(new Set(keys).size, 6);
  assert.equal(duplicateKeyOf({ ...FACTS, priceMicros: 500_123_351 }), keys[0]);
});
