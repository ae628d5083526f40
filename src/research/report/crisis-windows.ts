/** Hard times of US stock markets, first and last session date; widely known and coarse on purpose. */
const WINDOWS: readonly { readonly name: string; readonly from: string; readonly to: string }[] = [
  { name: "2000–2002 technology fall", from: "2000-03-24", to: "2002-10-09" },
  { name: "2007–2009 financial crisis", from: "2007-10-09", to: "2009-03-09" },
  { name: "May 2010 flash crash", from: "2010-05-06", to: "2010-05-06" },
  { name: "August 2015 fall", from: "2015-08-18", to: "2015-08-25" },
  { name: "February 2018 volatility jump", from: "2018-01-26", to: "2018-02-08" },
  { name: "February–March 2020 crash", from: "2020-02-19", to: "2020-03-23" },
  { name: "2022 bear market", from: "2022-01-03", to: "2022-10-12" },
];

/** Names of the hard times that lie wholly within the period (`isCovered`), or those that do not; `none` when there are none. */
export function crisisText(from: string, to: string, isCovered: boolean): string {
  const names = WINDOWS.filter(
    (window) => (window.from >= from.slice(0, 10) && window.to <= to.slice(0, 10)) === isCovered,
  ).map(({ name }) => name);
  return names.length === 0 ? "none" : names.join(", ");
}
