import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { ProblemOf } from "~/api/loaded";
import { figuresQuery, lastOf, seriesOf } from "~/api/metrics";
import { ApiProblem } from "~/api/problem";
import { topicQuery } from "~/api/topics";
import { NothingHere } from "~/parts/nothing-here";
import { t } from "~/text/t";
import { bytes, countRate } from "~/ui/format";
import { LinkButton } from "~/ui/link-button";
import { Facts, PageHeader } from "~/ui/page";
import { Tabs } from "~/ui/tabs";

/** Name, figures and tabs of a topic; the tab's page stands below. */
export function TopicFrame() {
  const params = useParams({ from: "/in/clusters/$clusterId/topics/$topic" });
  const { clusterId, topic: name } = params;
  const topic = useQuery(topicQuery(clusterId, name));
  const metrics = useQuery(figuresQuery(clusterId, { topics: [name] })).data;
  if (topic.error instanceof ApiProblem && topic.error.status === 404) return <NothingHere />;
  if (topic.isError && topic.data === undefined) {
    return (
      <>
        <PageHeader title={name} code />
        <ProblemOf problem={topic.error} onRetry={() => void topic.refetch()} />
      </>
    );
  }
  const rate = lastOf(seriesOf(metrics, "messages_in", name));
  const stored = lastOf(seriesOf(metrics, "storage_bytes", name));
  return (
    <>
      <PageHeader
        title={name}
        code
        facts={
          <Facts>
            {[
              topic.data ? t("topics.partitionCount", { count: topic.data.partitions_count }) : "…",
              topic.data && t("topics.replicationFactor", { count: topic.data.replication_factor }),
              rate !== undefined && t("topics.rate", { rate: countRate(rate) }),
              stored !== undefined && bytes(stored),
            ]}
          </Facts>
        }
        actions={
          <LinkButton
            to="/clusters/$clusterId/topics/$topic/messages"
            params={params}
            search={(before) => ({ ...before, produce: "open" as const })}
            variant="filled"
          >
            {t("produce.produce")}
          </LinkButton>
        }
      />
      <Tabs
        label={t("topics.tabs")}
        tabs={[
          { name: t("topics.tabMessages"), to: "/clusters/$clusterId/topics/$topic/messages", params },
          { name: t("topics.tabPartitions"), to: "/clusters/$clusterId/topics/$topic/partitions", params },
          { name: t("topics.tabGroups"), to: "/clusters/$clusterId/topics/$topic/groups", params },
          { name: t("topics.tabConfigs"), to: "/clusters/$clusterId/topics/$topic/configs", params },
          { name: t("topics.tabAccess"), to: "/clusters/$clusterId/topics/$topic/access", params },
          { name: t("topics.tabSettings"), to: "/clusters/$clusterId/topics/$topic/settings", params },
        ]}
      />
      <Outlet />
    </>
  );
}
