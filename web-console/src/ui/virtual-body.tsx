import { useMediaQuery } from "@mantine/hooks";
import type { RowData } from "@tanstack/react-table";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import { usePreferences } from "./preferences";
import { type ListTableProps, TableRow } from "./table-row";

/** A row and its line, as --row has it. */
const ROW_PX = { compact: 33, comfortable: 41 } as const;
const NARROW_ROW_PX = 62;

/** The rows in view of a long list; the others are two gaps of their height. */
export function VirtualBody<Row extends RowData>(props: ListTableProps<Row>) {
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
