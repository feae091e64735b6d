import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { clustersQuery } from "~/api/clusters";
import { environmentsQuery, useDeleteEnvironment, useRenameEnvironment } from "~/api/environments";
import { isOnField, showOnFields } from "~/api/form-problem";
import { Loaded, ProblemOf } from "~/api/loaded";
import { noRight, useMay } from "~/api/session";
import type { Environment } from "~/api/types";
import { NothingHere } from "~/parts/nothing-here";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Confirm } from "~/ui/confirm";
import { Form, PageHeader, Prose, Section } from "~/ui/page";
import { Save } from "~/ui/save";

const pointers = { "/display_name": "name" } as const;

export function EnvironmentSettingsPage() {
  const { environmentId } = useParams({ from: "/in/environments/$environmentId/settings" });
  const environments = useQuery(environmentsQuery);
  if (environments.data && !environments.data.some((each) => each.id === environmentId)) {
    return <NothingHere />;
  }
  return (
    <>
      <PageHeader title={t("environments.settings")} />
      <Loaded query={environments}>
        {(all) =>
          all
            .filter((each) => each.id === environmentId)
            .map((environment) => (
              <div key={environment.id}>
                <Rename key={environment.display_name} environment={environment} />
                <Delete environment={environment} last={all.length === 1} />
              </div>
            ))
        }
      </Loaded>
    </>
  );
}

function Rename({ environment }: { environment: Environment }) {
  const rename = useRenameEnvironment(environment.id);
  const may = useMay("environments.manage");
  const form = useForm({
    initialValues: { name: environment.display_name },
    validate: { name: (value) => (value.trim() ? null : t("field.nameMissing")) },
  });
  return (
    <Section title={t("clusters.general")}>
      <Form
        label={t("clusters.general")}
        onSubmit={form.onSubmit(({ name }) =>
          rename.mutate(name.trim(), { onError: (problem) => showOnFields(form, problem, pointers) }),
        )}
      >
        <TextInput label={t("field.name")} maxLength={64} {...form.getInputProps("name")} />
        {rename.isError && !isOnField(rename.error, pointers) && <ProblemOf problem={rename.error} />}
        <Save busy={rename.isPending} offBecause={may ? undefined : noRight()} changed={form.isDirty()} />
      </Form>
    </Section>
  );
}

function Delete({ environment, last }: { environment: Environment; last: boolean }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const remove = useDeleteEnvironment(environment.id);
  const may = useMay("environments.manage");
  const clusters = useQuery(clustersQuery).data?.filter(
    (cluster) => cluster.spec.environment.id === environment.id,
  );
  const name = environment.display_name;
  const act = t("environments.deleteNamed", { name });
  const off = () => {
    if (!may) return noRight();
    if (last) return t("environments.isLast");
    return clusters && clusters.length > 0
      ? t("environments.notEmpty", { count: clusters.length })
      : undefined;
  };
  return (
    <Section title={t("clusters.delete")}>
      <Prose>{t("environments.deleteText")}</Prose>
      <Action color="bad" onClick={() => setAsking(true)} offBecause={off()}>
        {act}
      </Action>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={act}
        typed={name}
        act={act}
        busy={remove.isPending}
        problem={remove.isError && <ProblemOf problem={remove.error} />}
        facts={
          <>
            <p>{t("environments.deleteFacts")}</p>
            <p>{t("confirm.final")}</p>
          </>
        }
        onConfirm={() =>
          remove.mutate(undefined, { onSuccess: () => void navigate({ to: "/environments" }) })
        }
      />
    </Section>
  );
}
