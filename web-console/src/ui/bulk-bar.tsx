import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "~/text/t";
import css from "./data-table.module.css";

/** What can be done with the rows that are chosen. */
export function BulkBar(props: { count: number; onClear: () => void; children: ReactNode }) {
  if (props.count === 0) return null;
  return (
    <section className={css.bulk} aria-label={t("table.selected", { count: props.count })}>
      <strong role="status">{t("table.selected", { count: props.count })}</strong>
      {props.children}
      <Button variant="subtle" onClick={props.onClear}>
        {t("table.clear")}
      </Button>
    </section>
  );
}
