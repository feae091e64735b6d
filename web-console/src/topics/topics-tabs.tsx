import { t } from "~/text/t";
import { Tabs } from "~/ui/tabs";

/** The bin is beside the topics: below them it would take a topic's name. */
export function TopicsTabs({ clusterId }: { clusterId: string }) {
  const params = { clusterId };
  return (
    <Tabs
      label={t("rail.topics")}
      tabs={[
        { name: t("rail.topics"), to: "/clusters/$clusterId/topics", params },
        { name: t("bin.title"), to: "/clusters/$clusterId/topics-bin", params },
      ]}
    />
  );
}
