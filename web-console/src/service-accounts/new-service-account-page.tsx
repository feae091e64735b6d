import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { isOnField, showOnFields } from "~/api/form-problem";
import { ProblemOf } from "~/api/loaded";
import { useCreateServiceAccount } from "~/api/service-accounts";
import { noRight, ORGANIZATION, useMay } from "~/api/session";
import { curl } from "~/snippets/curl";
import { serviceAccount } from "~/snippets/terraform";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { AsCode } from "~/ui/as-code";
import { draftOf, useDraft } from "~/ui/draft";
import { LinkButton } from "~/ui/link-button";
import { Buttons, Form, PageHeader, Prose } from "~/ui/page";

const pointers = { "/display_name": "name", "/description": "description" } as const;

export function NewServiceAccountPage() {
  const create = useCreateServiceAccount();
  const navigate = useNavigate();
  const may = useMay("service_accounts.manage", ORGANIZATION);
  const form = useForm({
    initialValues: draftOf("service-account", { name: "", description: "" }),
    validate: { name: (value) => (value.trim() ? null : t("field.nameMissing")) },
  });
  const forget = useDraft("service-account", form.values);
  const name = form.values.name.trim() || "billing";
  return (
    <>
      <PageHeader title={t("accounts.create")} />
      <Prose>{t("accounts.lesson")}</Prose>
      <Form
        label={t("accounts.create")}
        onSubmit={form.onSubmit(({ name, description }) =>
          create.mutate(
            { display_name: name.trim(), description: description.trim() },
            {
              onSuccess: () => {
                forget();
                void navigate({ to: "/service-accounts" });
              },
              onError: (problem) => showOnFields(form, problem, pointers),
            },
          ),
        )}
      >
        <TextInput label={t("field.name")} maxLength={64} autoFocus {...form.getInputProps("name")} />
        <TextInput
          label={t("field.descriptionOptional")}
          maxLength={256}
          {...form.getInputProps("description")}
        />
        {create.isError && !isOnField(create.error, pointers) && <ProblemOf problem={create.error} />}
        <Buttons>
          <Action
            type="submit"
            variant="filled"
            busy={create.isPending}
            offBecause={may ? undefined : noRight()}
          >
            {t("accounts.create")}
          </Action>
          <LinkButton to="/service-accounts">{t("confirm.cancel")}</LinkButton>
        </Buttons>
        <AsCode
          forms={[
            { name: "Terraform", text: serviceAccount(name, form.values.description.trim()) },
            {
              name: "curl",
              text: curl("POST", `${location.origin}/iam/v2/service-accounts`, {
                display_name: name,
                description: form.values.description.trim(),
              }),
            },
          ]}
        />
      </Form>
    </>
  );
}
