import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { groupsQuery } from "~/api/groups";
import { Loaded } from "~/api/loaded";
import type { ConsumerGroup } from "~/api/types";
import { t } from "~/text/t";
import { EmptyState } from "~/ui/empty-state";
import { groupToPath } from "~/ui/group-id";
import { LinkButton } from "~/ui/link-button";
import { ListFilter } from "~/ui/list-filter";
import { type Column, ListTable } from "~/ui/list-table";
import { matcher } from "~/ui/match";
import { PageHeader } from "~/ui/page";
import { Status } from "~/ui/status";
import { chunksOf, LagCell } from "./lag-cell";

function columns(clusterId: string, all: readonly ConsumerGroup[]): Column<ConsumerGroup>[] {
  const chunks = chunksOf(all.map((row) => row.consumer_group_id));
  const lag = (what: "messages" | "time" | "hour") => (row: ConsumerGroup) => (
    <LagCell clusterId={clusterId} groupId={row.consumer_group_id} chunks={chunks} what={what} />
  );
  return [
    {
      id: "group",
      head: t("groups.id"),
      cell: ({ consumer_group_id: group }) => (
        <Link to="/clusters/$clusterId/groups/$group" params={{ clusterId, group: groupToPath(group) }}>
          {group}
        </Link>
      ),
      by: (row) => row.consumer_group_id,
    },
    {
      id: "state",
      head: t("groups.state"),
      narrow: true,
      cell: (row) => <Status state={row.state} />,
      by: (row) => row.state,
    },
    {
      id: "members",
      head: t("groups.members"),
      figure: true,
      cell: (row) => row.members_count ?? "–",
      by: (row) => row.members_count,
    },
    { id: "lag", head: t("groups.lag"), figure: true, narrow: true, cell: lag("messages") },
    { id: "time", head: t("groups.lagTime"), figure: true, narrow: true, cell: lag("time") },
    { id: "hour", head: t("groups.lastHour"), cell: lag("hour") },
    { id: "assignor", head: t("groups.assignor"), cell: (row) => row.partition_assignor || "–" },
  ];
}

export function GroupsPage() {
  const { clusterId } = useParams({ from: "/in/clusters/$clusterId/groups" });
  const { filter = "", regex, sort } = useSearch({ from: "/in/clusters/$clusterId/groups" });
  const navigate = useNavigate({ from: "/clusters/$clusterId/groups" });
  const groups = useQuery(groupsQuery(clusterId));
  const search = (change: { filter?: string; regex?: string; sort?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <>
      <PageHeader title={t("rail.groups")} />
      <Loaded query={groups}>
        {(all) => {
          if (all.length === 0) return <NoGroups clusterId={clusterId} />;
          const match = matcher(filter, regex !== undefined);
          const rows = "problem" in match ? all : all.filter((row) => match.matches(row.consumer_group_id));
          return (
            <>
              <ListFilter
                label={t("groups.filter")}
                value={filter}
                onChange={(next) => search({ filter: next || undefined })}
                regular={regex !== undefined}
                onRegular={(on) => search({ regex: on ? "on" : undefined })}
                problem={"problem" in match ? match.problem : undefined}
                count={t("groups.count", { count: rows.length })}
              />
              {rows.length === 0 ? (
                <EmptyState title={t("groups.noMatch", { filter })} />
              ) : (
                <Groups
                  clusterId={clusterId}
                  rows={rows}
                  sort={sort}
                  onSort={(next) => search({ sort: next })}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function Groups(props: {
  clusterId: string;
  rows: ConsumerGroup[];
  sort: string | undefined;
  onSort: (sort: string | undefined) => void;
}) {
  const shown = useMemo(() => columns(props.clusterId, props.rows), [props.clusterId, props.rows]);
  return (
    <ListTable
      name="groups"
      label={t("rail.groups")}
      rows={props.rows}
      columns={shown}
      rowKey={(row) => row.consumer_group_id}
      sort={props.sort}
      onSort={props.onSort}
    />
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
