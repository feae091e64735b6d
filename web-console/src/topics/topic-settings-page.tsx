import { NumberInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Loaded, ProblemOf } from "~/api/loaded";
import { figuresQuery, lastOf, seriesOf } from "~/api/metrics";
import { noRight, useMay } from "~/api/session";
import { configsQuery, partitionsQuery, topicQuery, useAddPartitions, useDeleteTopic } from "~/api/topics";
import type { Topic } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Confirm } from "~/ui/confirm";
import { Copyable } from "~/ui/copy";
import { bytes, integer, minus, sum } from "~/ui/format";
import { Buttons, Form, Pairs, Prose, Section } from "~/ui/page";

export function TopicSettingsPage() {
  const { clusterId, topic: name } = useParams({ from: "/in/clusters/$clusterId/topics/$topic/settings" });
  const topic = useQuery(topicQuery(clusterId, name));
  return (
    <Loaded query={topic}>
      {(data) => (
        <>
          <Section title={t("topics.about")}>
            <Pairs
              pairs={[
                [t("topics.id"), <Copyable key="id" text={data.topic_id} what={t("topics.id")} />],
                [t("topics.partitions"), data.partitions_count],
                [t("topics.replication"), data.replication_factor],
              ]}
            />
          </Section>
          <AddPartitions key={data.partitions_count} clusterId={clusterId} topic={data} />
          <DeleteTopic clusterId={clusterId} topic={data} />
        </>
      )}
    </Loaded>
  );
}

function AddPartitions({ clusterId, topic }: { clusterId: string; topic: Topic }) {
  const [count, setCount] = useState<number | string>(topic.partitions_count);
  const add = useAddPartitions(clusterId, topic.topic_name);
  const may = useMay("topics.manage");
  const more = Number(count) > topic.partitions_count;
  return (
    <Section title={t("topics.addPartitions")}>
      <Prose>{t("topics.addPartitionsText")}</Prose>
      <Form label={t("topics.addPartitions")} onSubmit={() => more && add.mutate(Number(count))}>
        <NumberInput
          label={t("topics.partitions")}
          min={topic.partitions_count}
          max={1000}
          allowDecimal={false}
          value={count}
          onChange={setCount}
          maw={200}
        />
        {add.isError && <ProblemOf problem={add.error} />}
        <Buttons>
          <Action
            type="submit"
            busy={add.isPending}
            offBecause={
              !may ? noRight() : more ? undefined : t("topics.onlyMore", { count: topic.partitions_count })
            }
          >
            {t("topics.addPartitions")}
          </Action>
        </Buttons>
      </Form>
    </Section>
  );
}

function DeleteTopic({ clusterId, topic }: { clusterId: string; topic: Topic }) {
  const name = topic.topic_name;
  const [asking, setAsking] = useState(false);
  const remove = useDeleteTopic(clusterId);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const may = useMay("topics.manage");
  const configs = useQuery(configsQuery(clusterId, name)).data?.data;
  const isProtected = configs?.some(
    (each) => each.name === "naru.deletion.protection" && each.value === "true",
  );
  return (
    <Section title={t("topics.delete")}>
      <Prose>{t("topics.deleteText")}</Prose>
      <Action
        color="bad"
        onClick={() => setAsking(true)}
        offBecause={!may ? noRight() : isProtected ? t("topics.isProtected") : undefined}
      >
        {t("topics.deleteNamed", { name })}
      </Action>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("topics.deleteNamed", { name })}
        typed={name}
        act={t("topics.deleteNamed", { name })}
        busy={remove.isPending}
        problem={remove.isError && <ProblemOf problem={remove.error} />}
        facts={
          <>
            <DeletionFacts clusterId={clusterId} topic={topic} />
            <p>{t("bin.notFinal")}</p>
          </>
        }
        onConfirm={() =>
          void remove.mutateAsync(name).then(
            async () => {
              await navigate({
                to: "/clusters/$clusterId/topics",
                params: { clusterId },
                search: { deleted: topic.topic_id },
              });
              queries.removeQueries({ queryKey: topicQuery(clusterId, name).queryKey });
            },
            () => {},
          )
        }
      />
    </Section>
  );
}

function DeletionFacts({ clusterId, topic }: { clusterId: string; topic: Topic }) {
  const partitions = useQuery(partitionsQuery(clusterId, topic.topic_name)).data?.data;
  const metrics = useQuery(figuresQuery(clusterId, { topics: [topic.topic_name] })).data;
  const stored = lastOf(seriesOf(metrics, "storage_bytes", topic.topic_name));
  const messages =
    partitions && sum(partitions.map((each) => minus(each.latest_offset, each.earliest_offset)));
  return (
    <p>
      {t("topics.deleteFacts", {
        messages: messages === undefined ? "…" : integer(messages),
        partitions: topic.partitions_count,
        size: stored === undefined ? "…" : bytes(stored),
      })}
    </p>
  );
}
