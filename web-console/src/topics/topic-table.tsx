import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { figuresQuery, lastOf, MOST_TOPICS } from "~/api/metrics";
import type { Series, Topic } from "~/api/types";
import { t } from "~/text/t";
import { type Column, DataTable } from "~/ui/data-table";
import { byteRate, bytes, countRate } from "~/ui/format";
import { Badge } from "~/ui/status";

/** The newest figure by series and topic; a search through all series for each cell would take too long for a long list. */
type Figures = ReadonlyMap<string, number>;

const columns = (clusterId: string, figures: Figures): Column<Topic>[] => {
  const figure = (topic: Topic, name: Series["name"], format: (value: number) => string) => {
    const value = figures.get(`${name} ${topic.topic_name}`);
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

/** The figures of so many topics at once as the endpoint takes, put together. The list paints without waiting for them. */
function useFigures(clusterId: string, topics: Topic[]): Figures {
  const names = topics.map((topic) => topic.topic_name);
  const slices = Array.from({ length: Math.ceil(names.length / MOST_TOPICS) }, (_, at) =>
    names.slice(at * MOST_TOPICS, (at + 1) * MOST_TOPICS),
  );
  return useQueries({
    queries: slices.map((slice) => figuresQuery(clusterId, { topics: slice })),
    combine: (answers) => {
      const figures = new Map<string, number>();
      for (const series of answers.flatMap((answer) => answer.data?.series ?? [])) {
        const last = lastOf(series.values);
        if (last !== undefined) figures.set(`${series.name} ${series.topic}`, last);
      }
      return figures;
    },
  });
}

export function TopicTable({ clusterId, topics }: { clusterId: string; topics: Topic[] }) {
  const figures = useFigures(clusterId, topics);
  return (
    <DataTable
      label={t("rail.topics")}
      rows={topics}
      columns={columns(clusterId, figures)}
      rowKey={(topic) => topic.topic_name}
    />
  );
}
