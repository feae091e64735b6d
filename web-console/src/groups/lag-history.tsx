import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { lagHistoryQuery } from "~/api/groups";
import { ProblemOf } from "~/api/loaded";
import type { GroupLagHistory } from "~/api/types";
import { Trend } from "~/parts/lag-trend";
import { usePeriod } from "~/parts/use-period";
import { t } from "~/text/t";
import { ChartCard, type ChartData } from "~/ui/chart/chart";
import { countShort, span } from "~/ui/format";
import { Columns, Section } from "~/ui/page";
import css from "./groups.module.css";

const offered = ["1h", "6h", "24h", "7d", "30d"] as const;

function charts(history: GroupLagHistory | undefined, moving: boolean): ChartData[] {
  const times = history?.times ?? [];
  return [
    {
      title: t("groups.lagTimeWorst"),
      format: (seconds) => span(seconds * 1000),
      times,
      moving,
      seconds: true,
      lines: [{ name: t("groups.lagTime"), colour: 1, values: history?.seconds ?? [] }],
    },
    {
      title: t("groups.lagInMessages"),
      format: countShort,
      times,
      moving,
      lines: [{ name: t("groups.lag"), colour: 2, values: history?.messages ?? [] }],
    },
  ];
}

/** How far behind the group was, in time and in messages, and where that is going. */
export function LagHistory({ clusterId, groupId }: { clusterId: string; groupId: string }) {
  const { period, zoom, picker } = usePeriod("6h", offered);
  const history = useQuery(lagHistoryQuery(clusterId, groupId, period));
  const moving = "range" in period;
  const both = useMemo(() => charts(history.data, moving), [history.data, moving]);
  return (
    <Section
      title={t("groups.lag")}
      aside={
        <>
          <span className={css.trend}>{history.data && <Trend trend={history.data.trend} />}</span>
          {picker}
        </>
      }
    >
      {history.isError && !history.data ? (
        <ProblemOf problem={history.error} onRetry={() => void history.refetch()} />
      ) : (
        <Columns>
          {both.map((data) => (
            <ChartCard
              key={data.title}
              data={data}
              onZoom={zoom}
              quiet={history.isPending ? t("chart.loading") : t("groups.notMeasured")}
            />
          ))}
        </Columns>
      )}
    </Section>
  );
}
