import type { Card } from "./card.ts";
import { END_CARDS } from "./cards/ends.ts";
import { EXIT_CARDS } from "./cards/exits.ts";
import { KILL_CARDS } from "./cards/kill.ts";
import { ORDER_CARDS } from "./cards/orders.ts";
import { OUTCOME_CARDS } from "./cards/outcomes.ts";
import { REPLACE_CARDS } from "./cards/replaces.ts";
import { STREAM_CARDS } from "./cards/stream.ts";

/** A chapter of the contract. */
export interface Chapter {
  readonly title: string;
  readonly file: string;
  readonly cards: readonly Card[];
}

/** Every card, by chapter. */
export const CHAPTERS: readonly Chapter[] = [
  { title: "Submit, fill, cancel, reject", file: "orders.ts", cards: ORDER_CARDS },
  { title: "Replace", file: "replaces.ts", cards: REPLACE_CARDS },
  { title: "Ends, parked orders, busts and corrections", file: "ends.ts", cards: END_CARDS },
  { title: "Outcomes that are not known", file: "outcomes.ts", cards: OUTCOME_CARDS },
  { title: "Gaps and lies of stream and lists", file: "stream.ts", cards: STREAM_CARDS },
  { title: "Exits and protective orders", file: "exits.ts", cards: EXIT_CARDS },
  { title: "Kill switch", file: "kill.ts", cards: KILL_CARDS },
];

/** All cards in order. */
export const CARDS: readonly Card[] = CHAPTERS.flatMap((chapter) => chapter.cards);
