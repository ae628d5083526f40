import type { VenueRules } from "./config.ts";

/** The simulated venue inside the process: answers at once, loses nothing, knows every order type. */
export const HOUSE_VENUE: VenueRules = {
  reconcileSeconds: null,
  answerSeconds: 5,
  unknownAlertSeconds: 30,
  notFoundTimes: 3,
  notFoundSeconds: 10,
  refusesUsedIds: true,
  hasOco: true,
  hasReplace: true,
  hasTrailingStop: true,
};
