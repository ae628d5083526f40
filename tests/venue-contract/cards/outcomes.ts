import type { Card } from "../card.ts";

/** Submits whose outcome is not known: nothing is assumed, nothing is sent twice. */
export const OUTCOME_CARDS: readonly Card[] = [
  {
    id: "C70",
    title: "Submit reaches the venue, the answer is lost (F01)",
    proves: "UNKNOWN counts as working; a question brings the venue's state; nothing is submitted again.",
    needs: [],
    text: `
      net: holds theirs
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: loses all theirs
      time: 6 s -> A UNKNOWN 0/10; sends probe A
      expect: exposure 1000.00
      net: flows -> A WORKING 0/10
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10
      expect: orders at the venue 1, position 10`,
  },
  {
    id: "C71",
    title: "The order fills while its outcome is unknown (F01)",
    proves: "A fill is evidence like any other: it is booked and the order is known again.",
    needs: [],
    text: `
      net: holds theirs
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: loses all theirs
      time: 6 s -> A UNKNOWN 0/10; sends probe A
      venue: fills A 4 @ 100.00
      net: tell fill A 4 -> A PARTIAL 4/10; position 4
      net: flows
      expect: position 4, fills booked 1`,
  },
  {
    id: "C72",
    title: "Submit never reaches the venue (F02)",
    proves: "UNKNOWN until the venue denied it often enough and its complete list lacks it; then NOT_SENT.",
    needs: [],
    text: `
      net: holds ours
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: lose submit A
      net: flows
      time: 6 s -> A UNKNOWN 0/10; sends probe A
      us: buy 1 limit 99.00 -> B DENIED 0/1; signal DENIED
      expect: exposure 1000.00
      time: 60 s -> A NOT_SENT 0/10; sends probe A x3; sends account; signal NOT_SENT
      expect: exposure 0.00, orders at the venue 0`,
  },
  {
    id: "C73",
    title: "Denied by an incomplete list only (F02, F25)",
    proves: "A list that is not complete is no evidence: the order stays UNKNOWN and counted.",
    needs: [],
    text: `
      net: holds ours
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: delay submit A
      net: flows
      time: 6 s -> A UNKNOWN 0/10; sends probe A
      net: holds theirs
      us: compare -> sends account
      net: tell account as orderless
      expect: exposure 1000.00
      net: flows
      net: bring submit A -> A WORKING 0/10
      expect: orders at the venue 1`,
  },
  {
    id: "C74",
    title: "The venue answers an error after it accepted (F03)",
    proves: "An error of the transport is no rejection: UNKNOWN, asked about, found.",
    needs: [],
    text: `
      net: holds ours
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: fail submit A -> A UNKNOWN 0/10
      expect: exposure 1000.00
      net: flows
      time: 6 s -> A WORKING 0/10; sends probe A
      expect: orders at the venue 1, lots at work at the venue 10`,
  },
  {
    id: "C75",
    title: 'Status query answered "unknown", the order known later',
    proves: 'One "not found" proves nothing: the request was still on its way.',
    needs: [],
    text: `
      net: holds ours
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: delay submit A
      net: flows
      time: 7 s -> A UNKNOWN 0/10; sends probe A
      net: bring submit A -> A WORKING 0/10
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10
      expect: orders at the venue 1, position 10`,
  },
  {
    id: "C76",
    title: "The request arrives after it was held for lost (F64)",
    proves: "What appears is counted again and taken back at once; a fill of it is booked.",
    needs: [],
    uncounted: "the request is still in the network after every sign says that it is lost",
    text: `
      net: holds ours
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: delay submit A
      net: flows
      time: 90 s -> A NOT_SENT 0/10; sends probe A x4; sends account; signal NOT_SENT
      expect: exposure 0.00
      net: bring submit A -> alert ORDER_RESURRECTED x2; sends cancel A x2
      expect: lots at work at the venue 0, orders at the venue 1`,
  },
  {
    id: "C77",
    title: "The request arrives after it was held for lost, and fills (F64)",
    proves: "The late order's fill is booked once on its own order; the rest is taken back.",
    needs: [],
    uncounted: "the request is still in the network after every sign says that it is lost",
    text: `
      net: holds ours
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: delay submit A
      net: flows
      time: 90 s -> A NOT_SENT 0/10; sends probe A x4; sends account; signal NOT_SENT
      net: holds theirs
      net: bring submit A
      venue: fills A 4 @ 100.00
      net: flows -> A NOT_SENT 4/10; position 4; alert ORDER_RESURRECTED x2; sends cancel A x2; alert LATE_FILL
      expect: position 4, lots at work at the venue 0, fills booked 1`,
  },
  {
    id: "C78",
    title: "Our last gate keeps a submit back",
    proves: "A command that never left ends NOT_SENT at once and counts nothing.",
    needs: [],
    text: `
      net: holds ours
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: withhold submit A -> A NOT_SENT 0/10; signal NOT_SENT
      net: flows
      expect: exposure 0.00, orders at the venue 0`,
  },
  {
    id: "C79",
    title: "Restart while the outcome is unknown",
    proves: "The process comes back with the question still open, and asks.",
    needs: [],
    text: `
      net: holds theirs
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: loses all theirs
      us: restart
      time: 6 s -> A UNKNOWN 0/10; sends probe A
      us: restart
      net: flows -> A WORKING 0/10
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10
      expect: orders at the venue 1, position 10`,
  },
];
