import type { Card } from "../card.ts";

/** Exits and protective orders: never more at the venue than is held, never on the other side. */
export const EXIT_CARDS: readonly Card[] = [
  {
    id: "C100",
    title: "Bracket of an entry that fills in parts",
    proves: "Stop and target follow every part: their size is what is filled, at no time more.",
    needs: ["replace", "stops", "oco"],
    text: `
      us: buy 10 limit 100.00 protect 1.00 target 2.00 -> A WORKING 0/10; sends submit A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10; B WORKING 0/4; C WORKING 0/4; position 4; sends submit B; sends submit C
      venue: fills A 3 @ 100.00 -> A PARTIAL 7/10; B REPLACED 0/4; C REPLACED 0/4; D WORKING 0/7; E WORKING 0/7; position 7; sends replace B by D; sends replace C by E
      venue: fills A 3 @ 100.00 -> A FILLED 10/10; D REPLACED 0/7; E REPLACED 0/7; F WORKING 0/10; G WORKING 0/10; position 10; sends replace D by F; sends replace E by G
      expect: position 10, lots at work at the venue 20`,
  },
  {
    id: "C101",
    title: "The stop fills, the target goes",
    proves: "One leg's fill takes the other off; the position ends at 0.",
    needs: ["stops", "oco"],
    text: `
      us: buy 10 limit 100.00 protect 1.00 target 2.00 -> A WORKING 0/10; sends submit A
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; B WORKING 0/10; C WORKING 0/10; position 10; sends submit B; sends submit C
      venue: fills B 10 @ 99.00 -> B FILLED 10/10; C CANCELED 0/10; position 0; sends cancel C
      expect: position 0, lots at work at the venue 0`,
  },
  {
    id: "C102",
    title: "The target fills in parts, the stop shrinks with it",
    proves: "The resting stop covers what is left and no more.",
    needs: ["replace", "stops", "oco"],
    text: `
      us: buy 10 limit 100.00 protect 1.00 target 2.00 -> A WORKING 0/10; sends submit A
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; B WORKING 0/10; C WORKING 0/10; position 10; sends submit B; sends submit C
      venue: fills C 4 @ 102.00 -> B REPLACED 0/10; C PARTIAL 4/10; D WORKING 0/6; position 6; sends replace B by D
      venue: fills D 6 @ 99.00 -> C CANCELED 4/10; D FILLED 6/6; position 0; sends cancel C
      expect: position 0, lots at work at the venue 0`,
  },
  {
    id: "C103",
    title: "Both legs fill (O9)",
    proves: "What was closed too much is told with the highest alert and closed again: the position ends at 0.",
    needs: ["stops", "oco", "overfill"],
    uncounted: "the venue fills a leg that it had cancelled",
    text: `
      us: buy 10 limit 100.00 protect 1.00 target 2.00 -> A WORKING 0/10; sends submit A
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; B WORKING 0/10; C WORKING 0/10; position 10; sends submit B; sends submit C
      venue: fills B 10 @ 99.00 -> B FILLED 10/10; C CANCELED 0/10; position 0; sends cancel C
      venue: overfills C 10 -> C FILLED 10/10; D WORKING 0/10; position -10; alert LATE_FILL; alert OVERCLOSED; sends submit D
      venue: fills D 10 @ 99.00 -> D FILLED 10/10; position 0
      expect: position 0`,
  },
  {
    id: "C104",
    title: "An exit while the bracket rests",
    proves: "The protective orders are taken off first, the exit leaves when they are gone; one close.",
    needs: ["stops", "oco"],
    text: `
      us: buy 10 limit 100.00 protect 1.00 target 2.00 -> A WORKING 0/10; sends submit A
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; B WORKING 0/10; C WORKING 0/10; position 10; sends submit B; sends submit C
      net: holds ours
      us: exit -> B WORKING 0/10 pending cancel; C WORKING 0/10 pending cancel; sends cancel B; sends cancel C
      net: flows -> B CANCELED 0/10; C CANCELED 0/10; D WORKING 0/10; sends submit D
      venue: fills D 10 @ 100.00 -> D FILLED 10/10; position 0
      expect: position 0, lots at work at the venue 0`,
  },
  {
    id: "C105",
    title: "The stop fills while the exit waits for its cancel",
    proves: "The exit is not sent any more: nothing is left to close.",
    needs: ["stops", "oco"],
    text: `
      us: buy 10 limit 100.00 protect 1.00 target 2.00 -> A WORKING 0/10; sends submit A
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; B WORKING 0/10; C WORKING 0/10; position 10; sends submit B; sends submit C
      net: holds ours
      us: exit -> B WORKING 0/10 pending cancel; C WORKING 0/10 pending cancel; sends cancel B; sends cancel C
      venue: fills B 10 @ 99.00 -> B FILLED 10/10; C CANCELED 0/10; position 0; signal DUPLICATE
      net: flows
      expect: position 0, lots at work at the venue 0`,
  },
  {
    id: "C106",
    title: "The stop fills in part while the exit waits for its cancel",
    proves: "The exit closes what is left, to the lot.",
    needs: ["stops", "oco"],
    text: `
      us: buy 10 limit 100.00 protect 1.00 target 2.00 -> A WORKING 0/10; sends submit A
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; B WORKING 0/10; C WORKING 0/10; position 10; sends submit B; sends submit C
      net: holds ours
      us: exit -> B WORKING 0/10 pending cancel; C WORKING 0/10 pending cancel; sends cancel B; sends cancel C
      venue: fills B 3 @ 99.00 -> B PARTIAL 3/10 pending cancel; position 7
      net: flows -> B CANCELED 3/10; C CANCELED 0/10; D WORKING 0/7; sends submit D
      venue: fills D 7 @ 99.00 -> D FILLED 7/7; position 0
      expect: position 0, lots at work at the venue 0`,
  },
  {
    id: "C107",
    title: "Signal, person and FLATTEN close the same position at once (F63)",
    proves: "Only what nothing else closes is sent; the position ends at exactly 0.",
    needs: [],
    text: `
      us: buy 10 limit 100.00 -> A WORKING 0/10; sends submit A
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; position 10
      net: holds ours
      us: exit -> B SENDING 0/10; sends submit B
      us: close -> signal DUPLICATE
      us: kill FLATTEN -> B SENDING 0/10 pending cancel; trading FLATTEN; sends cancel B
      net: flows -> B CANCELED 0/10; C WORKING 0/10; signal CANCELED; sends submit C
      venue: trades-lots 40 @ 100.00 -> C FILLED 10/10; position 0; sends account; flat
      time: 10 s
      venue: trades-lots 40 @ 100.00
      time: 10 s
      expect: position 0, times flat was said 1`,
  },
  {
    id: "C108",
    title: "The bust of an entry's fill takes its protection along",
    proves: "What protects nothing any more leaves the venue.",
    needs: ["stops", "oco", "bust"],
    text: `
      us: buy 10 limit 100.00 protect 1.00 target 2.00 -> A WORKING 0/10; sends submit A
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; B WORKING 0/10; C WORKING 0/10; position 10; sends submit B; sends submit C
      venue: busts A 1 -> A FILLED 0/10; B CANCELED 0/10; C CANCELED 0/10; position 0; alert FILL_REVERSED; sends cancel B; sends cancel C
      expect: position 0, lots at work at the venue 0`,
  },
  {
    id: "C109",
    title: "The replace of a protective order is refused for a while",
    proves: "It is tried again by the clock, not as fast as it is refused; in the end it covers exactly what is held.",
    needs: ["replace", "stops", "oco", "busy"],
    text: `
      us: buy 10 limit 100.00 protect 1.00 -> A WORKING 0/10; sends submit A
      venue: fills A 4 @ 100.00 -> A PARTIAL 4/10; B WORKING 0/4; position 4; sends submit B
      venue: is-busy-with B
      venue: fills A 6 @ 100.00 -> A FILLED 10/10; C REJECTED 0/10; position 10; sends replace B by C
      time: 6 s -> D REJECTED 0/10; sends replace B by D; alert NAKED_POSITION
      venue: is-done-with B
      time: 40 s -> B REPLACED 0/4; E WORKING 0/10; sends replace B by E; alert NAKED_POSITION
      expect: position 10, lots at work at the venue 10`,
  },
  {
    id: "C110",
    title: "An exit while the cancel of the protective order is refused for a while",
    proves: "The exit waits and gets louder, the cancel is asked again by the clock; one close in the end.",
    needs: ["stops", "oco", "busy"],
    text: `
      us: buy 10 limit 100.00 protect 1.00 -> A WORKING 0/10; sends submit A
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; B WORKING 0/10; position 10; sends submit B
      venue: is-busy-with B
      us: exit -> sends cancel B; sends probe B
      time: 40 s -> sends cancel B x2; alert EXIT_BLOCKED; sends probe B
      venue: is-done-with B
      time: 40 s -> B CANCELED 0/10; C WORKING 0/10; sends cancel B; alert EXIT_BLOCKED; sends submit C
      venue: fills C 10 @ 100.00 -> C FILLED 10/10; position 0
      expect: position 0, lots at work at the venue 0`,
  },
  {
    id: "C111",
    title: "The venue refuses a protective order",
    proves: "The level is watched here instead, and a person is told.",
    needs: ["stops", "oco", "late-reject"],
    text: `
      us: buy 10 limit 100.00 protect 1.00 -> A WORKING 0/10; sends submit A
      venue: fills A 10 @ 100.00 -> A FILLED 10/10; B WORKING 0/10; position 10; sends submit B
      venue: rejects B -> B REJECTED 0/10; alert PROTECTION_REFUSED
      expect: position 10, lots at work at the venue 0`,
  },
];
