import assert from "node:assert/strict";
import { test } from "node:test";
import { holdRows } from "../pages/held-rows.ts";
import type { Column } from "./column.ts";
import { nextSorting, sortRows } from "./sort-rows.ts";

interface Row {
  readonly id: string;
  readonly pnl: string | null;
}
const columns: readonly Column<Row>[] = [
  { id: "pnl", header: "P&L", cell: (row) => row.pnl, sort: { by: (row) => row.pnl, as: "decimal" } },
  { id: "id", header: "Id", cell: (row) => row.id },
];
const rows: readonly Row[] = [
  { id: "a", pnl: "9.5" },
  { id: "b", pnl: null },
  { id: "c", pnl: "-10" },
  { id: "d", pnl: "10.25" },
];
const idsBy = (columnId: string, isDescending: boolean): string =>
  sortRows(rows, columns, { columnId, isDescending })
    .map((row) => row.id)
    .join("");

test("rows sort by value, unknown values last either way", () => {
  assert.equal(idsBy("pnl", true), "dacb");
  assert.equal(idsBy("pnl", false), "cadb");
});

test("a column without an order, or none chosen, leaves the rows as they came", () => {
  assert.equal(idsBy("id", true), "abcd");
  assert.equal(sortRows(rows, columns, null), rows);
});

test("clicks on a head go falling, rising, as sent", () => {
  const first = nextSorting(null, "pnl");
  const second = nextSorting(first, "pnl");
  assert.deepEqual([first?.isDescending, second?.isDescending, nextSorting(second, "pnl")], [true, false, null]);
});

test("rows newer than the held one wait above", () => {
  const live = [{ seq: 9 }, { seq: 8 }, { seq: 5 }];
  assert.deepEqual(holdRows(live, 8), { rows: [{ seq: 8 }, { seq: 5 }], waiting: 1 });
  assert.equal(holdRows(live, null).rows, live);
});
