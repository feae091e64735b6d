import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Loaded } from "~/api/loaded";
import { type Range, ranges } from "~/api/period";
import { partitionsQuery } from "~/api/topics";
import type { Partition } from "~/api/types";
import { TrafficCharts } from "~/parts/traffic-charts";
import { usePeriod } from "~/parts/use-period";
import { t } from "~/text/t";
import { type Column, DataTable } from "~/ui/data-table";
import { integer, minus, sum } from "~/ui/format";
import { Section } from "~/ui/page";
import { Badge } from "~/ui/status";
import css from "./topics.module.css";

const choices = Object.keys(ranges) as Range[];

/** A share of a whole in percent, from exact 64-bit numbers. */
function percent(part: string, whole: string): number {
  const total = BigInt(whole);
  return total === 0n ? 0 : Number((BigInt(part) * 1000n) / total) / 10;
}

const columns = (clusterId: string, topic: string, all: Partition[]): Column<Partition>[] => {
  const total = sum(all.map((each) => minus(each.latest_offset, each.earliest_offset)));
  return [
    {
      id: "partition",
      head: t("partitions.partition"),
      cell: (row) => (
        <Link
          to="/clusters/$clusterId/topics/$topic/messages"
          params={{ clusterId, topic }}
          search={{ partition: String(row.partition_id) }}
        >
          {row.partition_id}
        </Link>
      ),
    },
    {
      id: "leader",
      head: t("partitions.leader"),
      figure: true,
      cell: (row) => row.leader_id ?? <Badge tone="bad">{t("partitions.noLeader")}</Badge>,
    },
    {
      id: "isr",
      head: t("partitions.isr"),
      figure: true,
      narrow: true,
      cell: (row) => `${row.in_sync_replicas_count} / ${row.replicas_count}`,
    },
    {
      id: "first",
      head: t("partitions.first"),
      figure: true,
      cell: (row) => <code>{integer(row.earliest_offset)}</code>,
    },
    {
      id: "end",
      head: t("partitions.end"),
      figure: true,
      narrow: true,
      cell: (row) => <code>{integer(row.latest_offset)}</code>,
    },
    {
      id: "count",
      head: t("partitions.messages"),
      figure: true,
      narrow: true,
      cell: (row) => integer(minus(row.latest_offset, row.earliest_offset)),
    },
    {
      id: "share",
      head: t("partitions.share"),
      figure: true,
      cell: (row) => {
        const share = percent(minus(row.latest_offset, row.earliest_offset), total);
        return (
          <>
            <span className={css.share} aria-hidden>
              <span style={{ width: `${share}%` }} />
            </span>
            {share} %
          </>
        );
      },
    },
  ];
};

export function PartitionsPage() {
  const { clusterId, topic } = useParams({ from: "/in/clusters/$clusterId/topics/$topic/partitions" });
  const { period, zoom, picker } = usePeriod("15m", choices);
  const partitions = useQuery(partitionsQuery(clusterId, topic));
  return (
    <>
      <Section title={t("overview.traffic")} aside={picker}>
        <TrafficCharts clusterId={clusterId} topic={topic} period={period} onZoom={zoom} />
      </Section>
      <Section title={t("topics.partitions")}>
        <Loaded query={partitions}>
          {({ data }) => (
            <DataTable
              label={t("topics.partitions")}
              rows={data}
              columns={columns(clusterId, topic, data)}
              rowKey={(row) => String(row.partition_id)}
            />
          )}
        </Loaded>
      </Section>
    </>
  );
}
