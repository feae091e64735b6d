import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { groupsQuery } from "~/api/groups";
import { Loaded } from "~/api/loaded";
import type { ConsumerGroup } from "~/api/types";
import { GroupLagFigure } from "~/parts/group-lag";
import { t } from "~/text/t";
import { type Column, DataTable } from "~/ui/data-table";
import { EmptyState } from "~/ui/empty-state";
import { groupToPath } from "~/ui/group-id";
import { LinkButton } from "~/ui/link-button";
import { Dim, PageHeader } from "~/ui/page";
import { Status } from "~/ui/status";
import css from "./groups.module.css";

const columns = (clusterId: string): Column<ConsumerGroup>[] => [
  {
    id: "group",
    head: t("groups.id"),
    cell: ({ consumer_group_id: group }) => (
      <Link to="/clusters/$clusterId/groups/$group" params={{ clusterId, group: groupToPath(group) }}>
        {group}
      </Link>
    ),
  },
  { id: "state", head: t("groups.state"), narrow: true, cell: (row) => <Status state={row.state} /> },
  { id: "members", head: t("groups.members"), figure: true, cell: (row) => row.members_count ?? "–" },
  {
    id: "lag",
    head: t("groups.lag"),
    figure: true,
    narrow: true,
    cell: (row) => <GroupLagFigure clusterId={clusterId} groupId={row.consumer_group_id} what="messages" />,
  },
  {
    id: "time",
    head: t("groups.lagTime"),
    figure: true,
    narrow: true,
    cell: (row) => <GroupLagFigure clusterId={clusterId} groupId={row.consumer_group_id} what="time" />,
  },
  { id: "assignor", head: t("groups.assignor"), cell: (row) => row.partition_assignor || "–" },
];

/** So many groups' lags are asked for at once; the filter brings the others. */
const MOST = 100;

export function GroupsPage() {
  const { clusterId } = useParams({ from: "/in/clusters/$clusterId/groups" });
  const { filter = "" } = useSearch({ from: "/in/clusters/$clusterId/groups" });
  const navigate = useNavigate({ from: "/clusters/$clusterId/groups" });
  const groups = useQuery(groupsQuery(clusterId));
  return (
    <>
      <PageHeader title={t("rail.groups")} />
      <Loaded query={groups}>
        {(all) => {
          if (all.length === 0) return <NoGroups clusterId={clusterId} />;
          const rows = all.filter((row) =>
            row.consumer_group_id.toLowerCase().includes(filter.toLowerCase()),
          );
          return (
            <>
              <div className={css.filter}>
                <TextInput
                  aria-label={t("groups.filter")}
                  placeholder={t("groups.filter")}
                  leftSection={<IconSearch size={14} />}
                  value={filter}
                  data-filter
                  onChange={(event) =>
                    void navigate({
                      search: { filter: event.currentTarget.value || undefined },
                      replace: true,
                    })
                  }
                />
                <Dim>
                  <span role="status">
                    {rows.length > MOST
                      ? t("groups.first", { count: MOST })
                      : t("groups.count", { count: rows.length })}
                  </span>
                </Dim>
              </div>
              {rows.length === 0 ? (
                <EmptyState title={t("groups.noMatch", { filter })} />
              ) : (
                <DataTable
                  label={t("rail.groups")}
                  rows={rows.slice(0, MOST)}
                  columns={columns(clusterId)}
                  rowKey={(row) => row.consumer_group_id}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function NoGroups({ clusterId }: { clusterId: string }) {
  return (
    <EmptyState
      title={t("groups.empty")}
      action={
        <LinkButton to="/clusters/$clusterId/connect" params={{ clusterId }} variant="filled">
          {t("connect.client")}
        </LinkButton>
      }
    >
      <p>{t("groups.emptyText")}</p>
    </EmptyState>
  );
}
