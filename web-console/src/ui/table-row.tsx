import { Checkbox } from "@mantine/core";
import { t } from "~/text/t";
import type { Column } from "./data-table";
import css from "./data-table.module.css";
import { TableCells } from "./table-cells";
import type { Sort } from "./table-model";

export interface ListTableProps<Row> {
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** Offers the choice of columns, and keeps it under this name. */
  name?: string;
  /** From the URL, with the way to change it. */
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** Rows are chosen with a box or `x`; the page shows what can be done with them. */
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  /** How a row is called in the name of its box. */
  rowName?: (row: Row) => string;
  /** How many rows there are in all, if the table holds only some. */
  total?: number;
}

export function TableRow<Row>(props: {
  row: Row;
  table: ListTableProps<Row>;
  index?: number;
  measure?: (row: HTMLTableRowElement | null) => void;
}) {
  const { row, index } = props;
  const { columns, rowKey, rowName, selected, onSelect } = props.table;
  const key = rowKey(row);
  const chosen = selected?.has(key) ?? false;
  const toggle = () => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onSelect?.(next);
  };
  return (
    <tr
      ref={props.measure}
      data-index={index}
      aria-rowindex={index === undefined ? undefined : index + 2}
      data-chosen={chosen || undefined}
    >
      {onSelect && (
        <td className={css.box}>
          <Checkbox
            data-select
            aria-label={t("table.select", { name: rowName?.(row) ?? key })}
            checked={chosen}
            onChange={toggle}
          />
        </td>
      )}
      <TableCells row={row} columns={columns} />
    </tr>
  );
}
