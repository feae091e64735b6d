import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { groupQuery, lagQuery, membersQuery } from "~/api/groups";
import { Loaded, ProblemOf } from "~/api/loaded";
import { ApiProblem } from "~/api/problem";
import { noRight, useMay } from "~/api/session";
import type { Consumer, GroupLag } from "~/api/types";
import { NothingHere } from "~/parts/nothing-here";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { type Column, DataTable } from "~/ui/data-table";
import { EmptyState } from "~/ui/empty-state";
import { integer, span } from "~/ui/format";
import { groupFromPath } from "~/ui/group-id";
import { LinkButton } from "~/ui/link-button";
import { Dim, Facts, PageHeader, Section } from "~/ui/page";
import { Status } from "~/ui/status";
import { DeleteGroup } from "./delete-group";
import css from "./groups.module.css";
import { LagHistory } from "./lag-history";

type PartitionLag = GroupLag["partitions"][number];

export function GroupPage() {
  const { clusterId, group: part } = useParams({ from: "/in/clusters/$clusterId/groups/$group" });
  const id = groupFromPath(part);
  const group = useQuery(groupQuery(clusterId, id));
  const lag = useQuery(lagQuery(clusterId, id));
  const members = useQuery(membersQuery(clusterId, id));
  const mayManage = useMay("groups.manage");
  if (
    group.isError &&
    group.data === undefined &&
    group.error instanceof ApiProblem &&
    group.error.status === 404
  ) {
    return <NothingHere />;
  }
  return (
    <>
      <PageHeader
        title={id}
        code
        facts={
          <Facts>
            {[
              group.data ? <Status key="state" state={group.data.state} /> : "…",
              members.data && t("groups.memberCount", { count: members.data.data.length }),
              group.data?.partition_assignor,
            ]}
          </Facts>
        }
        actions={
          mayManage ? (
            <LinkButton to="/clusters/$clusterId/groups/$group/reset" params={{ clusterId, group: part }}>
              {t("groups.reset")}
            </LinkButton>
          ) : (
            <Action offBecause={noRight()}>{t("groups.reset")}</Action>
          )
        }
      />
      {group.isError && group.data === undefined && (
        <ProblemOf problem={group.error} onRetry={() => void group.refetch()} />
      )}
      <LagHistory clusterId={clusterId} groupId={id} />
      <Loaded query={lag}>{(data) => <Lag clusterId={clusterId} lag={data} />}</Loaded>
      {/* What stands below the partitions waits for them, or it would be pushed down. */}
      {!lag.isPending && (
        <Section title={t("groups.members")}>
          <Loaded query={members}>
            {({ data }) =>
              data.length === 0 ? (
                <Dim>{t("groups.noMembers")}</Dim>
              ) : (
                <DataTable
                  label={t("groups.members")}
                  rows={data}
                  columns={memberColumns()}
                  rowKey={(row) => row.consumer_id}
                />
              )
            }
          </Loaded>
        </Section>
      )}
      {!lag.isPending && !members.isPending && (
        <DeleteGroup clusterId={clusterId} groupId={id} members={members.data?.data.length ?? 0} />
      )}
    </>
  );
}

function Lag({ clusterId, lag }: { clusterId: string; lag: GroupLag }) {
  if (lag.partitions.length === 0) {
    return (
      <EmptyState title={t("groups.noOffsets")}>
        <p>{t("groups.noOffsetsText")}</p>
      </EmptyState>
    );
  }
  return (
    <>
      <dl className={css.figures}>
        <div>
          <dt>{t("groups.lag")}</dt>
          <dd>{t("groups.lagMessages", { count: integer(lag.total_lag) })}</dd>
        </div>
        <div>
          <dt>{t("groups.lagTimeWorst")}</dt>
          <dd>
            {lag.max_lag_seconds === undefined ? t("groups.unknown") : span(lag.max_lag_seconds * 1000)}
          </dd>
        </div>
        <div>
          <dt>{t("topics.partitions")}</dt>
          <dd>{lag.partitions.length}</dd>
        </div>
      </dl>
      <Section title={t("topics.partitions")}>
        <DataTable
          label={t("topics.partitions")}
          rows={lag.partitions}
          columns={partitionColumns(clusterId)}
          rowKey={(row) => `${row.topic}/${row.partition}`}
        />
      </Section>
    </>
  );
}

const partitionColumns = (clusterId: string): Column<PartitionLag>[] => [
  {
    id: "partition",
    head: t("groups.partition"),
    cell: (row) => (
      <Link
        to="/clusters/$clusterId/topics/$topic/messages"
        params={{ clusterId, topic: row.topic }}
        search={{ start: "offset", offset: row.committed_offset, partition: String(row.partition) }}
      >
        {row.topic} / {row.partition}
      </Link>
    ),
  },
  {
    id: "committed",
    head: t("groups.committed"),
    figure: true,
    cell: (row) => <code>{integer(row.committed_offset)}</code>,
  },
  {
    id: "end",
    head: t("partitions.end"),
    figure: true,
    cell: (row) => <code>{integer(row.end_offset)}</code>,
  },
  { id: "lag", head: t("groups.lag"), figure: true, narrow: true, cell: (row) => integer(row.lag) },
  {
    id: "time",
    head: t("groups.lagTime"),
    figure: true,
    narrow: true,
    cell: (row) => (row.lag_seconds === undefined ? t("groups.unknown") : span(row.lag_seconds * 1000)),
  },
  { id: "client", head: t("groups.client"), cell: (row) => row.client_id ?? "–" },
  { id: "host", head: t("groups.host"), cell: (row) => row.host ?? "–" },
];

const memberColumns = (): Column<Consumer>[] => [
  { id: "client", head: t("groups.client"), cell: (row) => row.client_id },
  { id: "member", head: t("groups.memberId"), cell: (row) => <code>{row.consumer_id}</code> },
  { id: "instance", head: t("groups.instance"), cell: (row) => row.instance_id ?? "–" },
  { id: "host", head: t("groups.host"), narrow: true, cell: (row) => row.host ?? "–" },
  {
    id: "partitions",
    head: t("groups.assigned"),
    narrow: true,
    cell: (row) => row.partitions?.map((each) => `${each.topic_name}/${each.partition_id}`).join(" ") || "–",
  },
];
