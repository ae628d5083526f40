import assert from "node:assert/strict";
import { test } from "node:test";
import { command, createWorld, flat, give, moves, only, send, slice } from "../../core/engine/engine-fixture.test.ts";
import { mayLeave, withheldReport } from "./last-gate.ts";

test("what was approved before the switch and not sent yet stays here, and the core knows that it never left", () => {
  const made = createWorld();
  slice(made, 0, 0, [flat(10_000)]);
  made.isSilent = true;
  const [submit] = only(send(made, "in"), "SubmitOrder");
  assert.ok(submit !== undefined);
  assert.equal(mayLeave(made.core, submit.order), true);
  command(made, { command: "engage-kill-switch", level: "HALT" });
  assert.equal(mayLeave(made.core, submit.order), false);
  assert.equal(mayLeave(made.core, { effect: "close" }), true, "closing always leaves");
  const told = give(made, withheldReport(submit.order, made.core.state.now));
  assert.deepEqual(moves(told), ["0 SENDING>NOT_SENT:KILL_SWITCH"]);
  assert.deepEqual(
    only(told, "SignalEnded").map((end) => end.outcome),
    ["NOT_SENT"],
  );
});
