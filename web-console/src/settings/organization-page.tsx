import { Checkbox, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { isOnField, showOnFields } from "~/api/form-problem";
import { Loaded, ProblemOf } from "~/api/loaded";
import { organizationQuery, useUpdateOrganization } from "~/api/organization";
import { noRight, useMay } from "~/api/session";
import { t } from "~/text/t";
import { Copyable } from "~/ui/copy";
import { Form, Pairs, Section } from "~/ui/page";
import { Save } from "~/ui/save";
import { Time } from "~/ui/time";

const pointers = { "/display_name": "name", "/second_factor_required": "factor" } as const;

export function OrganizationPage() {
  const organization = useQuery(organizationQuery);
  return (
    <Loaded query={organization}>
      {(data) => (
        <>
          <Section title={t("keys.about")}>
            <Pairs
              pairs={[
                [
                  t("settings.organizationId"),
                  <Copyable key="id" text={data.id} what={t("settings.organizationId")} />,
                ],
                [t("clusters.made"), <Time key="made" at={data.created_at} precision="min" />],
              ]}
            />
          </Section>
          <General
            key={`${data.display_name} ${data.second_factor_required}`}
            name={data.display_name}
            factor={data.second_factor_required ?? false}
          />
        </>
      )}
    </Loaded>
  );
}

function General({ name, factor }: { name: string; factor: boolean }) {
  const update = useUpdateOrganization();
  const may = useMay("organization.manage");
  const form = useForm({
    initialValues: { name, factor },
    validate: { name: (value) => (value.trim() ? null : t("field.nameMissing")) },
  });
  return (
    <Section title={t("clusters.general")}>
      <Form
        label={t("clusters.general")}
        onSubmit={form.onSubmit((values) =>
          update.mutate(
            { display_name: values.name.trim(), second_factor_required: values.factor },
            { onError: (problem) => showOnFields(form, problem, pointers) },
          ),
        )}
      >
        <TextInput label={t("field.name")} maxLength={64} {...form.getInputProps("name")} />
        <Checkbox
          label={t("settings.requireFactor")}
          description={t("settings.requireFactorHelp")}
          {...form.getInputProps("factor", { type: "checkbox" })}
        />
        {update.isError && !isOnField(update.error, pointers) && <ProblemOf problem={update.error} />}
        <Save busy={update.isPending} offBecause={may ? undefined : noRight()} changed={form.isDirty()} />
      </Form>
    </Section>
  );
}
