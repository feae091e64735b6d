import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { clusterQuery, connectQuery } from "~/api/clusters";
import { groupsQuery } from "~/api/groups";
import { Loaded } from "~/api/loaded";
import { type Range, ranges } from "~/api/period";
import { TrafficCharts } from "~/parts/traffic-charts";
import { usePeriod } from "~/parts/use-period";
import { t } from "~/text/t";
import { Copyable } from "~/ui/copy";
import { LinkButton } from "~/ui/link-button";
import { Facts, PageHeader, Section } from "~/ui/page";
import { Status } from "~/ui/status";
import { LaggingGroups } from "./lagging-groups";
import css from "./overview.module.css";
import { TopTopics } from "./top-topics";

const choices = Object.keys(ranges) as Range[];

export function OverviewPage() {
  const { clusterId } = useParams({ from: "/in/clusters/$clusterId/" });
  const cluster = useQuery(clusterQuery(clusterId)).data;
  const connect = useQuery(connectQuery(clusterId)).data;
  const groups = useQuery(groupsQuery(clusterId));
  const { period, zoom, picker } = usePeriod("15m", choices);
  return (
    <>
      <PageHeader
        title={cluster?.spec.display_name ?? clusterId}
        facts={
          <Facts>
            {[
              cluster && <Status state={cluster.status.phase} />,
              <Copyable key="id" text={clusterId} what={t("clusters.id")} />,
              connect && (
                <span className={css.bootstrap}>
                  {t("clusters.bootstrap")}{" "}
                  <Copyable text={connect.bootstrap} what={t("clusters.bootstrap")} />
                </span>
              ),
            ]}
          </Facts>
        }
        actions={
          <LinkButton to="/clusters/$clusterId/connect" params={{ clusterId }} variant="filled">
            {t("connect.client")}
          </LinkButton>
        }
      />
      <Section title={t("overview.traffic")} aside={picker}>
        <TrafficCharts clusterId={clusterId} period={period} onZoom={zoom} />
      </Section>
      <div className={css.lists}>
        <Section title={t("overview.topTopics")}>
          <TopTopics clusterId={clusterId} />
        </Section>
        <Section title={t("overview.groups")}>
          <Loaded query={groups}>{(rows) => <LaggingGroups clusterId={clusterId} groups={rows} />}</Loaded>
        </Section>
      </div>
    </>
  );
}
