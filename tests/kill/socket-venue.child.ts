/** The venue's process: serves until its standard input ends. argv: market start in micros, file of orders that came. */
import { appendFileSync } from "node:fs";
import { createSimulatedVenue } from "../../src/core/simulation/venue-state.ts";
import { startVenueServer } from "../../src/venues/simulated/venue-server.ts";
import { CONFIG, INSTRUMENTS, tableAround } from "./socket-plan.ts";

const [start = "0", file = ""] = process.argv.slice(2);
const server = await startVenueServer({
  venue: createSimulatedVenue({
    instruments: INSTRUMENTS,
    costs: CONFIG.costs,
    fillModel: CONFIG.fillModel,
    cashMicros: CONFIG.accounts[0]?.openingCashMicros ?? 0,
    sessions: tableAround(Number(start)),
    doneKept: 100_000,
  }),
  token: process.env["VENUE_TOKEN"] ?? "",
  port: 0,
  now: () => Date.now() * 1_000,
  onOrderCame: (order) => appendFileSync(file, `${JSON.stringify(order)}\n`),
});
process.stdout.write(`${server.port}\n`);
process.stdin.on("end", () => void server.close());
process.stdin.resume();
