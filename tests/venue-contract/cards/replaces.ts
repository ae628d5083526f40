import type { Card } from "../card.ts";

/** One order in the place of another, with fills, cancels and further replaces in between. */
export const REPLACE_CARDS: readonly Card[] = [
  {
    id: "C20",
    title: "Replace of an unfilled order, up",
    proves: "Both ends count until one is proven dead, then the new one alone.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: replace A 15 -> A WORKING 0/10 pending replace; B SENDING 0/15; sends replace A by B
      expect: exposure 2500.00
      net: flows -> A REPLACED 0/10; B WORKING 0/15
      expect: exposure 1500.00
      venue: fills B 15 @ 100.00 -> B FILLED 15/15; position 15
      expect: position 15`,
  },
  {
    id: "C21",
    title: "Replace of an unfilled order, down",
    proves: "The same downwards: what is left is the smaller quantity.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      us: replace A 6 limit 99.00 -> A REPLACED 0/10; B WORKING 0/6; sends replace A by B
      venue: fills B 6 @ 99.00 -> B FILLED 6/6; position 6
      expect: position 6, exposure 600.00`,
  },
  {
    id: "C22",
    title: "Replace of a partly filled order, up",
    proves: "The new order carries what the old one filled; the chain never fills more than its quantity.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10; position 4
      us: replace A 15 -> A REPLACED 4/10; B PARTIAL 4/15; sends replace A by B
      venue: fills B 11 @ 100.00 -> B FILLED 15/15; position 15
      expect: position 15, fills booked 2`,
  },
  {
    id: "C23",
    title: "Replace of a partly filled order, down",
    proves: "The quantity of a replace is the whole chain's, filled lots included.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10; position 4
      us: replace A 7 -> A REPLACED 4/10; B PARTIAL 4/7; sends replace A by B
      venue: fills B 3 @ 100.00 -> B FILLED 7/7; position 7
      expect: position 7`,
  },
  {
    id: "C24",
    title: "Replace to exactly the filled quantity",
    proves: "Nothing would be left: the wish leaves as a cancel.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10; position 4
      us: replace A 4 -> A CANCELED 4/10; sends cancel A; signal PARTLY_FILLED
      expect: position 4, lots at work at the venue 0`,
  },
  {
    id: "C25",
    title: "Replace to below the filled quantity",
    proves: "What is filled stays filled: the wish leaves as a cancel of the rest.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10; position 4
      us: replace A 2 -> A CANCELED 4/10; sends cancel A; signal PARTLY_FILLED
      expect: position 4, lots at work at the venue 0`,
  },
  {
    id: "C26",
    title: "Fills come to exactly the new quantity while the replace is on its way",
    proves: "The venue replaces by an order with nothing left; the chain ends with what it wanted.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: replace A 6 -> A WORKING 0/10 pending replace; B SENDING 0/6; sends replace A by B
      venue: fills A 6 @ 100.00 -> A PARTIAL 6/10 pending replace; B SENDING 6/6; position 6
      net: flows -> A REPLACED 6/10; B FILLED 6/6; signal PARTLY_FILLED; alert ORDER_IN_EXCESS; sends cancel B
      expect: position 6, lots at work at the venue 0`,
  },
  {
    id: "C27",
    title: "Fills go beyond the new quantity while the replace is on its way",
    proves: "The venue refuses, the old order works: it is cancelled at once, since the chain has what it wanted.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: replace A 6 -> A WORKING 0/10 pending replace; B SENDING 0/6; sends replace A by B
      venue: fills A 8 @ 100.00 -> A PARTIAL 8/10 pending replace; B SENDING 8/6; position 8
      net: flows -> A CANCELED 8/10; B REJECTED 8/6; sends cancel A; signal PARTLY_FILLED
      expect: position 8, lots at work at the venue 0`,
  },
  {
    id: "C28",
    title: "Replace while a fill is on its way, the fill told first (F12)",
    proves: "A fill of the old order is credited to the whole chain.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: replace A 15 -> A WORKING 0/10 pending replace; B SENDING 0/15; sends replace A by B
      venue: fills A 3 @ 100.00 -> A PARTIAL 3/10 pending replace; B SENDING 3/15; position 3
      net: flows -> A REPLACED 3/10; B PARTIAL 3/15
      venue: fills B 12 @ 100.00 -> B FILLED 15/15; position 15
      expect: position 15, fills booked 2`,
  },
  {
    id: "C29",
    title: "Replace while a fill is on its way, the fill told last (F12)",
    proves: "The new order's count betrays the missing fill; told late, it is booked once and credited.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      venue: fills A 3 @ 100.00
      us: replace A 15 -> A WORKING 0/10 pending replace; B SENDING 0/15; sends replace A by B
      net: tell replaced A -> A REPLACED 0/10; sends probe A
      net: tell accepted B -> B ACCEPTED 0/15; sends probe B
      net: tell live B -> B WORKING 0/15
      net: tell fill A -> A REPLACED 3/10; B PARTIAL 3/15; position 3; alert LATE_FILL
      net: flows
      venue: fills B 12 @ 100.00 -> B FILLED 15/15; position 15
      expect: position 15, fills booked 2`,
  },
  {
    id: "C30",
    title: "The old order is filled before the replace arrives",
    proves: "The replace comes too late: the old order ends FILLED, the new one never lived.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: replace A 15 -> A WORKING 0/10 pending replace; B SENDING 0/15; sends replace A by B
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; B SENDING 10/15; position 10
      net: flows -> B REJECTED 10/15
      expect: position 10, lots at work at the venue 0`,
  },
  {
    id: "C31",
    title: "The new order fills before anybody heard of the replace",
    proves: "A fill of the new order is booked on it, whatever comes later.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      us: replace A 15 -> A WORKING 0/10 pending replace; B SENDING 0/15; sends replace A by B
      venue: fills B 5 @ 100.00
      net: tell fill B -> B PARTIAL 5/15; position 5
      net: flows -> A REPLACED 0/10
      venue: fills B 10 @ 100.00 -> B FILLED 15/15; position 15
      expect: position 15`,
  },
  {
    id: "C32",
    title: "Two replaces in a row, the second refused",
    proves: "The order of the first replace works on: exactly one leaf.",
    needs: ["replace", "busy"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      us: replace A 15 -> A REPLACED 0/10; B WORKING 0/15; sends replace A by B
      venue: is-busy-with B
      us: replace B 20 -> C REJECTED 0/20; sends replace B by C
      venue: is-done-with B
      expect: exposure 1500.00
      venue: fills B 15 @ 100.00 -> B FILLED 15/15; position 15
      expect: position 15`,
  },
  {
    id: "C33",
    title: "Two replaces in a row, the first refused (F14)",
    proves: "The original works on and can be replaced again.",
    needs: ["replace", "busy"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: is-busy-with A
      us: replace A 15 -> B REJECTED 0/15; sends replace A by B
      venue: is-done-with A
      us: replace A 20 -> A REPLACED 0/10; C WORKING 0/20; sends replace A by C
      venue: fills C 20 @ 100.00 -> C FILLED 20/20; position 20
      expect: position 20`,
  },
  {
    id: "C34",
    title: "Two replaces in a row, both accepted in order",
    proves: "A second wish waits for the answer to the first; afterwards the chain grows by one.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: replace A 15 -> A WORKING 0/10 pending replace; B SENDING 0/15; sends replace A by B
      us: replace A 20 -> refused REPLACE_PENDING
      net: flows -> A REPLACED 0/10; B WORKING 0/15
      us: replace B 20 -> B REPLACED 0/15; C WORKING 0/20; sends replace B by C
      venue: fills C 20 @ 100.00 -> C FILLED 20/20; position 20
      expect: position 20, orders at the venue 3`,
  },
  {
    id: "C35",
    title: "Two replaces in a row, both accepted, told out of order",
    proves: "Whatever order the answers take, one leaf is left and every fill counts once.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      venue: fills A 1 @ 100.00
      us: replace A 15 -> A WORKING 0/10 pending replace; B SENDING 0/15; sends replace A by B
      net: tell live B -> B WORKING 0/15; sends probe B
      us: replace B 20 -> B WORKING 0/15 pending replace; C SENDING 0/20; sends replace B by C
      net: tell live C -> C WORKING 0/20; sends probe C
      net: tell replaced B -> B REPLACED 0/15
      net: tell replaced A -> A REPLACED 0/10; signal CANCELED; sends probe A
      net: tell fill A -> A REPLACED 1/10; B REPLACED 1/15; C PARTIAL 1/20; position 1; alert LATE_FILL
      net: flows
      venue: fills C 19 @ 100.00 -> C FILLED 20/20; position 20
      expect: position 20, fills booked 2`,
  },
  {
    id: "C36",
    title: "Replace rejected because something is pending",
    proves: "The refusal clears the request; the order works on as it was.",
    needs: ["replace", "busy"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: is-busy-with A
      us: replace A 15 -> B REJECTED 0/15; sends replace A by B
      expect: exposure 1000.00
      venue: is-done-with A
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10
      expect: position 10`,
  },
  {
    id: "C37",
    title: "Replace, then cancel while it is in flight: the replace is accepted (F15)",
    proves: "The cancel waits for the replace and then goes to the new order.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: replace A 15 -> A WORKING 0/10 pending replace; B SENDING 0/15; sends replace A by B
      us: cancel A
      expect: exposure 2500.00
      net: flows -> A REPLACED 0/10; B CANCELED 0/15; sends cancel B; signal CANCELED
      expect: exposure 0.00, lots at work at the venue 0`,
  },
  {
    id: "C38",
    title: "Replace, then cancel while it is in flight: the replace is refused (F15)",
    proves: "The cancel waits for the replace and then goes to the old order.",
    needs: ["replace", "busy"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: is-busy-with A
      net: holds theirs
      us: replace A 15 -> A WORKING 0/10 pending replace; B SENDING 0/15; sends replace A by B
      us: cancel A
      venue: is-done-with A
      net: flows -> A CANCELED 0/10; B REJECTED 0/15; sends cancel A; signal CANCELED
      expect: exposure 0.00, lots at work at the venue 0`,
  },
  {
    id: "C39",
    title: "Cancel, then replace while it is in flight: the cancel is accepted",
    proves: "Nothing is replaced while a cancel is under way.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: cancel A -> A WORKING 0/10 pending cancel; sends cancel A
      us: replace A 15 -> refused REPLACE_PENDING
      net: flows -> A CANCELED 0/10; signal CANCELED
      us: replace A 15 -> refused NOT_WORKING
      expect: exposure 0.00, orders at the venue 1`,
  },
  {
    id: "C40",
    title: "Cancel, then replace while it is in flight: the cancel is refused",
    proves: "After the refusal the order can be replaced.",
    needs: ["replace", "busy"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: is-busy-with A
      net: holds ours
      us: cancel A -> A WORKING 0/10 pending cancel; sends cancel A
      us: replace A 15 -> refused REPLACE_PENDING
      net: flows -> A WORKING 0/10; sends probe A
      venue: is-done-with A
      us: replace A 15 -> A REPLACED 0/10; B WORKING 0/15; sends replace A by B
      venue: fills B 15 @ 100.00 -> B FILLED 15/15; position 15
      expect: position 15`,
  },
  {
    id: "C41",
    title: "The replacing order works the whole quantity again (F13)",
    proves: "An answer that leaves more than is wanted gets the new order cancelled before it fills too much.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10; position 4
      net: holds theirs
      us: replace A 12 -> A PARTIAL 4/10 pending replace; B SENDING 4/12; sends replace A by B
      net: tell replaced A -> A REPLACED 4/10
      net: tell accepted B as leaves 12 -> B ACCEPTED 4/12 pending cancel; alert ORDER_IN_EXCESS; sends cancel B
      net: flows -> B CANCELED 4/12; signal PARTLY_FILLED
      expect: position 4, lots at work at the venue 0`,
  },
  {
    id: "C42",
    title: "The replace is lost on its way",
    proves: "The old order works on and counts; the new one ends NOT_SENT on evidence only.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: replace A 15 -> A WORKING 0/10 pending replace; B SENDING 0/15; sends replace A by B
      net: lose replace A
      expect: exposure 2500.00
      net: flows
      time: 6 s -> B UNKNOWN 0/15; sends probe B; sends probe A
      time: 60 s -> A WORKING 0/10; B NOT_SENT 0/15; sends probe B x3; sends probe A; sends account
      expect: exposure 1000.00, orders at the venue 1`,
  },
  {
    id: "C43",
    title: "The answer to a replace is lost",
    proves: "The questions find what became of both orders.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      us: replace A 15 -> A WORKING 0/10 pending replace; B SENDING 0/15; sends replace A by B
      net: loses all theirs
      net: flows
      time: 6 s -> A REPLACED 0/10; B WORKING 0/15; sends probe B; sends probe A
      venue: fills B 15 @ 100.00 -> B FILLED 15/15; position 15
      expect: position 15`,
  },
];
