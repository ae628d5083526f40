/** Closures and early closes of the New York Stock Exchange that no rule explains. */

export interface NyseException {
  readonly day: string;
  /** Closing minute of the New York day; null: closed all day. */
  readonly closeMinute: number | null;
  readonly why: string;
}

/** Transcribed facts, in date order. Source: the exchange's published list of special closings. */
export const NYSE_EXCEPTIONS: readonly NyseException[] = [
  { day: "1972-12-28", closeMinute: null, why: "funeral of former president Truman" },
  { day: "1973-01-25", closeMinute: null, why: "funeral of former president Johnson" },
  { day: "1977-07-14", closeMinute: null, why: "blackout in New York" },
  { day: "1985-09-27", closeMinute: null, why: "hurricane Gloria" },
  { day: "1994-04-27", closeMinute: null, why: "funeral of former president Nixon" },
  { day: "1997-12-26", closeMinute: 780, why: "day after Christmas, short by decision" },
  { day: "1999-12-31", closeMinute: 780, why: "eve of the year 2000" },
  { day: "2001-09-11", closeMinute: null, why: "terrorist attack" },
  { day: "2001-09-12", closeMinute: null, why: "terrorist attack" },
  { day: "2001-09-13", closeMinute: null, why: "terrorist attack" },
  { day: "2001-09-14", closeMinute: null, why: "terrorist attack" },
  { day: "2003-12-26", closeMinute: 780, why: "day after Christmas, short by decision" },
  { day: "2004-06-11", closeMinute: null, why: "funeral of former president Reagan" },
  { day: "2007-01-02", closeMinute: null, why: "funeral of former president Ford" },
  { day: "2012-10-29", closeMinute: null, why: "hurricane Sandy" },
  { day: "2012-10-30", closeMinute: null, why: "hurricane Sandy" },
  { day: "2018-12-05", closeMinute: null, why: "funeral of former president Bush" },
  { day: "2025-01-09", closeMinute: null, why: "funeral of former president Carter" },
];
