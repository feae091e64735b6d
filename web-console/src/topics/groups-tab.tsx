import { useQueries, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { groupsQuery, lagQuery } from "~/api/groups";
import { Loaded } from "~/api/loaded";
import type { ConsumerGroup, GroupLag } from "~/api/types";
import { t } from "~/text/t";
import { type Column, DataTable } from "~/ui/data-table";
import { EmptyState } from "~/ui/empty-state";
import { integer, span, sum } from "~/ui/format";
import { groupToPath } from "~/ui/group-id";
import { LinkButton } from "~/ui/link-button";
import { Prose } from "~/ui/page";
import { RowBones } from "~/ui/skeleton";
import { Status } from "~/ui/status";

/** The API knows a group's topics, not a topic's groups: so many groups are asked, one by one and seldom. */
const MOST_GROUPS = 50;
const AGAIN_MS = 30_000;

/** Who reads the topic, and how far behind. */
export function GroupsTab() {
  const { clusterId, topic } = useParams({ from: "/in/clusters/$clusterId/topics/$topic/groups" });
  const groups = useQuery(groupsQuery(clusterId));
  return (
    <Loaded query={groups}>{(all) => <Readers clusterId={clusterId} topic={topic} groups={all} />}</Loaded>
  );
}

interface Reader {
  group: ConsumerGroup;
  partitions: GroupLag["partitions"];
}

function Readers(props: { clusterId: string; topic: string; groups: ConsumerGroup[] }) {
  const { clusterId, topic } = props;
  const asked = props.groups.slice(0, MOST_GROUPS);
  const lags = useQueries({
    queries: asked.map((group) => ({
      ...lagQuery(clusterId, group.consumer_group_id),
      refetchInterval: AGAIN_MS,
    })),
  });
  const readers = asked.flatMap((group, at): Reader[] => {
    const partitions = lags[at]?.data?.partitions.filter((each) => each.topic === topic) ?? [];
    return partitions.length > 0 ? [{ group, partitions }] : [];
  });
  if (readers.length === 0 && lags.some((lag) => lag.isPending)) return <RowBones rows={3} />;
  return (
    <>
      {readers.length === 0 ? (
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
      ) : (
        <DataTable
          label={t("topics.tabGroups")}
          rows={readers}
          columns={columns(clusterId)}
          rowKey={({ group }) => group.consumer_group_id}
        />
      )}
      {props.groups.length > MOST_GROUPS && (
        <Prose>{t("topics.someGroups", { asked: MOST_GROUPS, all: integer(props.groups.length) })}</Prose>
      )}
    </>
  );
}

/** The worst partition's, as everywhere. */
function behind(partitions: GroupLag["partitions"]): string {
  const seconds = partitions.flatMap((each) => each.lag_seconds ?? []);
  return seconds.length === 0 ? "–" : span(Math.max(...seconds) * 1000);
}

const columns = (clusterId: string): Column<Reader>[] => [
  {
    id: "group",
    head: t("groups.id"),
    cell: ({ group: { consumer_group_id: id } }) => (
      <Link to="/clusters/$clusterId/groups/$group" params={{ clusterId, group: groupToPath(id) }}>
        {id}
      </Link>
    ),
  },
  {
    id: "state",
    head: t("groups.state"),
    narrow: true,
    cell: ({ group }) => <Status state={group.state} />,
  },
  {
    id: "members",
    head: t("groups.members"),
    figure: true,
    cell: ({ group }) => group.members_count ?? "–",
  },
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
    cell: ({ partitions }) => integer(sum(partitions.map((each) => each.lag))),
  },
  {
    id: "time",
    head: t("groups.lagTime"),
    figure: true,
    narrow: true,
    cell: ({ partitions }) => behind(partitions),
  },
];
