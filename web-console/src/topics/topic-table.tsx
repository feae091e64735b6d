import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lastOf, metricsQuery, seriesOf } from "~/api/metrics";
import type { Metrics, Topic } from "~/api/types";
import { t } from "~/text/t";
import { type Column, DataTable } from "~/ui/data-table";
import { byteRate, bytes, countRate } from "~/ui/format";
import { Badge } from "~/ui/status";

/** The metrics endpoint takes so many topics at once; the list paints without waiting for it. */
const MEASURED = 50;

const columns = (clusterId: string, metrics: Metrics | undefined): Column<Topic>[] => {
  const figure = (topic: Topic, name: Parameters<typeof seriesOf>[1], format: (value: number) => string) => {
    const value = lastOf(seriesOf(metrics, name, topic.topic_name));
    return value === undefined ? "–" : format(value);
  };
  return [
    {
      id: "name",
      head: t("topics.name"),
      cell: (topic) => (
        <>
          <Link
            to="/clusters/$clusterId/topics/$topic/messages"
            params={{ clusterId, topic: topic.topic_name }}
          >
            {topic.topic_name}
          </Link>{" "}
          {topic.is_internal && <Badge tone="over">{t("topics.internal")}</Badge>}
        </>
      ),
    },
    {
      id: "partitions",
      head: t("topics.partitions"),
      figure: true,
      narrow: true,
      cell: (topic) => topic.partitions_count,
    },
    {
      id: "replication",
      head: t("topics.replication"),
      figure: true,
      cell: (topic) => topic.replication_factor,
    },
    {
      id: "messages",
      head: t("metrics.messagesShort"),
      figure: true,
      cell: (topic) => figure(topic, "messages_in", countRate),
    },
    {
      id: "in",
      head: t("metrics.in"),
      figure: true,
      narrow: true,
      cell: (topic) => figure(topic, "bytes_in", byteRate),
    },
    {
      id: "out",
      head: t("metrics.out"),
      figure: true,
      cell: (topic) => figure(topic, "bytes_out", byteRate),
    },
    {
      id: "stored",
      head: t("metrics.stored"),
      figure: true,
      narrow: true,
      cell: (topic) => figure(topic, "storage_bytes", bytes),
    },
  ];
};

export function TopicTable({ clusterId, topics }: { clusterId: string; topics: Topic[] }) {
  const names = topics.slice(0, MEASURED).map((topic) => topic.topic_name);
  const metrics = useQuery({
    ...metricsQuery(clusterId, "15m", { topics: names }),
    enabled: names.length > 0,
  }).data;
  return (
    <DataTable
      label={t("rail.topics")}
      rows={topics}
      columns={columns(clusterId, metrics)}
      rowKey={(topic) => topic.topic_name}
    />
  );
}
