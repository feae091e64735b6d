import { Checkbox } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import type { RowData } from "@tanstack/react-table";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import { t } from "~/text/t";
import { ColumnChoice } from "./column-choice";
import type { Column } from "./data-table";
import css from "./data-table.module.css";
import { usePreferences } from "./preferences";
import { nextSort, type Sort, useTableModel } from "./table-model";

export type { Column } from "./data-table";
export type { Sort } from "./table-model";

/** From so many rows on only those in view are in the document. */
const VIRTUAL_FROM = 200;
/** A row and its line, as --row has it. */
const ROW_PX = { compact: 33, comfortable: 41 } as const;
const NARROW_ROW_PX = 62;

interface Props<Row> {
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

/** A list: sorted, its columns chosen, its rows selected, and only those in view in the document when there are many. */
export function ListTable<Row extends RowData>(props: Props<Row>) {
  const model = useTableModel(props);
  const { onSelect, selected } = props;
  const keys = model.rows.map(props.rowKey);
  const all = onSelect && keys.length > 0 && keys.every((key) => selected?.has(key));
  return (
    <div className={css.scroll}>
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
    </div>
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

function Body<Row extends RowData>(props: Props<Row>) {
  return props.rows.length < VIRTUAL_FROM ? (
    <tbody>
      {props.rows.map((row) => (
        <TableRow key={props.rowKey(row)} row={row} table={props} />
      ))}
    </tbody>
  ) : (
    <VirtualBody {...props} />
  );
}

function VirtualBody<Row extends RowData>(props: Props<Row>) {
  const { rows, rowKey } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const narrow = useMediaQuery("(max-width: 700px)", false, { getInitialValueInEffect: false });
  const { density } = usePreferences();
  const virtual = useWindowVirtualizer<HTMLTableRowElement>({
    count: rows.length,
    estimateSize: () => (narrow ? NARROW_ROW_PX : ROW_PX[density]),
    getItemKey: (index) => rowKey(rows[index] as Row),
    overscan: 12,
    scrollMargin: body.current?.offsetTop ?? 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row height makes all positions new
  useEffect(() => virtual.measure(), [narrow, density]);
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? 0) - virtual.options.scrollMargin;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? 0) - virtual.options.scrollMargin);
  return (
    <tbody ref={body}>
      <Gap px={before} />
      {items.map(({ index, key }) => {
        const row = rows[index];
        return row === undefined ? null : (
          <TableRow
            key={key}
            row={row}
            table={props}
            index={index}
            // Only on a phone, where what a row shows breaks into lines, do heights differ.
            {...(narrow ? { measure: virtual.measureElement } : {})}
          />
        );
      })}
      <Gap px={after} />
    </tbody>
  );
}

/** Stands for the rows that are not in the document. */
const Gap = ({ px }: { px: number }): ReactNode =>
  px > 0 ? (
    <tr aria-hidden data-gap>
      <td style={{ height: px }} />
    </tr>
  ) : null;

function TableRow<Row>(props: {
  row: Row;
  table: Props<Row>;
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
      {columns.map((column, at) => (
        <td
          key={column.id}
          data-figure={column.figure || undefined}
          data-label={column.head}
          data-first={at === 0 || undefined}
          data-narrow={at === 0 || column.narrow || undefined}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
