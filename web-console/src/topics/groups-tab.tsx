import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { topicReadersQuery } from "~/api/groups";
import { Loaded } from "~/api/loaded";
import type { TopicReader } from "~/api/types";
import { t } from "~/text/t";
import { type Column, DataTable } from "~/ui/data-table";
import { EmptyState } from "~/ui/empty-state";
import { integer, span } from "~/ui/format";
import { groupToPath } from "~/ui/group-id";
import { LinkButton } from "~/ui/link-button";
import { Prose } from "~/ui/page";
import { Status } from "~/ui/status";

/** Who reads the topic, and how far behind. */
export function GroupsTab() {
  const { clusterId, topic } = useParams({ from: "/in/clusters/$clusterId/topics/$topic/groups" });
  const readers = useQuery(topicReadersQuery(clusterId, topic));
  return (
    <Loaded query={readers}>
      {({ data, not_asked }) => (
        <>
          {data.length === 0 ? (
            <NoReaders clusterId={clusterId} topic={topic} />
          ) : (
            <DataTable
              label={t("topics.tabGroups")}
              rows={data}
              columns={columns(clusterId)}
              rowKey={(reader) => reader.group_id}
            />
          )}
          {not_asked > 0 && <Prose>{t("topics.someGroups", { count: integer(not_asked) })}</Prose>}
        </>
      )}
    </Loaded>
  );
}

const NoReaders = ({ clusterId, topic }: { clusterId: string; topic: string }) => (
  <EmptyState
    title={t("topics.noReaders")}
    action={
      <LinkButton to="/clusters/$clusterId/connect" params={{ clusterId }} search={{ topic }}>
        {t("connect.client")}
      </LinkButton>
    }
  >
    <p>{t("groups.emptyText")}</p>
  </EmptyState>
);

const columns = (clusterId: string): Column<TopicReader>[] => [
  {
    id: "group",
    head: t("groups.id"),
    cell: ({ group_id: id }) => (
      <Link to="/clusters/$clusterId/groups/$group" params={{ clusterId, group: groupToPath(id) }}>
        {id}
      </Link>
    ),
  },
  { id: "state", head: t("groups.state"), narrow: true, cell: ({ state }) => <Status state={state} /> },
  { id: "members", head: t("groups.members"), figure: true, cell: (reader) => reader.members_count },
  {
    id: "partitions",
    head: t("topics.partitions"),
    figure: true,
    cell: ({ partitions }) => partitions.length,
  },
  {
    id: "lag",
    head: t("groups.lag"),
    figure: true,
    narrow: true,
    cell: ({ total_lag }) => integer(total_lag),
  },
  {
    id: "time",
    head: t("groups.lagTime"),
    figure: true,
    narrow: true,
    // The worst partition's, as everywhere.
    cell: ({ max_lag_seconds: seconds }) => (seconds === undefined ? "–" : span(seconds * 1000)),
  },
];
