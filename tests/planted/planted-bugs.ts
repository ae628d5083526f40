import { BUGS_OF_FILLS } from "./bugs-of-fills.ts";
import { BUGS_OF_ORDERS } from "./bugs-of-orders.ts";
import { BUGS_OF_RISK } from "./bugs-of-risk.ts";
import { BUGS_OF_THE_VENUE } from "./bugs-of-the-venue.ts";
import type { PlantedBug } from "./planted-bug.ts";

/** The league: every fault that the simulator must find, in the order of its table. */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  ...BUGS_OF_FILLS,
  ...BUGS_OF_ORDERS,
  ...BUGS_OF_RISK,
  ...BUGS_OF_THE_VENUE,
];
