import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { clustersQuery } from "~/api/clusters";
import { Loaded } from "~/api/loaded";
import type { ApiKey } from "~/api/types";
import { t } from "~/text/t";
import { integer } from "~/ui/format";
import { PageHeader, Prose } from "~/ui/page";
import { ClusterStep, KeyStep, TopicStep } from "./make-steps";
import { useProgress } from "./progress";
import { RunStep } from "./run-step";
import css from "./start.module.css";
import { Step, type StepState } from "./step";
import { WatchStep } from "./watch-step";

const POLL_MS = 2000;

/** Cluster, topic, key, run, watch: prefilled, so that each step is one click. */
export function StartPage() {
  const clusters = useQuery(clustersQuery);
  return (
    <>
      <PageHeader title={t("start.title")} />
      <Prose>{t("start.lead")}</Prose>
      <Loaded query={clusters}>{() => <Steps />}</Loaded>
    </>
  );
}

function Steps() {
  const progress = useProgress(POLL_MS);
  const { cluster, topic } = progress;
  const [made, setMade] = useState<ApiKey>();
  // A secret that was just shown belongs to the key of this page, whichever other keys there are.
  const key = made ?? progress.key;
  const watched = progress.messages !== "0";
  const facts = [cluster, topic, key, progress.used || watched, watched];
  const now = facts.findIndex((fact) => !fact);
  const state = (at: number): StepState => (facts[at] ? "done" : at === now ? "now" : "later");
  return (
    <ol className={css.steps}>
      <Step
        number={1}
        title={t("start.cluster")}
        state={state(0)}
        fact={
          cluster && (
            <>
              <Link to="/clusters/$clusterId" params={{ clusterId: cluster.id }}>
                {cluster.spec.display_name}
              </Link>
              <code>{cluster.id}</code>
            </>
          )
        }
      >
        <ClusterStep />
      </Step>
      <Step
        number={2}
        title={t("start.topic")}
        state={state(1)}
        fact={
          cluster &&
          topic && (
            <>
              <Link
                to="/clusters/$clusterId/topics/$topic/messages"
                params={{ clusterId: cluster.id, topic: topic.topic_name }}
              >
                {topic.topic_name}
              </Link>
              {t("topics.partitionCount", { count: topic.partitions_count })}
            </>
          )
        }
      >
        {cluster && <TopicStep clusterId={cluster.id} />}
      </Step>
      <Step
        number={3}
        title={t("start.key")}
        state={state(2)}
        fact={
          key && (
            <>
              <Link to="/api-keys/$keyId" params={{ keyId: key.id }}>
                <code>{key.id}</code>
              </Link>
              {key.spec.role}
            </>
          )
        }
      >
        {cluster && <KeyStep clusterId={cluster.id} onMade={setMade} />}
      </Step>
      <Step
        number={4}
        title={t("start.run")}
        state={state(3) === "later" ? "later" : watched ? "done" : key ? "now" : "later"}
        fact={t("start.ran", { count: integer(progress.messages) })}
      >
        {cluster && topic && key && (
          <RunStep clusterId={cluster.id} topic={topic.topic_name} apiKey={key} onMade={setMade} />
        )}
      </Step>
      <Step number={5} title={t("start.watch")} state={key && topic ? "now" : "later"}>
        {cluster && topic && key && (
          <WatchStep
            clusterId={cluster.id}
            topic={topic.topic_name}
            apiKey={progress.key ?? key}
            messages={progress.messages}
          />
        )}
      </Step>
    </ol>
  );
}
