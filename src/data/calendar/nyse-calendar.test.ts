import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { dateText, dayNumber, weekdayOf } from "./civil-date.ts";
import { alwaysOpenTable, nyseSessions, sessionTable } from "./nyse-calendar.ts";

const REFERENCE = new URL("../../../../shared/data/calendar/", import.meta.url);
const isPresent = existsSync(REFERENCE);
const skip = isPresent ? false : "NO REFERENCE CALENDARS beside the project (../shared/data/calendar): not compared";

function isoMicros(text: string): number {
  return Date.parse(text) * 1000;
}

function weekdayClosures(from: string, to: string): string[] {
  const open = new Set(nyseSessions(from, to).map((session) => session.day));
  const closures: string[] = [];
  const [y, m, d] = from.split("-").map(Number);
  for (let day = dayNumber(y ?? 0, m ?? 0, d ?? 0); dateText(day) <= to; day += 1) {
    const weekday = weekdayOf(day);
    if (weekday !== 0 && weekday !== 6 && !open.has(dateText(day))) closures.push(dateText(day));
  }
  return closures;
}

function isoOfUsDate(text: string): string {
  const [month, day, year] = text.split("/");
  return `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
}

test("every session 1990-2023 opens and closes at the instant of the reference list", { skip }, () => {
  const text = gunzipSync(readFileSync(new URL("xnys_sessions_1990_2022.csv.gz", REFERENCE))).toString();
  const rows = text.trim().split("\n").slice(1);
  const sessions = nyseSessions("1990-01-01", "2023-01-13");
  assert.equal(sessions.length, rows.length);
  assert.ok(rows.length > 8000);
  rows.forEach((row, i) => {
    const [day, open, close] = row.split(",");
    const session = sessions[i];
    assert.equal(session?.day, day?.slice(0, 10));
    assert.equal(session?.openMicros, isoMicros(open ?? ""), `open of ${day}`);
    assert.equal(session?.closeMicros, isoMicros(close ?? ""), `close of ${day}`);
  });
});

test("full-day closures 1970-2021 are those of the list since 1928", { skip }, () => {
  const text = readFileSync(new URL("nyse_full_day_holidays_1928_2021.csv", REFERENCE), "utf8");
  const listed = text
    .split(/\s+/)
    .filter((line) => line !== "")
    .map(isoOfUsDate);
  const expected = listed.filter((day) => day >= "1970-01-01").sort();
  assert.ok(expected.length > 400);
  assert.deepEqual(weekdayClosures("1970-01-01", "2021-07-05"), expected);
});

test("holidays and half days to 2028 are those of the market-hours file, but for its known gaps", { skip }, () => {
  const text = readFileSync(new URL("us_market_hours_lean.json", REFERENCE), "utf8");
  const entry = (JSON.parse(text) as Record<string, { holidays: string[]; earlyCloses: Record<string, string> }>)[
    "Equity-usa-[*]"
  ];
  assert.ok(entry);
  const holidays = new Set(
    entry.holidays.map(isoOfUsDate).filter((day) => ![0, 6].includes(new Date(`${day}T12:00Z`).getUTCDay())),
  );
  assert.deepEqual(weekdayClosures("1998-01-01", "2028-12-31"), [...holidays].sort());
  const listed = Object.keys(entry.earlyCloses).map(isoOfUsDate);
  const halfDays = nyseSessions("1998-01-01", "2028-12-31").filter((session) => session.isHalfDay);
  const ours = halfDays.map((one) => one.day);
  // The file lists a Sunday (2017-12-24) and lacks three half days of the nineties.
  const lacking = ["1998-11-27", "1998-12-24", "1999-12-31"];
  assert.deepEqual(
    ours.filter((day) => !lacking.includes(day)),
    listed.filter((day) => day !== "2017-12-24").sort(),
  );
  const closeOf = new Map(Object.entries(entry.earlyCloses).map(([day, clock]) => [isoOfUsDate(day), clock]));
  for (const { day, openMicros, closeMicros } of halfDays) {
    // 13:00 is three and a half hours after the open.
    assert.equal(closeOf.get(day) ?? "13:00:00", "13:00:00", day);
    assert.equal((closeMicros - openMicros) / 60e6, 210, `close of ${day}`);
  }
});

test("known facts without any reference file", () => {
  const one = (day: string): string => {
    const [session] = nyseSessions(day, day);
    if (session === undefined) return "closed";
    const minutes = (session.closeMicros - session.openMicros) / 60e6;
    return `${new Date(session.openMicros / 1000).toISOString().slice(11, 16)} ${minutes}${session.isProjected ? " projected" : ""}`;
  };
  const table: Record<string, string> = {
    "2024-03-08": "14:30 390",
    "2024-03-11": "13:30 390",
    "2024-11-29": "14:30 210",
    "2025-01-09": "closed",
    "2018-12-05": "closed",
    "2001-09-14": "closed",
    "2001-09-17": "13:30 390",
    "2012-10-30": "closed",
    "2021-06-18": "13:30 390",
    "2022-06-20": "closed",
    "2021-12-31": "14:30 390",
    "2026-07-03": "closed",
    "2029-07-03": "13:30 210 projected",
    "2030-12-24": "14:30 210 projected",
    "2028-12-29": "14:30 390",
    "2028-12-31": "closed",
    "1970-01-02": "15:00 330",
  };
  for (const [day, expected] of Object.entries(table)) assert.equal(one(day), expected, day);
});

test("tables for the core: sessions in order, and calendar days that join without a gap", () => {
  const table = sessionTable("2024-03-01", "2024-03-31");
  assert.equal(table.days.length, 20);
  assert.equal(table.alwaysOpen, false);
  const always = alwaysOpenTable("2024-03-08", "2024-03-12", "America/New_York");
  assert.ok(always !== null && always.alwaysOpen);
  assert.deepEqual(always.opens.slice(1), always.closes.slice(0, -1));
  const hours = always.days.map((_, i) => ((always.closes[i] ?? 0) - (always.opens[i] ?? 0)) / 3600e6);
  assert.deepEqual(hours, [24, 24, 23, 24, 24]);
  assert.equal(alwaysOpenTable("2024-03-08", "2024-03-12", "America/Atlantis"), null);
});
