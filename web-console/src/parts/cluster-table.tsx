import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { figuresQuery, lastOf, seriesOf } from "~/api/metrics";
import type { Cluster } from "~/api/types";
import { t } from "~/text/t";
import { Copyable } from "~/ui/copy";
import { type Column, DataTable } from "~/ui/data-table";
import { byteRate, bytes } from "~/ui/format";
import { Status } from "~/ui/status";
import { Time } from "~/ui/time";

const columns = (): Column<Cluster>[] => [
  {
    id: "name",
    head: t("clusters.name"),
    cell: (cluster) => (
      <Link to="/clusters/$clusterId" params={{ clusterId: cluster.id }}>
        {cluster.spec.display_name}
      </Link>
    ),
  },
  {
    id: "id",
    width: 176,
    head: t("clusters.id"),
    cell: (cluster) => <Copyable text={cluster.id} what={t("clusters.id")} />,
  },
  {
    id: "state",
    width: 112,
    head: t("clusters.state"),
    narrow: true,
    cell: (cluster) => <Status state={cluster.status.phase} />,
  },
  {
    id: "in",
    width: 96,
    head: t("metrics.in"),
    figure: true,
    narrow: true,
    cell: (cluster) => <Figure of={cluster} series="bytes_in" />,
  },
  {
    id: "out",
    width: 96,
    head: t("metrics.out"),
    figure: true,
    narrow: true,
    cell: (cluster) => <Figure of={cluster} series="bytes_out" />,
  },
  {
    id: "stored",
    width: 96,
    head: t("metrics.stored"),
    figure: true,
    cell: (cluster) => <Figure of={cluster} series="storage_bytes" />,
  },
  {
    id: "made",
    width: 168,
    head: t("clusters.made"),
    cell: (cluster) => <Time at={cluster.metadata.created_at} precision="min" />,
  },
];

function Figure({ of, series }: { of: Cluster; series: "bytes_in" | "bytes_out" | "storage_bytes" }) {
  const metrics = useQuery(figuresQuery(of.id)).data;
  const value = lastOf(seriesOf(metrics, series));
  if (value === undefined) return "–";
  return series === "storage_bytes" ? bytes(value) : byteRate(value);
}

export const ClusterTable = ({ clusters, label }: { clusters: Cluster[]; label: string }) => (
  <DataTable label={label} rows={clusters} columns={columns()} rowKey={(cluster) => cluster.id} />
);
