import { ActionIcon, Checkbox, Popover } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { t } from "~/text/t";
import type { Column } from "./data-table";
import css from "./data-table.module.css";

/** Which columns a table shows. The first always stands: it names the row. */
export function ColumnChoice<Row>(props: {
  all: readonly Column<Row>[];
  shown: readonly Column<Row>[];
  onChoose: (id: string, show: boolean) => void;
}) {
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon aria-label={t("table.columns")} title={t("table.columns")}>
          <IconColumns3 size={16} stroke={1.75} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("table.columns")}>
        <fieldset className={css.columns}>
          <legend className="unseen">{t("table.columns")}</legend>
          {props.all
            .filter((column) => column.head)
            .map((column) => (
              <Checkbox
                key={column.id}
                label={column.head}
                checked={props.shown.some((each) => each.id === column.id)}
                onChange={(event) => props.onChoose(column.id, event.currentTarget.checked)}
              />
            ))}
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}
