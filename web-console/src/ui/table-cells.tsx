import type { Column } from "./data-table";

/** A row's cells, as every table has them. */
export function TableCells<Row>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }) {
  return columns.map((column, at) => (
    <td
      key={column.id}
      data-figure={column.figure || undefined}
      data-label={column.head}
      data-first={at === 0 || undefined}
      data-narrow={at === 0 || column.narrow || undefined}
    >
      {column.cell(row)}
    </td>
  ));
}
