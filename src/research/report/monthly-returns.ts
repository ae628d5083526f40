/** Returns of one year: by month (0 January; null: no session), and of the year. */
export interface YearReturns {
  readonly year: string;
  readonly months: readonly (number | null)[];
  readonly total: number;
}

const MONTHS = 12;

/** Chained daily returns by calendar month; `days` are their session dates. */
export function monthlyReturns(returns: readonly number[], days: readonly string[]): YearReturns[] {
  const years = new Map<string, (number | null)[]>();
  returns.forEach((value, i) => {
    const day = days[i] ?? "";
    const year = day.slice(0, 4);
    const month = Number(day.slice(5, 7)) - 1;
    const growth = years.get(year) ?? new Array<number | null>(MONTHS).fill(null);
    growth[month] = (growth[month] ?? 1) * (1 + value);
    years.set(year, growth);
  });
  return [...years].map(([year, growth]) => ({
    year,
    months: growth.map((factor) => (factor === null ? null : factor - 1)),
    total: growth.reduce<number>((product, factor) => product * (factor ?? 1), 1) - 1,
  }));
}
