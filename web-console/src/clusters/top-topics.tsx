import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { connectQuery } from "~/api/clusters";
import { Loaded } from "~/api/loaded";
import { figuresQuery, lastOf, seriesOf } from "~/api/metrics";
import type { Metrics } from "~/api/types";
import { kcatFirstMessage } from "~/snippets/kcat";
import { t } from "~/text/t";
import { Code } from "~/ui/code";
import { type Column, DataTable } from "~/ui/data-table";
import { EmptyState } from "~/ui/empty-state";
import { byteRate, bytes, countRate } from "~/ui/format";
import { RowBones } from "~/ui/skeleton";

interface Row {
  topic: string;
  bytesIn: number;
  bytesOut: number;
  messagesIn: number;
  stored: number;
}

function rowsOf(metrics: Metrics): Row[] {
  const topics = [
    ...new Set(metrics.series.map((series) => series.topic).filter((topic) => topic !== undefined)),
  ];
  const now = (name: Parameters<typeof seriesOf>[1], topic: string) =>
    lastOf(seriesOf(metrics, name, topic)) ?? 0;
  return topics
    .map((topic) => ({
      topic,
      bytesIn: now("bytes_in", topic),
      bytesOut: now("bytes_out", topic),
      messagesIn: now("messages_in", topic),
      stored: now("storage_bytes", topic),
    }))
    .sort((a, b) => b.bytesIn + b.bytesOut - (a.bytesIn + a.bytesOut));
}

const columns = (clusterId: string): Column<Row>[] => [
  {
    id: "topic",
    head: t("topics.name"),
    cell: ({ topic }) => (
      <Link to="/clusters/$clusterId/topics/$topic/messages" params={{ clusterId, topic }}>
        {topic}
      </Link>
    ),
  },
  { id: "in", head: t("metrics.in"), figure: true, narrow: true, cell: (row) => byteRate(row.bytesIn) },
  { id: "out", head: t("metrics.out"), figure: true, narrow: true, cell: (row) => byteRate(row.bytesOut) },
  {
    id: "messages",
    head: t("metrics.messagesShort"),
    figure: true,
    cell: (row) => countRate(row.messagesIn),
  },
  { id: "stored", head: t("metrics.stored"), figure: true, cell: (row) => bytes(row.stored) },
];

export function TopTopics({ clusterId }: { clusterId: string }) {
  const metrics = useQuery(figuresQuery(clusterId, { per: "topic" }));
  const connect = useQuery(connectQuery(clusterId)).data;
  return (
    <Loaded query={metrics} bones={<RowBones rows={4} />}>
      {(data) => {
        const rows = rowsOf(data);
        return rows.length > 0 ? (
          <DataTable
            label={t("overview.topTopics")}
            rows={rows}
            columns={columns(clusterId)}
            rowKey={(row) => row.topic}
          />
        ) : (
          <EmptyState title={t("overview.noTraffic")}>
            <p>{t("overview.noTrafficText")}</p>
            <Code text={kcatFirstMessage(connect?.bootstrap ?? "")} label={t("overview.firstMessage")} />
          </EmptyState>
        );
      }}
    </Loaded>
  );
}
