import type { Card } from "../card.ts";

/** Submit, fill, cancel and reject, in every order in which the two sides can learn of them. */
export const ORDER_CARDS: readonly Card[] = [
  {
    id: "C01",
    title: "Submit, acknowledgement, fills",
    proves: "The plain life of an order, one position and one cash at both sides.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10; position 4
      expect: exposure 1000.00
      venue: fills A 6 @ 99.50 -> A FILLED 10/10; position 10
      expect: position 10, position at the venue 10, fills booked 2`,
  },
  {
    id: "C02",
    title: "Fill before the acknowledgement (F06)",
    proves: "A fill is booked at once; the acknowledgement that comes after it changes nothing.",
    needs: [],
    text: `
      net: holds theirs
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      venue: fills A 4 @ 100.00
      net: tell fill A -> A PARTIAL 4/10; position 4
      net: tell live A
      net: tell accepted A
      net: flows
      venue: fills A 6 @ 100.00 -> A FILLED 10/10; position 10
      expect: fills booked 2`,
  },
  {
    id: "C03",
    title: "Filled before the cancel arrives, cancel refused (F08)",
    proves: "The order ends FILLED, the refusal clears the request, the cancel is not sent again.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: cancel A -> A WORKING 0/10 pending cancel; sends cancel A
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10
      net: flows
      expect: position 10`,
  },
  {
    id: "C04",
    title: "The refusal of a cancel overtakes the fill that caused it",
    proves: "A refused cancel alone ends nothing: the order is asked about and the fill is booked when it comes.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      venue: fills A 10 @ 100.00
      us: cancel A -> A WORKING 0/10 pending cancel; sends cancel A
      net: tell cancel-rejected A -> A WORKING 0/10; sends probe A
      expect: exposure 1000.00
      net: tell fill A -> A FILLED 10/10; position 10
      net: flows
      expect: fills booked 1, position 10`,
  },
  {
    id: "C05",
    title: "Fill after the cancel was asked for, the cancel refused",
    proves: "The order works on after the refusal and can be cancelled again.",
    needs: ["busy"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: is-busy-with A
      net: holds ours
      us: cancel A -> A WORKING 0/10 pending cancel; sends cancel A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10 pending cancel; position 4
      net: flows -> A PARTIAL 4/10; sends probe A
      venue: is-done-with A
      venue: fills A 1 @ 100.00 -> A PARTIAL 5/10; position 5
      us: cancel A -> A CANCELED 5/10; sends cancel A; signal PARTLY_FILLED
      expect: position 5`,
  },
  {
    id: "C06",
    title: "Partial fill, then the cancel is accepted (F09)",
    proves: "The order ends CANCELED with what it filled; the position is that.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: cancel A -> A WORKING 0/10 pending cancel; sends cancel A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10 pending cancel; position 4
      expect: exposure 1000.00
      net: flows -> A CANCELED 4/10; signal PARTLY_FILLED
      expect: position 4, exposure 400.00`,
  },
  {
    id: "C07",
    title: "Cancel accepted, the fill before it told last (F10)",
    proves: "A late fill on a cancelled order is booked, flagged and counted; what is missing is asked for.",
    needs: [],
    uncounted:
      "between the cancel, which counts 4 filled lots, and their fill, the 4 lots are in neither order nor position: nothing is opened meanwhile",
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      venue: fills A 4 @ 100.00
      us: cancel A -> A WORKING 0/10 pending cancel; sends cancel A
      net: tell canceled A -> A CANCELED 0/10; blocked FILLS_MISSING; sends account; signal CANCELED; sends probe A
      net: tell fill A -> A CANCELED 4/10; position 4; alert LATE_FILL
      net: flows -> unblocked
      expect: position 4, fills booked 1, exposure 400.00`,
  },
  {
    id: "C08",
    title: "Cancel asked for twice",
    proves: "The second wish sends nothing while the first is under way, nor after the order ended.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: cancel A -> A WORKING 0/10 pending cancel; sends cancel A
      us: cancel A
      net: repeat cancel A -> A CANCELED 0/10; signal CANCELED
      net: flows
      us: cancel A`,
  },
  {
    id: "C09",
    title: "Cancel never answered (F11)",
    proves:
      "The order counts as working, is asked about, the cancel leaves a bounded number of times; never assumed gone.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: cancel A -> A WORKING 0/10 pending cancel; sends cancel A
      net: loses all ours
      time: 6 s -> sends cancel A; sends probe A
      net: loses all ours
      time: 20 s -> sends cancel A; sends probe A x2; alert CANCEL_UNANSWERED
      net: loses all ours
      expect: exposure 1000.00
      time: 40 s -> alert SNAPSHOT_UNANSWERED; blocked UNANSWERED; sends probe A
      net: flows -> A CANCELED 0/10; sends cancel A; unblocked; signal CANCELED`,
  },
  {
    id: "C10",
    title: "Cancel of an order that the venue does not know yet",
    proves: "The cancel overtook the submit: its refusal ends nothing, and the order is taken back once it is there.",
    needs: [],
    text: `
      net: holds ours
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      us: cancel A -> A SENDING 0/10 pending cancel; sends cancel A
      net: pass cancel A -> A SENDING 0/10; sends probe A
      net: pass submit A -> A WORKING 0/10 pending cancel; sends cancel A
      net: flows -> A CANCELED 0/10; signal CANCELED
      expect: exposure 0.00, lots at work at the venue 0`,
  },
  {
    id: "C11",
    title: "Order rejected at once",
    proves: "The reservation is gone, nothing is counted, and nothing is sent again.",
    needs: ["good-till-date"],
    text: `
      net: holds ours
      us: buy 10 limit 100.00 till 2 -> A SENDING 0/10; sends submit A
      expect: exposure 1000.00
      time: 3 s
      net: flows -> A REJECTED 0/10; signal REJECTED
      expect: exposure 0.00, position 0`,
  },
  {
    id: "C12",
    title: "Rejected after it was accepted (F07)",
    proves: "A late rejection ends the order and frees what it held.",
    needs: ["late-reject"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      time: 40 s
      venue: rejects A -> A REJECTED 0/10; signal REJECTED
      expect: exposure 0.00`,
  },
  {
    id: "C13",
    title: "Order sent twice with one client id, the venue answers for the first",
    proves: "One order stands at the venue whatever the network repeats.",
    needs: ["used-ids-answered"],
    text: `
      net: holds ours
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: repeat submit A -> A WORKING 0/10
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10; position 4
      net: pass submit A
      net: flows
      expect: orders at the venue 1, position 4`,
  },
  {
    id: "C14",
    title: "Order sent twice with one client id, the venue refuses the second (F05)",
    proves: "The refusal is of the repetition alone: the order that is known to work works on.",
    needs: ["used-ids-refused"],
    text: `
      net: holds ours
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: repeat submit A -> A WORKING 0/10
      net: pass submit A
      net: flows
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10
      expect: orders at the venue 1, position 10`,
  },
  {
    id: "C15",
    title: "The first answer of two is lost, the second says: id used (F05)",
    proves: "UNKNOWN turns into what the venue has, never into REJECTED.",
    needs: ["used-ids-refused"],
    text: `
      net: holds ours
      net: holds theirs
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: repeat submit A
      net: loses all theirs
      net: pass submit A
      net: tell rejected A -> A UNKNOWN 0/10; sends probe A
      expect: exposure 1000.00
      net: flows -> A WORKING 0/10
      expect: orders at the venue 1, lots at work at the venue 10`,
  },
  {
    id: "C16",
    title: "Unsolicited cancel by the venue",
    proves: "An order that the venue ends on its own ends here, with what it filled.",
    needs: ["unasked-cancel"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 3 @ 100.00 -> A PARTIAL 3/10; position 3
      venue: cancels A -> A CANCELED 3/10; signal PARTLY_FILLED
      expect: position 3, exposure 300.00`,
  },
  {
    id: "C17",
    title: "Stop triggered while its cancel is on its way",
    proves: "The trigger and its fill win over the cancel; the refusal comes after.",
    needs: ["stops"],
    text: `
      us: buy 10 stop 101.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: cancel A -> A WORKING 0/10 pending cancel; sends cancel A
      venue: trades 101.00
      venue: fills A 10 @ 101.50 -> A FILLED 10/10; position 10
      net: flows
      expect: position 10`,
  },
  {
    id: "C18",
    title: "Stop triggered and partly filled, then the cancel is accepted",
    proves: "What the trigger filled stays, the rest is gone.",
    needs: ["stops"],
    text: `
      us: buy 10 stop 101.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: cancel A -> A WORKING 0/10 pending cancel; sends cancel A
      venue: fills A 4 @ 101.00 -> A PARTIAL 4/10 pending cancel; position 4
      net: flows -> A CANCELED 4/10; signal PARTLY_FILLED
      expect: position 4, exposure 400.00`,
  },
  {
    id: "C19",
    title: "The fills of one instant told out of order (F23)",
    proves: "The order of two fills makes no difference; a count above what is booked is a gap that is asked about.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      venue: fills A 4 @ 100.00
      venue: fills A 6 @ 99.00
      net: tell fill A 6 -> A PARTIAL 6/10; position 6; sends probe A
      net: tell fill A 4 -> A FILLED 10/10; position 10
      net: flows
      expect: fills booked 2, position 10`,
  },
];
