import { NumberInput, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { clusterQuery, connectQuery } from "~/api/clusters";
import { ProblemOf } from "~/api/loaded";
import { ApiProblem } from "~/api/problem";
import { noRight, useMay } from "~/api/session";
import { type NewTopic, useCreateTopic } from "~/api/topics";
import type { ConnectInfo } from "~/api/types";
import { curl } from "~/snippets/curl";
import { label, topic as topicHcl } from "~/snippets/terraform";
import { topicsTool } from "~/snippets/tools";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { AsCode, type CodeForm } from "~/ui/as-code";
import { LinkButton } from "~/ui/link-button";
import { Buttons, Form, PageHeader, Prose } from "~/ui/page";
import { DEFAULT_RETENTION, retentions } from "./retention";
import css from "./topics.module.css";

const LEGAL = /^[a-zA-Z0-9._-]+$/;
const LONGEST = 249;
/** Kafka REST's code for a request it refuses, a name that is taken among them. */
const BAD_REQUEST = "40002";

function nameProblem(name: string): string | null {
  if (name === "") return t("field.nameMissing");
  if (name === "." || name === "..") return t("topics.nameDots");
  if (name.length > LONGEST) return t("topics.nameLong", { count: name.length });
  return LEGAL.test(name) ? null : t("topics.nameBad");
}

interface Values {
  name: string;
  partitions: number | string;
  retention: string;
  bytes: string;
  compression: string;
}

/** Only what differs from what a topic has by itself. */
function configsOf(values: Values): NewTopic["configs"] {
  const configs = [];
  if (values.retention !== DEFAULT_RETENTION) configs.push({ name: "retention.ms", value: values.retention });
  if (values.bytes !== "") configs.push({ name: "retention.bytes", value: values.bytes });
  if (values.compression !== "producer")
    configs.push({ name: "compression.type", value: values.compression });
  return configs;
}

function codeOf(
  clusterId: string,
  clusterName: string | undefined,
  connect: ConnectInfo | undefined,
  topic: NewTopic,
): CodeForm[] {
  const { topic_name, partitions_count, configs } = topic;
  const reference = `confluent_kafka_cluster.${label(clusterName ?? clusterId)}`;
  return [
    { name: "Terraform", text: topicHcl(topic_name, partitions_count, reference, configs) },
    {
      name: "kafka-topics",
      text: topicsTool(connect?.bootstrap ?? "", topic_name, partitions_count, configs),
    },
    {
      name: "curl",
      text: curl("POST", `${connect?.rest_endpoint ?? ""}/kafka/v3/clusters/${clusterId}/topics`, topic),
    },
  ];
}

export function NewTopicPage() {
  const { clusterId } = useParams({ from: "/in/clusters/$clusterId/topics-new" });
  const create = useCreateTopic(clusterId);
  const navigate = useNavigate();
  const connect = useQuery(connectQuery(clusterId)).data;
  const cluster = useQuery(clusterQuery(clusterId)).data;
  const may = useMay("topics.manage");
  const form = useForm({
    initialValues: {
      name: "",
      partitions: 6 as number | string,
      retention: DEFAULT_RETENTION,
      bytes: "",
      compression: "producer",
    },
    validate: {
      name: nameProblem,
      partitions: (value) => (Number(value) >= 1 ? null : t("topics.partitionsLeast")),
      bytes: (value) => (value === "" || /^\d{1,18}$/.test(value) ? null : t("topics.bytesBad")),
    },
  });
  const submit = form.onSubmit((values) => {
    create.mutate(
      { topic_name: values.name, partitions_count: Number(values.partitions), configs: configsOf(values) },
      {
        onSuccess: (topic) =>
          void navigate({
            to: "/clusters/$clusterId/topics/$topic/messages",
            params: { clusterId, topic: topic.topic_name },
          }),
        onError: () => form.getInputNode("name")?.focus(),
      },
    );
  });
  const taken =
    create.error instanceof ApiProblem &&
    create.error.code === BAD_REQUEST &&
    /exist/i.test(create.error.message);
  return (
    <>
      <PageHeader title={t("topics.create")} />
      <Prose>{t("topics.lesson")}</Prose>
      <Form label={t("topics.create")} onSubmit={submit}>
        <TextInput
          label={t("field.name")}
          description={t("topics.nameHelp")}
          className={css.code}
          autoFocus
          spellCheck={false}
          autoComplete="off"
          {...form.getInputProps("name")}
        />
        <NumberInput
          label={t("topics.partitions")}
          description={t("topics.partitionsHelp")}
          min={1}
          max={1000}
          allowDecimal={false}
          {...form.getInputProps("partitions")}
        />
        <Select
          label={t("topics.retention")}
          description={t("topics.retentionHelp")}
          data={retentions.map(({ value, label }) => ({ value, label: label() }))}
          {...form.getInputProps("retention")}
        />
        <details className={css.advanced}>
          <summary>{t("form.advanced")}</summary>
          <div>
            <TextInput
              label={t("topics.retentionBytes")}
              description={t("topics.retentionBytesHelp")}
              inputMode="numeric"
              {...form.getInputProps("bytes")}
            />
            <Select
              label={t("topics.compression")}
              description={t("topics.compressionHelp")}
              data={["producer", "zstd", "lz4", "snappy", "gzip", "uncompressed"]}
              {...form.getInputProps("compression")}
            />
          </div>
        </details>
        {create.isError && <ProblemOf problem={create.error} />}
        {taken && (
          <p>
            <Link
              to="/clusters/$clusterId/topics/$topic/messages"
              params={{ clusterId, topic: form.values.name }}
            >
              {t("topics.openExisting", { name: form.values.name })}
            </Link>
          </p>
        )}
        <Buttons>
          <Action
            type="submit"
            variant="filled"
            busy={create.isPending}
            offBecause={may ? undefined : noRight()}
          >
            {t("topics.create")}
          </Action>
          <LinkButton to="/clusters/$clusterId/topics" params={{ clusterId }}>
            {t("confirm.cancel")}
          </LinkButton>
        </Buttons>
        <AsCode
          forms={codeOf(clusterId, cluster?.spec.display_name, connect, {
            topic_name: form.values.name || "orders",
            partitions_count: Number(form.values.partitions),
            configs: configsOf(form.values),
          })}
        />
      </Form>
    </>
  );
}
