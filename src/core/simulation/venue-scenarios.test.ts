import assert from "node:assert/strict";
import { test } from "node:test";
import { FREE, linesOf, playSteps, type VenueOptions, venueWith } from "./venue-fixture.test.ts";

/**
 * What real venues do to orders, one line per step. Times in seconds, prices in cents, sessions
 * [0, 600) and [1000, 1600). Reports: `kind order [lots@price #execution[<-ref]] cum/leaves
 * version [reason] time`, answers to questions with `?`.
 */
const SCENARIOS: Readonly<Record<string, VenueOptions & { readonly steps: string }>> = {
  "replaced up and down before any fill": {
    steps: `
      order 0 buy 10 limit gtc limit=90 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      replace 1 buy 15 limit gtc limit=91 replaces=0 -> replaced 0 0/0 v3 0, accepted 1 0/15 v1 0, live 1 0/15 v2 0
      replace 2 buy 5 limit gtc limit=95 replaces=1 -> replaced 1 0/0 v3 0, accepted 2 0/5 v1 0, live 2 0/5 v2 0
      bar 0 100 100 94 100 -> fill 2 5@95 #1 5/0 v3 60
      probe 0 -> ?replaced 0 0/0 v3 60
      probe 2 -> ?fill 2 5@95 #1 5/0 v3 60`,
  },
  "replaced when partly filled: up, then down to exactly what has filled": {
    participation: 0.01,
    steps: `
      order 0 buy 10 limit gtc limit=90 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      bar 0 80 80 80 80 400 -> fill 0 4@80 #1 4/6 v3 0
      replace 1 buy 20 limit gtc limit=91 replaces=0 -> replaced 0 4/0 v4 60, accepted 1 4/16 v1 60, live 1 4/16 v2 60
      bar 60 80 80 80 80 300 -> fill 1 3@80 #1 7/13 v3 60
      replace 2 buy 7 limit gtc limit=91 replaces=1 -> replaced 1 7/0 v4 120, accepted 2 7/0 v1 120, canceled 2 7/0 v2 QUANTITY_FILLED 120
      bar 120 80 80 80 80 ->
      probe 2 -> ?canceled 2 7/0 v2 QUANTITY_FILLED 180`,
  },
  "replaced below what has filled is refused and the order works on": {
    participation: 0.01,
    steps: `
      order 0 buy 10 limit gtc limit=90 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      bar 0 80 80 80 80 400 -> fill 0 4@80 #1 4/6 v3 0
      replace 1 buy 3 limit gtc limit=90 replaces=0 -> replace-rejected 0 4/6 v4 BAD_QUANTITY 60
      probe 1 -> ?rejected 1 0/0 v1 BAD_QUANTITY 60
      bar 60 80 80 80 80 -> fill 0 6@80 #2 10/0 v5 60`,
  },
  "replace of what is done, unknown, another's or pending": {
    steps: `
      order 0 buy 10 market gtc -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      bar 0 80 80 80 80 -> fill 0 10@80 #1 10/0 v3 0
      replace 1 buy 12 market gtc replaces=0 -> replace-rejected 0 10/0 v4 TOO_LATE 60
      replace 2 buy 12 market gtc replaces=9 -> replace-rejected 9 UNKNOWN_ORDER 60
      order 3 buy 5 limit gtc limit=50 -> accepted 3 0/5 v1 60, live 3 0/5 v2 60
      replace 4 sell 5 limit gtc limit=50 replaces=3 -> replace-rejected 3 0/5 v3 BAD_TERMS 60
      busy v4 on ->
      replace 5 buy 6 limit gtc limit=50 replaces=3 -> replace-rejected 3 0/5 v4 PENDING 60
      cancel 3 -> cancel-rejected 3 0/5 v5 PENDING 60
      busy v4 off ->
      busy v4 off -> nothing
      replace 6 buy 0 limit gtc limit=50 replaces=3 -> replace-rejected 3 0/5 v6 BAD_QUANTITY 60
      replace 7 buy 6 limit gtc replaces=3 -> replace-rejected 3 0/5 v7 BAD_PRICE 60
      cancel 3 -> canceled 3 0/0 v8 CANCEL_REQUESTED 60
      replace 8 buy 6 limit gtc limit=50 replaces=3 -> replace-rejected 3 0/0 v9 TOO_LATE 60`,
  },
  "two replaces that overtake each other: the second names a leaf that is not there yet": {
    steps: `
      order 0 buy 10 limit gtc limit=90 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      replace 2 buy 12 limit gtc limit=90 replaces=1 -> replace-rejected 1 UNKNOWN_ORDER 0
      replace 1 buy 11 limit gtc limit=90 replaces=0 -> replaced 0 0/0 v3 0, accepted 1 0/11 v1 0, live 1 0/11 v2 0
      replace 1 buy 11 limit gtc limit=90 replaces=0 -> ?live 1 0/11 v2 0`,
  },
  "replace and cancel in flight in both orders": {
    steps: `
      order 0 buy 10 limit gtc limit=90 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      replace 1 buy 11 limit gtc limit=90 replaces=0 -> replaced 0 0/0 v3 0, accepted 1 0/11 v1 0, live 1 0/11 v2 0
      cancel 0 -> cancel-rejected 0 0/0 v4 NOT_WORKING 0
      cancel 1 -> canceled 1 0/0 v3 CANCEL_REQUESTED 0
      order 2 buy 10 limit gtc limit=90 -> accepted 2 0/10 v1 0, live 2 0/10 v2 0
      cancel 2 -> canceled 2 0/0 v3 CANCEL_REQUESTED 0
      replace 3 buy 11 limit gtc limit=90 replaces=2 -> replace-rejected 2 0/0 v4 TOO_LATE 0`,
  },
  "a late fill of a replaced order counts in its leaf, and its bust too": {
    steps: `
      bar 0 100 100 100 100 ->
      order 0 buy 10 limit gtc limit=90 -> accepted 0 0/10 v1 60, live 0 0/10 v2 60
      replace 1 buy 8 limit gtc limit=90 replaces=0 -> replaced 0 0/0 v3 60, accepted 1 0/8 v1 60, live 1 0/8 v2 60
      overfill v1 3 -> fill 0 3@100 #1 3/0 v4 60, live 1 3/5 v3 60
      bust v1 1 -> bust 0 3@100 #2<-1 0/0 v5 60, live 1 0/8 v4 FILL_REVERSED 60
      overfill v1 8 -> fill 0 8@100 #3 8/0 v6 60, canceled 1 8/0 v5 QUANTITY_FILLED 60
      account 0 -> holds 8, cash 999200, ?fill 0 3@100 #1 3/0 v4 60, ?bust 0 3@100 #2<-1 0/0 v5 60, ?fill 0 8@100 #3 8/0 v6 60`,
  },
  "a trailing stop meets each bar at its old level, then moves": {
    costs: { ...FREE, slippageBps: 100 },
    steps: `
      order 0 sell 5 trailing-stop gtc trail=500 -> accepted 0 0/5 v1 0, live 0 0/5 v2 0
      bar 0 10000 10050 9000 10000 ->
      bar 60 10000 10200 9551 10000 ->
      bar 120 10000 10000 9700 9900 -> fill 0 5@9603 #1 5/0 v3 180
      order 1 buy 5 trailing-stop gtc trail=300 -> accepted 1 0/5 v1 180, live 1 0/5 v2 180
      bar 180 9900 9950 9500 9600 ->
      bar 240 9900 9900 9900 9900 -> fill 1 5@9999 #1 5/0 v3 240
      order 2 buy 5 trailing-stop gtc -> rejected 2 0/0 v1 BAD_PRICE 300`,
  },
  "good till date, fill or kill, immediate or cancel": {
    participation: 0.01,
    steps: `
      order 0 buy 5 limit gtd limit=50 till=90 -> accepted 0 0/5 v1 0, live 0 0/5 v2 0
      order 1 buy 5 limit gtd limit=50 -> rejected 1 0/0 v1 BAD_TIME 0
      order 2 buy 5 limit gtd limit=50 till=0 -> rejected 2 0/0 v1 BAD_TIME 0
      order 3 buy 6 market fok -> accepted 3 0/6 v1 0, live 3 0/6 v2 0
      order 4 buy 5 limit fok limit=100 -> accepted 4 0/5 v1 0, live 4 0/5 v2 0
      order 5 buy 5 limit fok limit=99 -> accepted 5 0/5 v1 0, live 5 0/5 v2 0
      bar 0 100 100 95 95 500 -> canceled 3 0/0 v3 FOK_UNFILLED 0, canceled 4 0/0 v3 FOK_UNFILLED 0, canceled 5 0/0 v3 FOK_UNFILLED 0
      order 6 buy 5 limit fok limit=100 -> accepted 6 0/5 v1 60, live 6 0/5 v2 60
      order 7 buy 5 limit ioc limit=100 -> accepted 7 0/5 v1 60, live 7 0/5 v2 60
      bar 60 99 100 95 95 700 -> expired 0 0/0 v3 GTD_END 90, fill 6 5@99 #1 5/0 v3 60, fill 7 2@99 #1 2/3 v3 60, canceled 7 2/0 v4 IOC_UNFILLED 60`,
  },
  "a date within a bar leaves the order that bar's open": {
    steps: `
      order 0 buy 5 limit gtd limit=90 till=90 -> accepted 0 0/5 v1 0, live 0 0/5 v2 0
      order 1 buy 5 limit gtd limit=100 till=90 -> accepted 1 0/5 v1 0, live 1 0/5 v2 0
      bar 0 101 101 101 101 ->
      bar 60 99 99 80 80 -> expired 0 0/0 v3 GTD_END 90, fill 1 5@99 #1 5/0 v3 60`,
  },
  "thin bars fill in parts: arrival order, then the day's end": {
    participation: 0.1,
    costs: { ...FREE, commissionPerOrderMicros: 1_000_000, commissionPerUnitMicros: 10_000 },
    steps: `
      order 0 buy 10 market day -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      order 1 buy 10 limit day limit=200 -> accepted 1 0/10 v1 0, live 1 0/10 v2 0
      bar 420 100 100 100 100 60 -> fill 0 6@100 #1 6/4 v3 420
      bar 480 100 100 100 100 70 -> fill 0 4@100 #2 10/0 v4 480, fill 1 3@100 #1 3/7 v3 480
      bar 540 100 100 100 100 39 -> fill 1 3@100 #2 6/4 v4 540, expired 1 6/0 v5 DAY_END 600
      account 0 -> holds 16, cash 998184, ?fill 0 6@100 #1 6/4 v3 420, ?fill 0 4@100 #2 10/0 v4 480, ?fill 1 3@100 #1 3/7 v3 480, ?fill 1 3@100 #2 6/4 v4 540`,
  },
  "a triggered stop that is not filled whole goes on at the next open": {
    participation: 0.1,
    steps: `
      order 0 buy 5 stop gtc stop=110 -> accepted 0 0/5 v1 0, live 0 0/5 v2 0
      bar 0 100 111 100 100 30 -> fill 0 3@110 #1 3/2 v3 60
      bar 60 90 90 90 90 30 -> fill 0 2@90 #2 5/0 v4 60`,
  },
  "legs exclude each other: the stop first in a bar that reaches both": {
    steps: `
      order 0 buy 10 limit gtc limit=100 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      bar 0 99 99 99 99 -> fill 0 10@99 #1 10/0 v3 0
      order 1 sell 10 limit gtc limit=110 parent=0 role=target -> accepted 1 0/10 v1 60, live 1 0/10 v2 60
      order 2 sell 10 stop gtc stop=90 parent=0 role=stop -> accepted 2 0/10 v1 60, live 2 0/10 v2 60
      bar 60 100 120 80 100 -> fill 2 10@90 #1 10/0 v3 120, canceled 1 0/0 v3 OCO 120
      account 0 -> cash 999910, ?fill 0 10@99 #1 10/0 v3 0, ?fill 2 10@90 #1 10/0 v3 120`,
  },
  "an open beyond the target fills the target, whatever comes after": {
    steps: `
      order 0 buy 10 limit gtc limit=100 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      bar 0 99 99 99 99 -> fill 0 10@99 #1 10/0 v3 0
      order 1 sell 10 stop gtc stop=90 parent=0 role=stop -> accepted 1 0/10 v1 60, live 1 0/10 v2 60
      order 2 sell 10 limit gtc limit=110 parent=0 role=target -> accepted 2 0/10 v1 60, live 2 0/10 v2 60
      bar 60 115 120 80 100 -> fill 2 10@115 #1 10/0 v3 60, canceled 1 0/0 v3 OCO 60`,
  },
  "a part filled by one leg is taken off the other": {
    participation: 0.01,
    steps: `
      order 0 buy 10 market gtc -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      bar 0 100 100 100 100 1000 -> fill 0 10@100 #1 10/0 v3 0
      order 1 sell 10 stop gtc stop=90 parent=0 role=stop -> accepted 1 0/10 v1 60, live 1 0/10 v2 60
      order 2 sell 10 limit gtc limit=110 parent=0 role=target -> accepted 2 0/10 v1 60, live 2 0/10 v2 60
      bar 60 105 120 100 100 400 -> fill 2 4@110 #1 4/6 v3 120, live 1 0/6 v3 OCO_REDUCED 120
      replace 3 sell 10 stop gtc stop=91 parent=0 role=stop replaces=1 -> replaced 1 0/0 v4 120, accepted 3 0/10 v1 120, live 3 0/10 v2 120, live 3 0/6 v3 OCO_REDUCED 120
      bar 120 100 100 80 100 900 -> fill 3 6@91 #1 6/0 v4 180, canceled 3 6/0 v5 OCO 180, canceled 2 4/0 v4 OCO 180
      account 0 -> cash 999986, ?fill 0 10@100 #1 10/0 v3 0, ?fill 2 4@110 #1 4/6 v3 120, ?fill 3 6@91 #1 6/0 v4 180`,
  },
  "the bar of a market entry counts whole for legs that come at its close": {
    steps: `
      order 0 buy 10 market gtc -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      bar 0 100 120 80 100 -> fill 0 10@100 #1 10/0 v3 0
      order 1 sell 10 stop gtc stop=90 parent=0 role=stop -> accepted 1 0/10 v1 60, live 1 0/10 v2 60, fill 1 10@90 #1 10/0 v3 60
      order 2 sell 10 limit gtc limit=110 parent=0 role=target -> accepted 2 0/10 v1 60, live 2 0/10 v2 60, canceled 2 0/0 v3 OCO 60
      order 3 buy 10 market gtc -> accepted 3 0/10 v1 60, live 3 0/10 v2 60
      bar 60 100 120 95 100 -> fill 3 10@100 #1 10/0 v3 60
      order 4 sell 10 stop gtc stop=90 parent=3 role=stop -> accepted 4 0/10 v1 120, live 4 0/10 v2 120
      order 5 sell 10 limit gtc limit=110 parent=3 role=target -> accepted 5 0/10 v1 120, live 5 0/10 v2 120, fill 5 10@110 #1 10/0 v3 120, canceled 4 0/0 v3 OCO 120
      order 6 buy 10 market gtc -> accepted 6 0/10 v1 120, live 6 0/10 v2 120
      bar 120 100 120 80 100 -> fill 6 10@100 #1 10/0 v3 120
      bar 180 100 100 100 100 ->
      order 7 sell 10 stop gtc stop=90 parent=6 role=stop -> accepted 7 0/10 v1 240, live 7 0/10 v2 240`,
  },
  "after a limit or stop entry only the stop counts in that bar, at its level": {
    steps: `
      order 0 buy 10 stop gtc stop=105 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      bar 0 90 120 80 100 -> fill 0 10@105 #1 10/0 v3 60
      order 1 sell 10 limit gtc limit=110 parent=0 role=target -> accepted 1 0/10 v1 60, live 1 0/10 v2 60
      order 2 sell 10 stop gtc stop=95 parent=0 role=stop -> accepted 2 0/10 v1 60, live 2 0/10 v2 60, fill 2 10@95 #1 10/0 v3 60, canceled 1 0/0 v3 OCO 60`,
  },
  "held, suspended, done for the day and back": {
    steps: `
      order 0 buy 10 limit gtc limit=90 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      hold v1 -> held 0 0/10 v3 0
      hold v1 -> nothing
      bar 0 80 80 80 80 ->
      resume v1 -> live 0 0/10 v4 60
      suspend v1 -> suspended 0 0/10 v5 60
      bar 60 80 80 80 80 ->
      account 0 -> v1 SUSPENDED 0/10, cash 1000000
      resume v1 -> live 0 0/10 v6 120
      done-for-day v1 -> done-for-day 0 0/10 v7 120
      bar 120 80 80 80 80 ->
      probe 0 -> ?done-for-day 0 0/10 v7 180
      bar 1000 80 80 80 80 -> live 0 0/10 v8 1000, fill 0 10@80 #1 10/0 v9 1000
      resume v1 -> nothing`,
  },
  "a day order that is done for the day expires, a held one can be cancelled": {
    steps: `
      order 0 buy 10 limit day limit=90 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      order 1 buy 10 limit day limit=90 -> accepted 1 0/10 v1 0, live 1 0/10 v2 0
      done-for-day v1 -> done-for-day 0 0/10 v3 0
      hold v2 -> held 1 0/10 v3 0
      cancel 1 -> canceled 1 0/0 v4 CANCEL_REQUESTED 0
      bar 540 80 80 80 80 -> expired 0 0/0 v4 DAY_END 600`,
  },
  "halted: orders rest, ioc ends, expiry goes on": {
    steps: `
      order 0 buy 10 limit gtc limit=90 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      order 1 buy 10 market ioc -> accepted 1 0/10 v1 0, live 1 0/10 v2 0
      order 2 buy 10 market day -> accepted 2 0/10 v1 0, live 2 0/10 v2 0
      order 3 sell 10 trailing-stop gtc stop=70 trail=5 -> accepted 3 0/10 v1 0, live 3 0/10 v2 0
      halt on ->
      bar 540 80 80 60 80 -> canceled 1 0/0 v3 IOC_UNFILLED 540, expired 2 0/0 v3 DAY_END 600
      halt off ->
      bar 1000 80 80 75 80 -> fill 0 10@80 #1 10/0 v3 1000`,
  },
  "rejected late, cancelled unasked": {
    participation: 0.01,
    steps: `
      order 0 buy 10 limit gtc limit=90 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      reject-late v1 -> rejected 0 0/0 v3 REJECTED_LATE 0
      reject-late v1 -> nothing
      order 1 buy 10 limit gtc limit=90 -> accepted 1 0/10 v1 0, live 1 0/10 v2 0
      bar 0 80 80 80 80 500 -> fill 1 5@80 #1 5/5 v3 0
      reject-late v2 -> nothing
      cancel-unasked v2 -> canceled 1 5/0 v4 UNSOLICITED 60
      cancel-unasked v2 -> nothing
      cancel 1 -> cancel-rejected 1 5/0 v5 NOT_WORKING 60`,
  },
  "busts: one of several fills, after the end, never twice": {
    participation: 0.01,
    steps: `
      order 0 buy 10 limit gtc limit=90 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      bar 0 80 80 80 80 500 -> fill 0 5@80 #1 5/5 v3 0
      bust v1 1 -> bust 0 5@80 #2<-1 0/10 v4 60
      bust v1 1 -> nothing
      bust v1 2 -> nothing
      bust v9 1 -> nothing
      bar 60 80 80 80 80 1000 -> fill 0 10@80 #3 10/0 v5 60
      bust v1 3 -> bust 0 10@80 #4<-3 0/0 v6 120
      probe 0 -> ?fill 0 5@80 #1 5/5 v3 0, ?bust 0 5@80 #2<-1 0/10 v4 60, ?fill 0 10@80 #3 10/0 v5 60, ?bust 0 10@80 #4<-3 0/0 v6 120, ?canceled 0 0/0 v6 120
      account 120 -> cash 1000000, ?fill 0 10@80 #3 10/0 v5 60, ?bust 0 10@80 #4<-3 0/0 v6 120
      cancel 0 -> cancel-rejected 0 0/0 v7 NOT_WORKING 120
      overfill v1 4 -> fill 0 4@80 #5 4/0 v8 120`,
  },
  "a price put right moves cash alone, and a correction can be busted": {
    steps: `
      order 0 sell 10 market gtc -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      bar 0 80 80 80 80 -> fill 0 10@80 #1 10/0 v3 0
      correct v1 1 90 -> correction 0 10@90 #2<-1 10/0 v4 60
      correct v1 1 95 -> nothing
      account 60 -> holds -10, cash 1000900, ?fill 0 10@80 #1 10/0 v3 0, ?correction 0 10@90 #2<-1 10/0 v4 60
      bust v1 2 -> bust 0 10@90 #3<-2 0/0 v5 60
      account 999 -> cash 1000000`,
  },
  "more than ordered, and after the end": {
    steps: `
      overfill v1 5 -> nothing
      order 0 buy 10 limit gtc limit=90 -> accepted 0 0/10 v1 0, live 0 0/10 v2 0
      overfill v1 5 -> nothing
      bar 0 100 100 100 100 ->
      overfill v1 12 -> fill 0 12@100 #1 12/0 v3 60
      order 1 buy 10 limit gtc limit=90 -> accepted 1 0/10 v1 60, live 1 0/10 v2 60
      overfill v2 4 -> fill 1 4@100 #1 4/6 v3 60
      cancel 1 -> canceled 1 4/0 v4 CANCEL_REQUESTED 60
      overfill v2 4 -> fill 1 4@100 #2 8/0 v5 60`,
  },
  "foreign orders carry their terms and are cancelled by the venue's name": {
    steps: `
      foreign buy 5 limit 90 -> x1, accepted x1 0/5 v1 0, live x1 0/5 v2 0
      foreign buy 0 market -> x2, rejected x2 0/0 v1 BAD_QUANTITY 0
      account 0 -> x1 WORKING 0/5, cash 1000000
      bar 0 80 80 80 80 -> fill x1 5@80 #1 5/0 v3 0
      foreign sell 5 limit 200 -> x3, accepted x3 0/5 v1 60, live x3 0/5 v2 60
      cancel x3 -> canceled x3 0/0 v3 CANCEL_REQUESTED 60
      cancel x3 -> cancel-rejected x3 0/0 v4 NOT_WORKING 60
      cancel x9 -> cancel-rejected x9 UNKNOWN_ORDER 60`,
  },
  "a used number is refused where the venue says so": {
    refusesUsedIds: true,
    steps: `
      order 0 buy 5 limit gtc limit=90 -> accepted 0 0/5 v1 0, live 0 0/5 v2 0
      order 0 buy 5 limit gtc limit=90 -> rejected 0 DUPLICATE_ID 0
      replace 0 buy 5 limit gtc limit=90 replaces=0 -> rejected 0 DUPLICATE_ID 0
      cancel 0 -> canceled 0 0/0 v3 CANCEL_REQUESTED 0`,
  },
  "questions about orders that never came, and that are forgotten": {
    doneKept: 1,
    steps: `
      probe 0 -> ?not-found 0 UNKNOWN_ORDER 0
      order 0 buy 5 market gtc -> accepted 0 0/5 v1 0, live 0 0/5 v2 0
      order 1 buy 5 market gtc -> accepted 1 0/5 v1 0, live 1 0/5 v2 0
      bar 0 80 80 80 80 -> fill 0 5@80 #1 5/0 v3 0, fill 1 5@80 #1 5/0 v3 0
      probe 0 ->
      probe 1 -> ?fill 1 5@80 #1 5/0 v3 0
      cancel 0 -> cancel-rejected 0 NOT_WORKING 60
      account 0 -> holds 10, cash 999200, ?fill 1 5@80 #1 5/0 v3 0`,
  },
  "a split restates position and what orders still work": {
    participation: 0.01,
    steps: `
      order 0 buy 5 limit gtc limit=99 -> accepted 0 0/5 v1 0, live 0 0/5 v2 0
      bar 0 90 90 90 90 300 -> fill 0 3@90 #1 3/2 v3 0
      order 1 buy 7 stop-limit gtc limit=101 stop=99 -> accepted 1 0/7 v1 60, live 1 0/7 v2 60
      order 2 sell 9 trailing-stop gtc stop=61 trail=10 -> accepted 2 0/9 v1 60, live 2 0/9 v2 60
      split 2 1 -> live 0 3/4 v4 SPLIT 60, live 1 0/14 v3 SPLIT 60, live 2 0/18 v3 SPLIT 60
      account 60 -> v1 PARTIAL 3/4, v2 WORKING 0/14, v3 WORKING 0/18, holds 6, cash 999730, ?fill 0 3@90 #1 3/2 v3 0
      split 1 4 -> live 0 3/1 v5 SPLIT 60, live 1 0/3 v4 SPLIT 60, live 2 0/4 v4 SPLIT 60
      account 60 -> v1 PARTIAL 3/1, v2 WORKING 0/3, v3 WORKING 0/4, holds 1, cash 999730, ?fill 0 3@90 #1 3/2 v3 0
      split 1 9 -> canceled 0 3/0 v6 SPLIT_FRACTION 60, canceled 1 0/0 v5 SPLIT_FRACTION 60, canceled 2 0/0 v5 SPLIT_FRACTION 60
      account 60 -> cash 999730, ?fill 0 3@90 #1 3/2 v3 0`,
  },
};

for (const [name, scenario] of Object.entries(SCENARIOS)) {
  test(`scenario: ${name}`, () => {
    assert.deepEqual(playSteps(venueWith(scenario), scenario.steps), linesOf(scenario.steps));
  });
}
