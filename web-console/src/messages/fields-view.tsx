import { ActionIcon, Tooltip } from "@mantine/core";
import { IconFilter, IconPin, IconPinnedOff } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Message } from "~/api/types";
import { t } from "~/text/t";
import { CopyIcon } from "~/ui/copy";
import { Dim } from "~/ui/page";
import { and, fieldsOf } from "./cel";
import { columnsOf, withColumn } from "./columns";
import css from "./messages.module.css";
import { visible } from "./payload";

/** The fields of a value one a line: filter by it, pin it as a column, copy its path. */
export function FieldsView(props: { clusterId: string; topic: string; message: Message }) {
  const { clusterId, topic, message } = props;
  const search = useSearch({ from: "/in/clusters/$clusterId/topics/$topic/messages" });
  const navigate = useNavigate();
  const fields = fieldsOf(message);
  const pinned = columnsOf(search.columns);
  if (fields.length === 0) return <Dim>{t("messages.noFields")}</Dim>;
  const change = (next: typeof search) =>
    void navigate({
      to: "/clusters/$clusterId/topics/$topic/messages/$partition/$offset",
      params: { clusterId, topic, partition: String(message.partition), offset: message.offset },
      search: (before) => ({ ...before, ...next }),
      replace: true,
    });
  return (
    <table className={css.headers}>
      <thead>
        <tr>
          <th scope="col">{t("messages.field")}</th>
          <th scope="col">{t("messages.value")}</th>
          <th scope="col">
            <span className="unseen">{t("messages.fieldActions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ path, text, literal }) => (
          <tr key={path}>
            <td>{visible(path.replace(/^value\.?/, ""))}</td>
            <td>{visible(text.slice(0, 200))}</td>
            <td className={css.fieldActions}>
              {literal !== undefined && (
                <Icon
                  label={t("messages.filterBy", { path })}
                  onClick={() => change({ filter: and(search.filter ?? "", `${path} == ${literal}`) })}
                >
                  <IconFilter size={14} />
                </Icon>
              )}
              <Icon
                label={t(pinned.includes(path) ? "messages.unpin" : "messages.pin", { path })}
                onClick={() => change({ columns: withColumn(search.columns, path) })}
              >
                {pinned.includes(path) ? <IconPinnedOff size={14} /> : <IconPin size={14} />}
              </Icon>
              <CopyIcon text={path} what={path} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Icon(props: { label: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon size={24} aria-label={props.label} onClick={props.onClick}>
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}
