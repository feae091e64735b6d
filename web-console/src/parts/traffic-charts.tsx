import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ProblemOf } from "~/api/loaded";
import { metricsQuery, seriesOf } from "~/api/metrics";
import type { Period } from "~/api/period";
import type { Metrics } from "~/api/types";
import { t } from "~/text/t";
import { ChartCard, type ChartData, type Zoom } from "~/ui/chart/chart";
import { byteRate, bytes, countRate } from "~/ui/format";
import { Columns } from "~/ui/page";

function charts(metrics: Metrics | undefined, topic: string | undefined, moving: boolean): ChartData[] {
  const times = metrics?.times ?? [];
  const values = (name: Parameters<typeof seriesOf>[1]) => seriesOf(metrics, name, topic);
  const all: (ChartData | false)[] = [
    {
      title: t("metrics.bytes"),
      format: byteRate,
      times,
      lines: [
        { name: t("metrics.in"), colour: 1, values: values("bytes_in") },
        { name: t("metrics.out"), colour: 2, values: values("bytes_out") },
      ],
    },
    {
      title: t("metrics.messages"),
      format: countRate,
      times,
      lines: [
        { name: t("metrics.in"), colour: 1, values: values("messages_in") },
        ...(topic ? [] : [{ name: t("metrics.out"), colour: 2 as const, values: values("messages_out") }]),
      ],
    },
    topic === undefined && {
      title: t("metrics.requests"),
      format: countRate,
      times,
      lines: [{ name: t("metrics.requestsLine"), colour: 4, values: values("requests") }],
    },
    {
      title: t("metrics.storage"),
      format: bytes,
      times,
      lines: [{ name: t("metrics.stored"), colour: 3, values: values("storage_bytes") }],
    },
  ];
  return all.filter((chart) => chart !== false).map((chart) => ({ ...chart, moving }));
}

/** The charts of a cluster, or of one of its topics. */
export function TrafficCharts(props: { clusterId: string; period: Period; onZoom: Zoom; topic?: string }) {
  const { clusterId, period, topic } = props;
  const query = useQuery(metricsQuery(clusterId, period, topic ? { topics: [topic] } : {}));
  const moving = "range" in period;
  const all = useMemo(() => charts(query.data, topic, moving), [query.data, topic, moving]);
  if (query.isError && !query.data)
    return <ProblemOf problem={query.error} onRetry={() => void query.refetch()} />;
  const quiet = query.isPending ? t("chart.loading") : t("chart.quiet");
  return (
    <Columns>
      {all.map((data) => (
        <ChartCard key={data.title} data={data} quiet={quiet} onZoom={props.onZoom} />
      ))}
    </Columns>
  );
}
