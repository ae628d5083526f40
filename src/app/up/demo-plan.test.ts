import assert from "node:assert/strict";
import { test } from "node:test";
import { createCore } from "../../core/engine/core.ts";
import { step } from "../../core/engine/step.ts";
import { earliestTimer } from "../../core/engine/timers.ts";
import type { Input } from "../../core/model/input.ts";
import type { Output } from "../../core/model/output.ts";
import { SliceDriver } from "../../venues/simulated/slice-driver.ts";
import { DEMO_SEED, demoPlan } from "./demo-plan.ts";
import { venueOf } from "./open-run.ts";
import { genesisInputs } from "./run-plan.ts";

/** A day and night at speed 60: 24 x 60 market hours, 6.5 to a session. */
const SESSIONS = Math.ceil((24 * 60) / 6.5);

test("the demo keeps trading for 24 hours at its speed", () => {
  const plan = demoPlan(DEMO_SEED);
  const core = createCore();
  const outputs: Output[] = [];
  const apply = (input: Input): void => {
    outputs.length = 0;
    input.seq = core.state.seq + 1;
    step(core, input, outputs);
  };
  for (const input of genesisInputs(plan, "test")) apply(input);
  const driver = new SliceDriver(venueOf(core, plan));
  const fillsBySession = new Map<number, number>();
  const last = plan.table.closes[SESSIONS - 1] ?? 0;
  for (let slice = plan.feed.next(); slice !== null && slice.tsClose <= last; slice = plan.feed.next()) {
    plan.feed.take();
    driver.begin(slice);
    for (
      let input = driver.next(earliestTimer(core.state));
      input !== null;
      input = driver.next(earliestTimer(core.state))
    ) {
      apply(input);
      driver.obey(outputs, core.state.now);
      const session = core.state.trading?.marks.sessionIndex ?? -1;
      const fills = outputs.filter((output) => output.kind === "FillBooked").length;
      if (fills > 0) fillsBySession.set(session, (fillsBySession.get(session) ?? 0) + fills);
    }
  }
  const books = core.state.trading;
  assert.equal(books?.risk.tradingState, "ACTIVE", books?.risk.reason ?? "no books");
  assert.equal(fillsBySession.size, SESSIONS, "every session has fills");
  const mark = books?.marks.accounts[0];
  assert.ok(mark !== undefined && mark.equityMicros > 0.93 * mark.peakEquityMicros, "far from the drawdown limit");
});
