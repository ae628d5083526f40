import type { Card } from "../card.ts";

/** The kill switch against a venue that does not make it easy (F46). */
export const KILL_CARDS: readonly Card[] = [
  {
    id: "C120",
    title: "HALT takes off what opens and refuses what is new",
    proves: "From the switch on nothing that adds exposure leaves.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      us: kill HALT -> A CANCELED 0/10; trading HALT; sends cancel A; signal CANCELED
      us: buy 1 limit 99.00 -> B DENIED 0/1; signal DENIED
      expect: exposure 0.00, lots at work at the venue 0, orders at the venue 1`,
  },
  {
    id: "C121",
    title: "FLATTEN, a partial fill races the cancel (F46)",
    proves: "What filled on the way is closed too; flat is said once, on the venue's word.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: kill FLATTEN -> A WORKING 0/10 pending cancel; trading FLATTEN; sends cancel A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10 pending cancel; position 4
      net: flows -> A CANCELED 4/10; B WORKING 0/4; signal PARTLY_FILLED; sends submit B
      expect: times flat was said 0
      venue: fills B 4 @ 99.00 -> B FILLED 4/4; position 0; sends account; flat
      expect: position 0, times flat was said 1`,
  },
  {
    id: "C122",
    title: "The switch while a replace is pending, the venue would refuse the cancel (F15)",
    proves: "The cancel goes out the moment the replace settles, to the order that lives; not flat before.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds theirs
      us: replace A 15 -> A WORKING 0/10 pending replace; B SENDING 0/15; sends replace A by B
      us: kill FLATTEN -> B SENDING 0/15 pending cancel; trading FLATTEN; sends cancel B
      expect: times flat was said 0
      net: flows -> A REPLACED 0/10; B CANCELED 0/15; signal CANCELED; sends account; flat
      expect: lots at work at the venue 0, times flat was said 1`,
  },
  {
    id: "C123",
    title: "The switch while the cancel is refused as pending (F15)",
    proves: "A refused cancel is asked again until it holds; not flat before.",
    needs: ["busy"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: is-busy-with A
      us: kill FLATTEN -> trading FLATTEN; sends cancel A; sends probe A
      expect: times flat was said 0, exposure 1000.00
      time: 10 s -> sends cancel A x2; sends probe A x2
      venue: is-done-with A
      time: 60 s -> A CANCELED 0/10; sends cancel A; signal CANCELED; sends account; flat
      expect: lots at work at the venue 0, times flat was said 1`,
  },
  {
    id: "C124",
    title: "The switch while a submit's outcome is unknown",
    proves: "Not flat while an order may be out there; when it appears it is cancelled.",
    needs: [],
    text: `
      net: holds ours
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: delay submit A
      net: flows
      time: 6 s -> A UNKNOWN 0/10; sends probe A
      us: kill FLATTEN -> trading FLATTEN; sends cancel A; sends probe A
      expect: times flat was said 0
      net: bring submit A -> A CANCELED 0/10; sends cancel A; signal CANCELED; sends account; flat
      time: 60 s
      expect: lots at work at the venue 0, times flat was said 1`,
  },
  {
    id: "C125",
    title: "An order appears after flat was said (F64)",
    proves: "A request that the network brings late is taken back at once, the switch still engaged.",
    needs: [],
    uncounted: "the request is still in the network after every sign says that it is lost",
    text: `
      net: holds ours
      us: buy 10 limit 100.00 -> A SENDING 0/10; sends submit A
      net: delay submit A
      net: flows
      us: kill FLATTEN -> trading FLATTEN; sends cancel A; sends probe A
      time: 120 s -> A NOT_SENT 0/10; sends probe A x5; sends cancel A x4; sends account x2; signal NOT_SENT; flat
      net: bring submit A -> alert ORDER_RESURRECTED x2; sends cancel A x2
      expect: lots at work at the venue 0`,
  },
  {
    id: "C126",
    title: "FLATTEN with somebody else's order and position",
    proves: "Foreign orders are cancelled and foreign positions closed before flat is said.",
    needs: ["foreign"],
    text: `
      venue: somebody buys 5 limit 100.00 -> A WORKING 0/5; alert EXTERNAL_ORDER
      venue: trades-lots 2 @ 100.00 -> A PARTIAL 2/5; position 2
      us: kill FLATTEN -> A CANCELED 2/5; B WORKING 0/2; trading FLATTEN; sends cancel A; sends submit B
      expect: times flat was said 0
      venue: trades-lots 2 @ 100.00 -> B FILLED 2/2; position 0; sends account; flat
      time: 10 s
      expect: position 0, times flat was said 1`,
  },
  {
    id: "C127",
    title: "FLATTEN while the connection is down",
    proves: "Nothing is claimed: flat is said after the connection is back and the venue lists nothing.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: down -> blocked DISCONNECTED; alert VENUE_DISCONNECTED
      us: kill FLATTEN -> A WORKING 0/10 pending cancel; trading FLATTEN; sends cancel A
      time: 60 s
      expect: times flat was said 0, exposure 1000.00
      net: up -> A CANCELED 0/10; sends account x2; sends cancel A; unblocked; signal CANCELED; flat
      time: 60 s
      expect: lots at work at the venue 0, times flat was said 1`,
  },
  {
    id: "C128",
    title: "Restart in the middle of FLATTEN (F47)",
    proves: "The switch and its work survive: the closing goes on, flat is said once.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10; position 4
      net: holds theirs
      us: kill FLATTEN -> A PARTIAL 4/10 pending cancel; trading FLATTEN; sends cancel A
      us: restart
      net: flows -> A CANCELED 4/10; B WORKING 0/4; signal PARTLY_FILLED; sends submit B
      us: restart
      venue: fills B 4 @ 99.00 -> B FILLED 4/4; position 0; sends account; flat
      us: buy 1 limit 99.00 -> C DENIED 0/1; signal DENIED
      expect: position 0, times flat was said 1`,
  },
  {
    id: "C129",
    title: "FLATTEN while the instrument is halted",
    proves: "The position waits for the resumption and is closed then; not flat before.",
    needs: ["halt"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10
      venue: halts -> alert INSTRUMENT_HALTED
      us: kill FLATTEN -> trading FLATTEN
      time: 30 s
      expect: times flat was said 0
      venue: unhalts -> B WORKING 0/10; alert INSTRUMENT_RESUMED; sends submit B
      time: 10 s
      venue: fills B 10 @ 99.00 -> B FILLED 10/10; position 0; sends account; flat
      expect: position 0, times flat was said 1`,
  },
  {
    id: "C130",
    title: "The last gate keeps a replace back while the switch is engaged",
    proves: "The replace never left: the old order is what works, and it is cancelled.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: replace A 15 -> A WORKING 0/10 pending replace; B SENDING 0/15; sends replace A by B
      us: kill HALT -> B SENDING 0/15 pending cancel; trading HALT; sends cancel B
      net: withhold replace A -> A WORKING 0/10 pending cancel; B NOT_SENT 0/15; sends cancel A
      net: flows -> A CANCELED 0/10; signal CANCELED
      expect: lots at work at the venue 0, exposure 0.00, orders at the venue 1`,
  },
  {
    id: "C131",
    title: "The switch while a replace is pending, the cancel overtakes it (F15)",
    proves: "A cancel refused for an order that is not there yet is sent again when it is; not flat before.",
    needs: ["replace"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      net: holds ours
      us: replace A 15 -> A WORKING 0/10 pending replace; B SENDING 0/15; sends replace A by B
      us: kill FLATTEN -> B SENDING 0/15 pending cancel; trading FLATTEN; sends cancel B
      net: pass cancel B -> B SENDING 0/15; sends probe B
      net: pass replace A -> A REPLACED 0/10; B WORKING 0/15 pending cancel; sends cancel B
      net: flows -> B CANCELED 0/15; signal CANCELED; sends account; flat
      time: 30 s
      expect: lots at work at the venue 0, times flat was said 1`,
  },
  {
    id: "C132",
    title: "HALT while the cancel is refused as pending (F15)",
    proves: "The regular comparison cancels again what still opens, as long as the switch is engaged.",
    needs: ["busy"],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: is-busy-with A
      us: kill HALT -> trading HALT; sends cancel A; sends probe A
      expect: exposure 1000.00
      venue: is-done-with A
      time: 40 s -> A CANCELED 0/10; sends cancel A; signal CANCELED
      expect: exposure 0.00, lots at work at the venue 0`,
  },
  {
    id: "C133",
    title: "The switch while the venue answers nothing for 20 s (F46)",
    proves: "Nothing is claimed meanwhile; cancels and closes follow when it answers again, flat is said once.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10; position 4
      net: holds ours
      us: kill FLATTEN -> A PARTIAL 4/10 pending cancel; trading FLATTEN; sends cancel A
      net: fail cancel A
      time: 20 s -> sends cancel A x2; sends probe A x3; alert CANCEL_UNANSWERED
      expect: times flat was said 0, exposure 1000.00
      net: loses all ours
      net: flows
      time: 40 s -> A CANCELED 4/10; B WORKING 0/4; sends probe A; signal PARTLY_FILLED; sends submit B; sends account
      venue: fills B 4 @ 100.00 -> B FILLED 4/4; position 0; sends account; flat
      expect: position 0, lots at work at the venue 0, times flat was said 1`,
  },
];
