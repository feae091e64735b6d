import { NumberInput, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { connectQuery } from "~/api/clusters";
import { ProblemOf } from "~/api/loaded";
import { ApiProblem } from "~/api/problem";
import { useMay } from "~/api/session";
import { useCreateTopic } from "~/api/topics";
import { topicsTool } from "~/snippets/tools";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Code } from "~/ui/code";
import { LinkButton } from "~/ui/link-button";
import { Buttons, Form, PageHeader, Prose, Section } from "~/ui/page";
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

export function NewTopicPage() {
  const { clusterId } = useParams({ from: "/in/clusters/$clusterId/topics-new" });
  const create = useCreateTopic(clusterId);
  const navigate = useNavigate();
  const connect = useQuery(connectQuery(clusterId)).data;
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
    const configs = [];
    if (values.retention !== DEFAULT_RETENTION)
      configs.push({ name: "retention.ms", value: values.retention });
    if (values.bytes !== "") configs.push({ name: "retention.bytes", value: values.bytes });
    if (values.compression !== "producer")
      configs.push({ name: "compression.type", value: values.compression });
    create.mutate(
      { topic_name: values.name, partitions_count: Number(values.partitions), configs },
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
            offBecause={may ? undefined : t("problem.noRight")}
          >
            {t("topics.create")}
          </Action>
          <LinkButton to="/clusters/$clusterId/topics" params={{ clusterId }}>
            {t("confirm.cancel")}
          </LinkButton>
        </Buttons>
        <Section title={t("form.asCode")}>
          <Code
            text={topicsTool(
              connect?.bootstrap ?? "",
              form.values.name || "orders",
              Number(form.values.partitions),
              form.values.retention,
            )}
            label={t("code.command")}
          />
        </Section>
      </Form>
    </>
  );
}
