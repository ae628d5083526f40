import type { Card } from "../card.ts";

/** Gaps, repetitions and lies of the event stream and of the venue's lists. */
export const STREAM_CARDS: readonly Card[] = [
  {
    id: "C80",
    title: "The connection is down while an order fills (F18)",
    proves:
      "Nothing new while it is down; back up, the account is compared and the fills are found before anything opens.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: down -> blocked DISCONNECTED; alert VENUE_DISCONNECTED
      venue: fills A 4 @ 100.00
      us: buy 1 limit 99.00 -> B DENIED 0/1; signal DENIED
      time: 40 s
      net: holds theirs
      net: up -> sends account
      expect: blocked DISCONNECTED
      net: flows -> A PARTIAL 4/10; position 4; unblocked
      expect: position 4, fills booked 1, open`,
  },
  {
    id: "C81",
    title: "The connection breaks with a submit in flight (F18, F01)",
    proves: "The order is UNKNOWN, not lost: the comparison finds it.",
    needs: [],
    text: `
      net: holds theirs
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: down -> blocked DISCONNECTED; alert VENUE_DISCONNECTED
      net: flows
      time: 10 s -> A UNKNOWN 0/10
      expect: exposure 1000.00
      net: up -> A WORKING 0/10; sends account; unblocked
      expect: orders at the venue 1, lots at work at the venue 10`,
  },
  {
    id: "C82",
    title: "The connection is up and the stream is mute (F19)",
    proves: "Only answers come: the regular comparison finds what the stream never said.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      us: buy 5 limit 99.00 -> B WORKING 0/5; sends submit B
      net: holds theirs
      venue: fills A 10 @ 100.00
      venue: fills B 2 @ 99.00
      net: loses all theirs
      net: flows
      time: 40 s -> A FILLED 10/10; B PARTIAL 2/5; position 12
      expect: position 12, fills booked 2`,
  },
  {
    id: "C83",
    title: "Nothing answers at all (F19)",
    proves: "Unanswered comparisons block new exposure and are told; the first answer ends it.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      time: 120 s -> alert SNAPSHOT_UNANSWERED; blocked UNANSWERED; alert VENUE_SILENT; sends account x2
      expect: blocked UNANSWERED
      us: buy 1 limit 99.00 -> B DENIED 0/1; signal DENIED
      net: loses all theirs
      net: flows
      time: 60 s -> sends account; unblocked
      expect: open`,
  },
  {
    id: "C84",
    title: "One fill is never told (F20)",
    proves: "The comparison finds it and books it with its own identity; told later, it is a duplicate.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      venue: fills A 4 @ 100.00
      us: compare -> sends account
      net: tell account -> A PARTIAL 4/10; position 4
      net: tell fill A
      net: flows
      venue: fills A 6 @ 100.00 -> A FILLED 10/10; position 10
      expect: position 10, fills booked 2`,
  },
  {
    id: "C85",
    title: "The whole history told again, twice (F21)",
    proves: "Every repetition is ignored: no second fill, no second end.",
    needs: [],
    text: `
      net: holds theirs
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      venue: fills A 4 @ 100.00
      venue: fills A 6 @ 99.00
      net: echo accepted A -> A ACCEPTED 0/10
      net: echo live A -> A WORKING 0/10
      net: echo fill A 4 -> A PARTIAL 4/10; position 4
      net: echo fill A 6 -> A FILLED 10/10; position 10
      net: echo accepted A
      net: echo live A
      net: echo fill A 4
      net: echo fill A 6
      net: flows
      expect: position 10, fills booked 2`,
  },
  {
    id: "C86",
    title: "One fill by two channels under two ids (F22)",
    proves: "Same order, same count, same lots, same price: it is one fill.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      venue: fills A 4 @ 100.00
      net: echo fill A -> A PARTIAL 4/10; position 4
      net: tell fill A as id q77
      net: flows
      expect: position 4, fills booked 1`,
  },
  {
    id: "C87",
    title: "Two fills that cannot both be true (F22)",
    proves: "The second is not booked; the account is in doubt and closed for new exposure until it is compared.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      venue: fills A 4 @ 100.00
      net: echo fill A -> A PARTIAL 4/10; position 4
      net: tell fill A as id q77 lots 3 -> alert REPORT_QUARANTINED; blocked FILLS_IN_DOUBT; sends probe A
      expect: blocked FILLS_IN_DOUBT, position 4
      us: buy 1 limit 99.00 -> B DENIED 0/1; signal DENIED
      net: flows
      time: 40 s -> unblocked
      expect: fills booked 1, open`,
  },
  {
    id: "C88",
    title: "The account's answer is older than the stream (F24)",
    proves: "Newer state is not rolled back: only what the answer could have seen is compared.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      us: compare -> sends account
      venue: fills A 4 @ 100.00
      net: tell fill A -> A PARTIAL 4/10; position 4
      net: tell account
      expect: position 4, open
      net: flows`,
  },
  {
    id: "C89",
    title: "The list of orders is incomplete (F25)",
    proves: "An order missing from an incomplete list is not gone: it counts, and its fills are booked.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      us: compare -> sends account
      net: tell account as orderless
      expect: exposure 1000.00
      net: flows
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10
      expect: position 10`,
  },
  {
    id: "C90",
    title: "The positions come back empty, or not at all (F26)",
    proves: "Never read as flat: asked again, then a mismatch that blocks; a true answer ends it.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10
      net: holds theirs
      us: compare -> sends account
      net: tell account as failed-positions -> blocked INCOMPLETE
      expect: position 10, blocked INCOMPLETE
      time: 12 s
      net: tell account as no-positions
      time: 6 s -> sends account
      net: tell account as no-positions
      time: 6 s -> sends account
      net: tell account as no-positions -> blocked POSITION_MISMATCH; alert POSITION_MISMATCH
      expect: position 10, blocked POSITION_MISMATCH
      us: buy 1 limit 99.00 -> B DENIED 0/1; signal DENIED
      net: flows
      time: 60 s -> sends account; unblocked
      expect: position 10, open`,
  },
  {
    id: "C91",
    title: "An order that somebody else entered (F27)",
    proves: "It is adopted, counted in every limit, and its fills are booked on nobody's strategy.",
    needs: ["foreign"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: somebody buys 5 limit 99.00 -> B WORKING 0/5; alert EXTERNAL_ORDER
      expect: exposure 1500.00
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10
      venue: trades 99.50
      us: cancel B -> B CANCELED 0/5; sends cancel B
      expect: position 10, exposure 1000.00`,
  },
  {
    id: "C92",
    title: "Unknown status in a message (F28)",
    proves: "The message is kept and told, the order is asked about; no crash, no guess.",
    needs: [],
    text: `
      net: holds theirs
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: tell accepted A as nonsense -> A UNKNOWN 0/10; alert REPORT_QUARANTINED; sends probe A
      expect: exposure 1000.00
      net: flows -> A WORKING 0/10
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10
      expect: position 10`,
  },
  {
    id: "C93",
    title: "A fill in a message that nobody can read (F28)",
    proves: "The question that follows brings the fill.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      venue: fills A 10 @ 100.00
      net: tell fill A as nonsense -> alert REPORT_QUARANTINED; sends probe A
      net: flows -> A FILLED 10/10; position 10
      expect: position 10, fills booked 1`,
  },
  {
    id: "C94",
    title: "A fill for an order that nobody here knows (F29)",
    proves: "It is booked, its order adopted, and nothing is lost.",
    needs: ["foreign"],
    uncounted: "nobody here can know of it before the venue says so",
    text: `
      net: holds theirs
      venue: somebody buys 5 limit 100.00
      venue: trades-lots 5 @ 100.00
      net: forget accepted x1
      net: forget live x1
      net: tell fill x1 -> A FILLED 5/5; position 5; alert EXTERNAL_ORDER
      net: flows
      expect: position 5, fills booked 1`,
  },
  {
    id: "C95",
    title: "An order of ours told without our id",
    proves: "It is found by the venue's own number.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      venue: fills A 4 @ 100.00
      net: tell fill A as nameless -> A PARTIAL 4/10; position 4
      net: flows
      expect: position 4, fills booked 1`,
  },
];
