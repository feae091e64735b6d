import type { ReactNode } from "react";
import css from "./data-table.module.css";
import { Sideways } from "./sideways";
import { TableCells } from "./table-cells";

export interface Column<Row> {
  id: string;
  head: string;
  /** Figures stand at the end of their column. */
  figure?: boolean;
  /** Tables that stand above each other share their widths; the column without one takes the rest. */
  width?: number;
  /** On a phone only the first column and those marked so are shown, below each other. */
  narrow?: boolean;
  /** For a `ListTable`: what rows are sorted by; a column without it cannot sort. Nothing known sorts last. */
  by?: (row: Row) => string | number | bigint | undefined;
  /** For a `ListTable`: not shown until the reader chooses it. */
  extra?: boolean;
  cell: (row: Row) => ReactNode;
}

/** A short table as it comes. A list that is sorted, chosen from or long is a `ListTable`, which weighs more. */
export function DataTable<Row>(props: {
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
}) {
  const { rows, columns } = props;
  return (
    <Sideways label={props.label}>
      <table
        className={css.table}
        aria-label={props.label}
        data-fixed={columns.some((column) => column.width) || undefined}
      >
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                data-figure={column.figure || undefined}
                style={{ width: column.width }}
              >
                {column.head || <span className="unseen">{column.id}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = props.rowKey(row);
            return (
              <tr key={key}>
                <TableCells row={row} columns={columns} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </Sideways>
  );
}
