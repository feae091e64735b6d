import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { clustersQuery } from "~/api/clusters";
import { environmentsQuery } from "~/api/environments";
import { serviceAccountsQuery } from "~/api/service-accounts";
import { topicsQuery } from "~/api/topics";
import {
  cluster,
  clusterKeyVariables,
  environment,
  imported,
  label,
  provider,
  serviceAccount,
  topic as topicHcl,
} from "~/snippets/terraform";
import { t } from "~/text/t";
import { Code } from "~/ui/code";
import css from "./start.module.css";

/** What the guide made, as a file that takes it over: import blocks name the ids there are. */
export function Terraform({
  clusterId,
  topic,
  owner,
}: {
  clusterId: string;
  topic: string;
  /** The service account whose key the guide made. */
  owner: string;
}) {
  const made = useQuery(clustersQuery).data?.find((each) => each.id === clusterId);
  const place = useQuery(environmentsQuery).data?.find((each) => each.id === made?.spec.environment.id);
  const account = useQuery(serviceAccountsQuery).data?.find((each) => each.id === owner);
  const partitions = useInfiniteQuery(topicsQuery(clusterId)).data?.pages[0]?.data.find(
    (each) => each.topic_name === topic,
  )?.partitions_count;
  if (!made || !place || partitions === undefined) return null;
  const inEnvironment = `confluent_environment.${label(place.display_name)}`;
  const inCluster = `confluent_kafka_cluster.${label(made.spec.display_name)}`;
  const text = [
    provider(location.origin),
    environment(place.display_name),
    imported(inEnvironment, place.id),
    cluster(made.spec.display_name, `${inEnvironment}.id`),
    imported(inCluster, `${place.id}/${made.id}`),
    clusterKeyVariables,
    topicHcl(topic, partitions, inCluster),
    imported(`confluent_kafka_topic.${label(topic)}`, `${made.id}/${topic}`),
    ...(account
      ? [
          serviceAccount(account.display_name, account.description),
          imported(`confluent_service_account.${label(account.display_name)}`, account.id),
        ]
      : []),
  ].join("\n");
  return (
    <details className={css.terraform}>
      <summary>{t("start.terraform")}</summary>
      <p className={css.lesson}>{t("start.terraformText")}</p>
      <Code text={text} label="main.tf" />
    </details>
  );
}
