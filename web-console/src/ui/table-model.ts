import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  type SortFn,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo, useState } from "react";
import type { Column } from "./data-table";

const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
});

/** Sort as it stands in the URL: a column's id, with `-` before it for descending. */
export type Sort = string | undefined;

const parsed = (sort: Sort) => (sort ? [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }] : []);

/** Up, down, as it came. */
export const nextSort = (sort: Sort, id: string): Sort =>
  sort === id ? `-${id}` : sort === `-${id}` ? undefined : id;

const words = new Intl.Collator("en", { numeric: true });

function compare(a: string | number | bigint, b: string | number | bigint): number {
  if (typeof a === "string" && typeof b === "string") return words.compare(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

const chosenKey = (name: string) => `naru.columns.${name}`;

function readChosen(name: string | undefined): Record<string, boolean> {
  if (!name) return {};
  try {
    return JSON.parse(localStorage.getItem(chosenKey(name)) ?? "{}") as Record<string, boolean>;
  } catch {
    return {};
  }
}

/** Rows in the order asked for, columns as the reader chose them; `name` keeps the choice in this browser. */
export function useTableModel<Row extends RowData>(props: {
  name?: string | undefined;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  sort?: Sort;
}) {
  const { name, rows, columns, rowKey, sort } = props;
  const [chosen, setChosen] = useState(() => readChosen(name));
  const definitions = useMemo(
    () =>
      columns.map((column): ColumnDef<typeof features, Row> => {
        const { by } = column;
        const byValue: SortFn<typeof features, Row> = (a, b) => {
          const [left, right] = [by?.(a.original), by?.(b.original)];
          return left === undefined || right === undefined ? 0 : compare(left, right);
        };
        return {
          id: column.id,
          accessorFn: (row) => by?.(row),
          sortFn: byValue,
          sortUndefined: "last",
          enableSorting: by !== undefined,
        };
      }),
    [columns],
  );
  const visibility = Object.fromEntries(
    columns.map((column) => [column.id, chosen[column.id] ?? !column.extra]),
  );
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowKey,
    state: { sorting: parsed(sort), columnVisibility: visibility },
  });
  const shown = new Set(table.getVisibleLeafColumns().map((column) => column.id));
  return {
    columns: columns.filter((column) => shown.has(column.id)),
    rows: table.getRowModel().rows.map((row) => row.original),
    choose: (id: string, show: boolean) => {
      const next = { ...chosen, [id]: show };
      setChosen(next);
      try {
        if (name) localStorage.setItem(chosenKey(name), JSON.stringify(next));
      } catch {
        // Storage is off: the choice lasts as long as the page.
      }
    },
  };
}
