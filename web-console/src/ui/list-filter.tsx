import { ActionIcon, TextInput } from "@mantine/core";
import { IconRegex, IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { t } from "~/text/t";
import css from "./data-table.module.css";
import { Dim } from "./page";

/** The field above a list that `/` leads to; its text and kind stand in the URL. */
export function ListFilter(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Left out where the server filters, which knows no regular expressions. */
  regular?: boolean;
  onRegular?: (regular: boolean) => void;
  problem?: string | undefined;
  /** How many rows there are. */
  count?: ReactNode;
  children?: ReactNode;
}) {
  const { onRegular } = props;
  return (
    <div className={css.filter}>
      <TextInput
        aria-label={props.label}
        placeholder={props.label}
        leftSection={<IconSearch size={14} />}
        rightSection={
          onRegular && (
            <ActionIcon
              size={24}
              aria-label={t("table.regular")}
              title={t("table.regular")}
              aria-pressed={props.regular ?? false}
              data-on={props.regular || undefined}
              className={css.regular}
              onClick={() => onRegular(!props.regular)}
            >
              <IconRegex size={14} />
            </ActionIcon>
          )
        }
        value={props.value}
        error={props.problem && t("table.badExpression", { problem: props.problem })}
        data-filter
        spellCheck={false}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        onKeyDown={(event) => event.code === "Escape" && event.currentTarget.blur()}
      />
      {props.children}
      {props.count && (
        <Dim>
          <span role="status">{props.count}</span>
        </Dim>
      )}
    </div>
  );
}
