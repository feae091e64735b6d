import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { lagHistoryQuery } from "~/api/groups";
import { ProblemOf } from "~/api/loaded";
import { isRange } from "~/api/metrics";
import type { GroupLagHistory } from "~/api/types";
import { Trend } from "~/parts/lag-trend";
import { t } from "~/text/t";
import { ChartCard, type ChartData, RangePicker } from "~/ui/chart/chart";
import { countShort, span } from "~/ui/format";
import { Columns, Section } from "~/ui/page";

const offered = ["1h", "6h", "24h", "7d", "30d"] as const;

function charts(history: GroupLagHistory | undefined): ChartData[] {
  const times = history?.times ?? [];
  return [
    {
      title: t("groups.lagTimeWorst"),
      format: (seconds) => span(seconds * 1000),
      times,
      lines: [{ name: t("groups.lagTime"), colour: 1, values: history?.seconds ?? [] }],
    },
    {
      title: t("groups.lagInMessages"),
      format: countShort,
      times,
      lines: [{ name: t("groups.lag"), colour: 2, values: history?.messages ?? [] }],
    },
  ];
}

/** How far behind the group was, in time and in messages, and where that is going. */
export function LagHistory({ clusterId, groupId }: { clusterId: string; groupId: string }) {
  const { range } = useSearch({ from: "/in/clusters/$clusterId/groups/$group" });
  const navigate = useNavigate({ from: "/clusters/$clusterId/groups/$group" });
  const chosen = isRange(range) ? range : "6h";
  const history = useQuery(lagHistoryQuery(clusterId, groupId, chosen));
  const both = useMemo(() => charts(history.data), [history.data]);
  return (
    <Section
      title={t("groups.lag")}
      aside={
        <>
          {history.data && <Trend trend={history.data.trend} />}
          <RangePicker
            value={chosen}
            ranges={offered}
            onChange={(next) => void navigate({ search: { range: next }, replace: true })}
          />
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
              quiet={history.isPending ? t("chart.loading") : t("groups.notMeasured")}
            />
          ))}
        </Columns>
      )}
    </Section>
  );
}
