import { Checkbox, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { clusterQuery, useDeleteCluster, useUpdateCluster } from "~/api/clusters";
import { isOnField, showOnFields } from "~/api/form-problem";
import { keysQuery } from "~/api/keys";
import { Loaded, ProblemOf } from "~/api/loaded";
import { noRight, useMay } from "~/api/session";
import { topicsQuery } from "~/api/topics";
import type { Cluster } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Confirm } from "~/ui/confirm";
import { Form, PageHeader, Prose, Section } from "~/ui/page";
import { Save } from "~/ui/save";

const pointers = { "/spec/display_name": "name" } as const;

export function ClusterSettingsPage() {
  const { clusterId } = useParams({ from: "/in/clusters/$clusterId/settings" });
  const cluster = useQuery(clusterQuery(clusterId));
  return (
    <>
      <PageHeader title={t("clusters.settings")} />
      <Loaded query={cluster}>
        {(data) => (
          <>
            <General key={data.metadata.updated_at} cluster={data} />
            <Delete cluster={data} />
          </>
        )}
      </Loaded>
    </>
  );
}

function General({ cluster }: { cluster: Cluster }) {
  const update = useUpdateCluster(cluster);
  const may = useMay("clusters.manage");
  const form = useForm({
    initialValues: { name: cluster.spec.display_name, protected: cluster.spec.deletion_protection ?? false },
    validate: { name: (value) => (value.trim() ? null : t("field.nameMissing")) },
  });
  return (
    <Section title={t("clusters.general")}>
      <Form
        label={t("clusters.general")}
        onSubmit={form.onSubmit((values) =>
          update.mutate(
            { display_name: values.name.trim(), deletion_protection: values.protected },
            { onError: (problem) => showOnFields(form, problem, pointers) },
          ),
        )}
      >
        <TextInput label={t("field.name")} maxLength={64} {...form.getInputProps("name")} />
        <Checkbox
          label={t("clusters.protection")}
          description={t("clusters.protectionHelp")}
          {...form.getInputProps("protected", { type: "checkbox" })}
        />
        {update.isError && !isOnField(update.error, pointers) && <ProblemOf problem={update.error} />}
        <Save busy={update.isPending} offBecause={may ? undefined : noRight()} changed={form.isDirty()} />
      </Form>
    </Section>
  );
}

function Delete({ cluster }: { cluster: Cluster }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const remove = useDeleteCluster(cluster.id);
  const may = useMay("clusters.manage");
  const queries = useQueryClient();
  const topics = useInfiniteQuery({ ...topicsQuery(cluster.id), enabled: asking }).data?.pages[0]?.data
    .length;
  const keys = useQuery({ ...keysQuery(cluster.id), enabled: asking }).data?.length;
  const isProtected = cluster.spec.deletion_protection === true;
  const name = cluster.spec.display_name;
  return (
    <Section title={t("clusters.delete")}>
      <Prose>{t("clusters.deleteText")}</Prose>
      <Action
        color="bad"
        onClick={() => setAsking(true)}
        offBecause={!may ? noRight() : isProtected ? t("clusters.isProtected") : undefined}
      >
        {t("clusters.deleteNamed", { name })}
      </Action>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("clusters.deleteNamed", { name })}
        typed={name}
        act={t("clusters.deleteNamed", { name })}
        busy={remove.isPending}
        problem={remove.isError && <ProblemOf problem={remove.error} />}
        facts={
          <>
            <p>{t("clusters.deleteFacts", { topics: topics ?? 0, keys: keys ?? 0 })}</p>
            <p>{t("confirm.final")}</p>
          </>
        }
        onConfirm={() =>
          void remove.mutateAsync().then(
            async () => {
              await navigate({ to: "/" });
              queries.removeQueries({ queryKey: clusterQuery(cluster.id).queryKey });
            },
            () => {},
          )
        }
      />
    </Section>
  );
}
