import { Link } from "@tanstack/react-router";
import type { ConsumerGroup } from "~/api/types";
import { GroupLagFigure } from "~/parts/group-lag";
import { t } from "~/text/t";
import { type Column, DataTable } from "~/ui/data-table";
import { EmptyState } from "~/ui/empty-state";
import { groupToPath } from "~/ui/group-id";
import { Status } from "~/ui/status";

const MOST = 8;

export function LaggingGroups({ clusterId, groups }: { clusterId: string; groups: ConsumerGroup[] }) {
  if (groups.length === 0) {
    return (
      <EmptyState title={t("groups.empty")}>
        <p>{t("groups.emptyText")}</p>
      </EmptyState>
    );
  }
  const columns: Column<ConsumerGroup>[] = [
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
      cell: (row) => <GroupLagFigure clusterId={clusterId} groupId={row.consumer_group_id} what="time" />,
    },
  ];
  return (
    <>
      <DataTable
        label={t("overview.groups")}
        rows={groups.slice(0, MOST)}
        columns={columns}
        rowKey={(row) => row.consumer_group_id}
      />
      {groups.length > MOST && (
        <Link to="/clusters/$clusterId/groups" params={{ clusterId }}>
          {t("overview.allGroups", { count: groups.length })}
        </Link>
      )}
    </>
  );
}
