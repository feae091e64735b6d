import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { figuresQuery, lastOf, MOST_TOPICS, seriesOf } from "~/api/metrics";
import type { Series, Topic } from "~/api/types";
import { t } from "~/text/t";
import { byteRate, bytes, countRate } from "~/ui/format";
import { type Column, ListTable } from "~/ui/list-table";
import { Badge } from "~/ui/status";

/** The topics in the portions in which their figures are asked for; a list in view asks for one or two of them. */
type Portions = ReadonlyMap<string, string[]>;

function portionsOf(topics: readonly Topic[]): Portions {
  const portions = new Map<string, string[]>();
  for (let at = 0; at < topics.length; at += MOST_TOPICS) {
    const portion = topics.slice(at, at + MOST_TOPICS).map((topic) => topic.topic_name);
    for (const name of portion) portions.set(name, portion);
  }
  return portions;
}

function Figure(props: {
  clusterId: string;
  topic: string;
  portions: Portions;
  series: Series["name"];
  format: (value: number) => string;
}) {
  const { topic } = props;
  const { data } = useQuery(figuresQuery(props.clusterId, { topics: props.portions.get(topic) ?? [topic] }));
  const value = lastOf(seriesOf(data, props.series, topic));
  return value === undefined ? "–" : props.format(value);
}

function columns(clusterId: string, portions: Portions): Column<Topic>[] {
  const figure = (series: Series["name"], format: (value: number) => string) => (topic: Topic) => (
    <Figure
      clusterId={clusterId}
      topic={topic.topic_name}
      portions={portions}
      series={series}
      format={format}
    />
  );
  return [
    {
      id: "name",
      head: t("topics.name"),
      by: (topic) => topic.topic_name,
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
      width: 104,
      by: (topic) => topic.partitions_count,
      cell: (topic) => topic.partitions_count,
    },
    {
      id: "messages",
      head: t("metrics.messagesShort"),
      figure: true,
      width: 112,
      cell: figure("messages_in", countRate),
    },
    {
      id: "in",
      head: t("metrics.in"),
      figure: true,
      narrow: true,
      width: 104,
      cell: figure("bytes_in", byteRate),
    },
    { id: "out", head: t("metrics.out"), figure: true, width: 104, cell: figure("bytes_out", byteRate) },
    {
      id: "stored",
      head: t("metrics.stored"),
      figure: true,
      narrow: true,
      width: 104,
      cell: figure("storage_bytes", bytes),
    },
  ];
}

/** The list paints from one cheap call; figures come second, and only for the rows in view. */
export function TopicTable(props: {
  clusterId: string;
  topics: Topic[];
  sort: string | undefined;
  onSort: (sort: string | undefined) => void;
  selected: ReadonlySet<string>;
  onSelect: ((selected: ReadonlySet<string>) => void) | undefined;
}) {
  const { clusterId, topics } = props;
  const shown = useMemo(() => columns(clusterId, portionsOf(topics)), [clusterId, topics]);
  return (
    <ListTable
      name="topics"
      label={t("rail.topics")}
      rows={topics}
      columns={shown}
      rowKey={(topic) => topic.topic_name}
      sort={props.sort}
      onSort={props.onSort}
      {...(props.onSelect ? { selected: props.selected, onSelect: props.onSelect } : {})}
    />
  );
}
