/**
 * Takes from a training window what knows of the test window: a label is made of the bars from its
 * own to its end, and none of these may lie in the test or in what the test's own labels look at.
 * After that an embargo leaves out further bars, whose features still remember it.
 * Source: M. López de Prado, Advances in Financial Machine Learning (2018), section 7.4.
 */

/** Bars [from, to). */
export interface BarWindow {
  readonly from: number;
  readonly to: number;
}

/** What may be learnt from, and how much was left out for which reason. */
export interface PurgedWindow {
  /** Bars of the training window that stay, ascending. */
  readonly kept: Int32Array;
  /** Bars without a label. */
  readonly unlabelled: number;
  /** Bars of the test, bars that its labels look at and bars whose label reaches into either. */
  readonly purged: number;
  readonly embargoed: number;
}

/** Purges `training` of `test`; `ends` as the labels give them (-1: no label), `embargo` in bars. */
export function purgeLabels(ends: Int32Array, training: BarWindow, test: BarWindow, embargo = 0): PurgedWindow {
  const kept: number[] = [];
  let unlabelled = 0;
  let purged = 0;
  let embargoed = 0;
  let last = test.to - 1;
  for (let i = test.from; i < test.to; i += 1) if ((ends[i] as number) > last) last = ends[i] as number;
  for (let i = training.from; i < training.to; i += 1) {
    const end = ends[i] as number;
    if (end < i) unlabelled += 1;
    else if (i <= last && end >= test.from) purged += 1;
    else if (i > last && i <= last + embargo) embargoed += 1;
    else kept.push(i);
  }
  return { kept: Int32Array.from(kept), unlabelled, purged, embargoed };
}
