import type { Card } from "../card.ts";

/** Ends, parked orders, and fills that are taken back or put right after the fact. */
export const END_CARDS: readonly Card[] = [
  {
    id: "C50",
    title: "Expired with a partial fill",
    proves: "The order ends EXPIRED with what it filled; the rest is free.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 day -> A WORKING 0/10; sends submit A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10; position 4
      time: close -> A EXPIRED 4/10; signal PARTLY_FILLED
      expect: position 4, exposure 400.00`,
  },
  {
    id: "C51",
    title: "Late fill after expiry",
    proves: "A fill from before the end, told after it, is booked, flagged and counted.",
    needs: ["good-till-date"],
    uncounted:
      "between the expiry, which counts 4 filled lots, and their fill, the 4 lots are in neither order nor position: nothing is opened meanwhile",
    text: `
      us: buy 10 limit 100.00 till 3 -> A WORKING 0/10; sends submit A
      net: holds theirs
      venue: fills A 4 @ 100.00
      time: 4 s
      venue: trades 105.00
      net: tell expired A -> A EXPIRED 0/10; blocked FILLS_MISSING; sends account; signal EXPIRED; sends probe A
      net: tell fill A -> A EXPIRED 4/10; position 4; alert LATE_FILL
      net: flows -> unblocked
      expect: position 4, fills booked 1`,
  },
  {
    id: "C52",
    title: "Order done for the day, fill next day (F17)",
    proves: "Done for the day is no end: the order counts over night and fills without a new submit.",
    needs: ["done-for-day"],
    text: `
      us: buy 10 limit 100.00 gtc -> A WORKING 0/10; sends submit A
      venue: fills A 3 @ 100.00 -> A PARTIAL 3/10; position 3
      venue: ends-day-of A -> A DONE_FOR_DAY 3/10
      time: close
      expect: exposure 1000.00
      time: next open -> sends account
      venue: fills A 7 @ 99.00 -> A FILLED 10/10; position 10
      expect: position 10, orders at the venue 1`,
  },
  {
    id: "C53",
    title: "Good-till-cancelled order restated after a split",
    proves: "Quantity and price are restated at both sides, position and money agree.",
    needs: ["split"],
    text: `
      us: buy 10 limit 100.00 gtc -> A WORKING 0/10; sends submit A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10; position 4
      venue: splits 2 for 1 -> A PARTIAL 8/20; position 8
      expect: position 8
      venue: fills A 12 @ 50.00 -> A FILLED 20/20; position 20
      expect: position 20`,
  },
  {
    id: "C54",
    title: "Order parked by the venue for long (F16)",
    proves: "A held order counts in every limit, is never timed out, and works on when the venue lets it.",
    needs: ["park"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: holds A -> A HELD 0/10
      time: 600 s
      expect: exposure 1000.00
      venue: resumes A -> A WORKING 0/10
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10
      expect: position 10`,
  },
  {
    id: "C55",
    title: "The venue suspends an order and resumes it; an older status comes late",
    proves: "A status older than what is known changes nothing.",
    needs: ["park"],
    text: `
      net: holds theirs
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      venue: suspends A
      net: tell suspended A -> A SUSPENDED 0/10
      net: tell live A
      net: tell accepted A
      net: flows
      venue: resumes A -> A WORKING 0/10
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10`,
  },
  {
    id: "C56",
    title: "Venue halts an instrument and resumes it (F33)",
    proves: "While halted nothing new goes out, what rests is counted and fills after the resumption.",
    needs: ["halt"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: halts -> alert INSTRUMENT_HALTED
      us: buy 5 limit 99.00 -> B DENIED 0/5; signal DENIED
      expect: exposure 1000.00
      venue: trades 100.00
      venue: unhalts -> alert INSTRUMENT_RESUMED
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10
      expect: position 10`,
  },
  {
    id: "C57",
    title: "Bust of one of several fills",
    proves: "Exactly that fill is undone: money, fee and lots; the order works for them again.",
    needs: ["bust"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 3 @ 100.00 -> A PARTIAL 3/10; position 3
      venue: fills A 4 @ 99.00 -> A PARTIAL 7/10; position 7
      venue: busts A 1 -> A PARTIAL 4/10; position 4; alert FILL_REVERSED
      expect: position 4, exposure 1000.00
      venue: fills A 6 @ 98.00 -> A FILLED 10/10; position 10
      expect: position 10`,
  },
  {
    id: "C58",
    title: "Bust after the full fill",
    proves: "The order stays FILLED with less filled; position and cash follow the venue.",
    needs: ["bust"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 6 @ 100.00 -> A PARTIAL 6/10; position 6
      venue: fills A 4 @ 99.00 -> A FILLED 10/10; position 10
      venue: busts A 2 -> A FILLED 6/10; position 6; alert FILL_REVERSED
      expect: position 6, exposure 600.00`,
  },
  {
    id: "C59",
    title: "Correction of a price",
    proves: "The fill is reversed and booked anew at its right price: only money moves.",
    needs: ["correction"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10
      venue: corrects A 1 to 99.50 -> alert FILL_REVERSED
      expect: position 10`,
  },
  {
    id: "C60",
    title: "Bust after cancel, followed by a new fill",
    proves: "An ended order loses a fill and gains one; both are booked, the order stays ended.",
    needs: ["bust", "overfill"],
    uncounted: "the venue fills an order that it had ended",
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10; position 4
      us: cancel A -> A CANCELED 4/10; sends cancel A; signal PARTLY_FILLED
      venue: busts A 1 -> A CANCELED 0/10; position 0; alert FILL_REVERSED
      expect: position 0
      venue: overfills A 4 -> A CANCELED 4/10; position 4; alert LATE_FILL
      expect: position 4`,
  },
  {
    id: "C61",
    title: "Bust told twice, and told before its fill",
    proves: "A bust undoes once; one of a fill that nobody knows is kept and asked about.",
    needs: ["bust"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      venue: fills A 3 @ 100.00
      venue: busts A 1
      net: echo bust A -> alert REPORT_QUARANTINED; sends probe A
      net: tell fill A
      net: tell bust A
      net: flows
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10
      expect: position 10`,
  },
  {
    id: "C62",
    title: "Bust of a fill of the replaced order",
    proves: "The whole chain loses the lots; the last order works for them.",
    needs: ["bust", "replace", "overfill"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10; position 4
      us: replace A 12 -> A REPLACED 4/10; B PARTIAL 4/12; sends replace A by B
      venue: busts A 1 -> A REPLACED 0/10; B PARTIAL 0/12; position 0; alert FILL_REVERSED
      expect: position 0, exposure 1200.00
      venue: fills B 12 @ 100.00 -> B FILLED 12/12; position 12
      expect: position 12`,
  },
  {
    id: "C63",
    title: "Fill for more than the order",
    proves: "The overfill is booked as the venue did it, told as an alert, and the strategy is stopped.",
    needs: ["overfill"],
    uncounted: "the venue fills more than it was asked for",
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 6 @ 100.00 -> A PARTIAL 6/10; position 6
      venue: overfills A 7 -> A FILLED 13/10; position 13; alert OVERFILL; strategy INACTIVE
      expect: position 13
      us: signal buy -> signal REFUSED`,
  },
  {
    id: "C64",
    title: "A status counts fills that never came",
    proves: "More filled than was told is a gap: asked for, found, booked once.",
    needs: ["park"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      venue: fills A 3 @ 100.00
      net: forget fill A
      venue: suspends A
      net: tell suspended A -> A SUSPENDED 0/10; sends probe A
      net: flows -> A SUSPENDED 3/10; position 3
      venue: resumes A -> A PARTIAL 3/10
      expect: position 3, fills booked 1`,
  },
];
