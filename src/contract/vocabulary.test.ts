import assert from "node:assert/strict";
import { test } from "node:test";
import { VERDICTS } from "../core/model/decision-trace.ts";
import { ORDER_STATUSES } from "../core/model/order.ts";
import type { SignalOutcome } from "../core/model/signal.ts";
import { VERDICT_NAMES } from "./decision-trace.ts";
import { ORDER_STATUS_NAMES } from "./order-row.ts";
import { problemOf, problemSchema, PROBLEMS, type ProblemCode } from "./problem.ts";
import { SIGNAL_STATUSES } from "./signal-row.ts";
import { decimalText } from "./text.ts";

test("the contract says the core's words, though it may not import them", () => {
  assert.deepEqual(ORDER_STATUS_NAMES, ORDER_STATUSES);
  assert.deepEqual(VERDICT_NAMES, VERDICTS);
  const outcomes: Record<SignalOutcome, true> = {
    REFUSED: true,
    DUPLICATE: true,
    EXPIRED: true,
    DROPPED: true,
    DENIED: true,
    NOT_SENT: true,
    REJECTED: true,
    CANCELED: true,
    PARTLY_FILLED: true,
    FILLED: true,
    WITHDRAWN: true,
  };
  assert.deepEqual([...SIGNAL_STATUSES], ["ACCEPTED", ...Object.keys(outcomes)]);
});

test("every problem code makes a document of its schema", () => {
  for (const code of Object.keys(PROBLEMS) as ProblemCode[]) {
    const problem = problemSchema.parse(problemOf(code, "why", "c-1"));
    assert.ok(problem.status >= 400 && problem.status < 600);
  }
});

test("decimal text is plain digits", () => {
  for (const good of ["0", "-12.50", "1024310.55"]) assert.ok(decimalText.safeParse(good).success, good);
  for (const bad of ["", "1e5", "NaN", "+1", ".5", "1.", "1,000", " 1", "Infinity"]) {
    assert.ok(!decimalText.safeParse(bad).success, bad);
  }
});
