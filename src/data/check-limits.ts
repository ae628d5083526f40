/**
 * Where `data check` begins to speak, in one table. Each limit is set so that the known defects of
 * vendors' files are found and sound files of twenty years of crashes stay silent.
 */
export const CHECK_LIMITS = {
  /**
   * A bad print reverts: the bar's high or low lies beyond the closes and opens on both sides. It
   * counts from this share of the price on. Within a day sound minutes reach 1.5 %, vendors' bad
   * prints begin at 4 %; a session's low can honestly lie 10 % beyond its neighbours, as on 1987-10-20.
   */
  outlierRatioMin: { intraday: 0.02, session: 0.1 },
  /**
   * ... and from this multiple of the median move of the bars around it on. Sound minutes reach 20
   * when they are that large; sessions reached 28 in the opening of 2015-08-24, which was traded.
   */
  outlierMedians: { intraday: 25, session: 30 },
  /** Bars on each side from which the median move is taken: about a quarter of an hour-to-day of trading. */
  outlierWindow: 50,
  /** Fewer moves than this say nothing about what is usual. */
  outlierMovesMin: 10,
  /** A market that stands still has a median move of 0; below a hundredth of a percent it is noise. */
  outlierMedianMin: 0.0001,
  /** Equal bars in a row, volume and all, that no market makes: a feed that hangs. */
  staleTraded: 5,
  /** The same without volume, where a quiet market repeats itself. */
  staleQuiet: 20,
  /** Share of bars without volume inside sessions of a file with volumes; single ones are usual in free data. */
  zeroVolumeShare: 0.02,
  /** A split is suspected when the open lies this close to a whole ratio of the last close ... */
  splitTolerance: 0.04,
  /** ... and the move is this many times the median move of the sessions around it. */
  splitMedians: 12,
  /** Gaps named one by one; the rest is counted. */
  gapsNamed: 10,
  /** From this share of missing bars on, mostly single ones, an instrument is thinly traded rather than a file broken. */
  thinShare: 0.02,
} as const;
