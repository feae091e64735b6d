import { Checkbox } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import type { RowData } from "@tanstack/react-table";
import { type ComponentType, lazy, Suspense } from "react";
import { t } from "~/text/t";
import { ColumnChoice } from "./column-choice";
import type { Column } from "./data-table";
import css from "./data-table.module.css";
import { Sideways } from "./sideways";
import { nextSort, type Sort, useTableModel } from "./table-model";
import { type ListTableProps, TableRow } from "./table-row";

export type { Column } from "./data-table";
export type { Sort } from "./table-model";

/** From so many rows on only those in view are in the document. */
const VIRTUAL_FROM = 200;
/** So many fill a window until the part for long lists has come. */
const FIRST_ROWS = 40;

const VirtualBody: ComponentType<ListTableProps<RowData>> = lazy(() =>
  import("./virtual-body").then((file) => ({ default: file.VirtualBody })),
);

/** A list: sorted, its columns chosen, its rows selected, and only those in view in the document when there are many. */
export function ListTable<Row extends RowData>(props: ListTableProps<Row>) {
  const model = useTableModel(props);
  const { onSelect, selected } = props;
  const keys = model.rows.map(props.rowKey);
  const all = onSelect && keys.length > 0 && keys.every((key) => selected?.has(key));
  return (
    <Sideways label={props.label}>
      {props.name && (
        <div className={css.choice}>
          <ColumnChoice all={props.columns.slice(1)} shown={model.columns} onChoose={model.choose} />
        </div>
      )}
      <table
        className={css.table}
        aria-label={props.label}
        aria-rowcount={(props.total ?? model.rows.length) + 1}
        data-fixed={model.columns.some((column) => column.width) || undefined}
      >
        <thead>
          <tr>
            {onSelect && (
              <th scope="col" className={css.box}>
                <Checkbox
                  aria-label={t("table.selectAll")}
                  checked={all ?? false}
                  indeterminate={!all && keys.some((key) => selected?.has(key))}
                  onChange={() => onSelect(new Set(all ? [] : keys))}
                />
              </th>
            )}
            {model.columns.map((column) => (
              <Head key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <Body {...props} columns={model.columns} rows={model.rows} />
      </table>
    </Sideways>
  );
}

function Head<Row>(props: { column: Column<Row>; sort: Sort; onSort: ((sort: Sort) => void) | undefined }) {
  const { column, sort, onSort } = props;
  const order = sort === column.id ? "ascending" : sort === `-${column.id}` ? "descending" : undefined;
  const Icon = order === "ascending" ? IconArrowUp : order === "descending" ? IconArrowDown : IconArrowsSort;
  return (
    <th
      scope="col"
      data-figure={column.figure || undefined}
      style={{ width: column.width }}
      aria-sort={order}
    >
      {column.by && onSort ? (
        <button type="button" className={css.sort} onClick={() => onSort(nextSort(sort, column.id))}>
          {column.head}
          <Icon size={12} aria-hidden data-off={order === undefined || undefined} />
        </button>
      ) : (
        column.head || <span className="unseen">{column.id}</span>
      )}
    </th>
  );
}

function Body<Row extends RowData>(props: ListTableProps<Row>) {
  return props.rows.length < VIRTUAL_FROM ? (
    <Rows {...props} />
  ) : (
    <Suspense fallback={<Rows {...props} rows={props.rows.slice(0, FIRST_ROWS)} />}>
      <VirtualBody {...(props as unknown as ListTableProps<RowData>)} />
    </Suspense>
  );
}

const Rows = <Row,>(props: ListTableProps<Row>) => (
  <tbody>
    {props.rows.map((row) => (
      <TableRow key={props.rowKey(row)} row={row} table={props} />
    ))}
  </tbody>
);
