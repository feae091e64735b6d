import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Loaded } from "~/api/loaded";
import { noRight, useMay } from "~/api/session";
import { configsQuery } from "~/api/topics";
import type { TopicConfig } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { type Column, DataTable } from "~/ui/data-table";
import { Dim } from "~/ui/page";
import { Badge } from "~/ui/status";
import { ConfigDialog } from "./config-dialog";
import { inWords, meaningOf } from "./config-meaning";
import css from "./topics.module.css";

const SET_HERE = "DYNAMIC_TOPIC_CONFIG";

/** What was set on this topic stands first. */
const setFirst = (a: TopicConfig, b: TopicConfig) =>
  Number(b.source === SET_HERE) - Number(a.source === SET_HERE) || a.name.localeCompare(b.name);

export function ConfigsPage() {
  const { clusterId, topic } = useParams({ from: "/in/clusters/$clusterId/topics/$topic/configs" });
  const configs = useQuery(configsQuery(clusterId, topic));
  const [filter, setFilter] = useState("");
  const [editing, setEditing] = useState<TopicConfig>();
  const may = useMay("topics.manage");
  const columns: Column<TopicConfig>[] = [
    {
      id: "name",
      head: t("configs.name"),
      cell: (config) => (
        <>
          <code>{config.name}</code>{" "}
          {config.source === SET_HERE && <Badge tone="busy">{t("configs.setHere")}</Badge>}
          <div className={css.meaning}>{meaningOf(config.name)}</div>
        </>
      ),
    },
    {
      id: "value",
      head: t("configs.value"),
      narrow: true,
      cell: (config) => {
        const words = inWords(config.name, config.value);
        return (
          <>
            <span className={css.value}>{config.is_sensitive ? "••••" : config.value || '""'}</span>
            {words && <Dim> = {words}</Dim>}
          </>
        );
      },
    },
    {
      id: "edit",
      head: "",
      figure: true,
      narrow: true,
      cell: (config) => (
        <Action
          size="compact-xs"
          aria-label={t("configs.editNamed", { name: config.name })}
          offBecause={!may ? noRight() : config.is_read_only ? t("configs.readOnly") : undefined}
          onClick={() => setEditing(config)}
        >
          {t("configs.edit")}
        </Action>
      ),
    },
  ];
  return (
    <>
      <div className={css.filter}>
        <TextInput
          aria-label={t("configs.filter")}
          placeholder={t("configs.filter")}
          value={filter}
          data-filter
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      <Loaded query={configs}>
        {({ data }) => (
          <DataTable
            label={t("topics.tabConfigs")}
            rows={data.filter((config) => config.name.includes(filter)).sort(setFirst)}
            columns={columns}
            rowKey={(config) => config.name}
          />
        )}
      </Loaded>
      {editing && (
        <ConfigDialog
          key={editing.name}
          clusterId={clusterId}
          topic={topic}
          config={editing}
          isSetHere={editing.source === SET_HERE}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
}
