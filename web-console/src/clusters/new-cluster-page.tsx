import { Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { clusterSpec, useCreateCluster } from "~/api/clusters";
import { environmentsQuery } from "~/api/environments";
import { isOnField, showOnFields } from "~/api/form-problem";
import { Loaded, ProblemOf } from "~/api/loaded";
import { noRight, useMayAt } from "~/api/session";
import type { Environment } from "~/api/types";
import { curl } from "~/snippets/curl";
import { cluster as clusterHcl, quoted } from "~/snippets/terraform";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { AsCode } from "~/ui/as-code";
import { draftOf, useDraft } from "~/ui/draft";
import { LinkButton } from "~/ui/link-button";
import { Buttons, Form, PageHeader, Prose } from "~/ui/page";

const pointers = { "/spec/display_name": "name", "/spec/environment/id": "environment" } as const;

export function NewClusterPage() {
  const environments = useQuery(environmentsQuery);
  return (
    <>
      <PageHeader title={t("clusters.create")} />
      <Prose>{t("clusters.lesson")}</Prose>
      <Loaded query={environments}>{(rows) => <NewCluster environments={rows} />}</Loaded>
    </>
  );
}

function NewCluster({ environments }: { environments: Environment[] }) {
  const { environment } = useSearch({ from: "/in/clusters-new" });
  const create = useCreateCluster();
  const navigate = useNavigate();
  const mayAt = useMayAt();
  const form = useForm({
    initialValues: {
      ...draftOf("cluster", { name: "" }),
      environment: environment ?? environments[0]?.id ?? "",
    },
    validate: { name: (value) => (value.trim() ? null : t("field.nameMissing")) },
  });
  const forget = useDraft("cluster", form.values);
  const name = form.values.name.trim() || "first";
  return (
    <Form
      label={t("clusters.create")}
      onSubmit={form.onSubmit((values) =>
        create.mutate(
          { display_name: values.name.trim(), environment: values.environment },
          {
            onSuccess: (made) => {
              forget();
              void navigate({ to: "/clusters/$clusterId", params: { clusterId: made.id } });
            },
            onError: (problem) => showOnFields(form, problem, pointers),
          },
        ),
      )}
    >
      <TextInput
        label={t("field.name")}
        description={t("clusters.nameHelp")}
        maxLength={64}
        autoFocus
        {...form.getInputProps("name")}
      />
      <Select
        label={t("environments.one")}
        data={environments.map((each) => ({ value: each.id, label: each.display_name }))}
        {...form.getInputProps("environment")}
      />
      {create.isError && !isOnField(create.error, pointers) && <ProblemOf problem={create.error} />}
      <Buttons>
        <Action
          type="submit"
          variant="filled"
          busy={create.isPending}
          offBecause={
            mayAt("clusters.manage", { environment: form.values.environment }) ? undefined : noRight()
          }
        >
          {t("clusters.create")}
        </Action>
        <LinkButton to="/">{t("confirm.cancel")}</LinkButton>
      </Buttons>
      <AsCode
        forms={[
          { name: "Terraform", text: clusterHcl(name, quoted(form.values.environment)) },
          {
            name: "curl",
            text: curl("POST", `${location.origin}/cmk/v2/clusters`, {
              spec: clusterSpec({ display_name: name, environment: form.values.environment }),
            }),
          },
        ]}
      />
    </Form>
  );
}
