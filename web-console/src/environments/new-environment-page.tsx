import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useCreateEnvironment } from "~/api/environments";
import { isOnField, showOnFields } from "~/api/form-problem";
import { ProblemOf } from "~/api/loaded";
import { noRight, ORGANIZATION, useMay } from "~/api/session";
import { curl } from "~/snippets/curl";
import { environment as environmentHcl } from "~/snippets/terraform";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { AsCode } from "~/ui/as-code";
import { draftOf, useDraft } from "~/ui/draft";
import { LinkButton } from "~/ui/link-button";
import { Buttons, Form, PageHeader } from "~/ui/page";

const pointers = { "/display_name": "name" } as const;

export function NewEnvironmentPage() {
  const create = useCreateEnvironment();
  const navigate = useNavigate();
  const may = useMay("environments.manage", ORGANIZATION);
  const form = useForm({
    initialValues: draftOf("environment", { name: "" }),
    validate: { name: (value) => (value.trim() ? null : t("field.nameMissing")) },
  });
  const forget = useDraft("environment", form.values);
  const name = form.values.name.trim() || "staging";
  return (
    <>
      <PageHeader title={t("environments.create")} />
      <Form
        label={t("environments.create")}
        onSubmit={form.onSubmit(({ name }) =>
          create.mutate(name.trim(), {
            onSuccess: (made) => {
              forget();
              void navigate({ to: "/environments/$environmentId", params: { environmentId: made.id } });
            },
            onError: (problem) => showOnFields(form, problem, pointers),
          }),
        )}
      >
        <TextInput
          label={t("field.name")}
          description={t("environments.nameHelp")}
          maxLength={64}
          autoFocus
          {...form.getInputProps("name")}
        />
        {create.isError && !isOnField(create.error, pointers) && <ProblemOf problem={create.error} />}
        <Buttons>
          <Action
            type="submit"
            variant="filled"
            busy={create.isPending}
            offBecause={may ? undefined : noRight()}
          >
            {t("environments.create")}
          </Action>
          <LinkButton to="/environments">{t("confirm.cancel")}</LinkButton>
        </Buttons>
        <AsCode
          forms={[
            { name: "Terraform", text: environmentHcl(name) },
            {
              name: "curl",
              text: curl("POST", `${location.origin}/org/v2/environments`, { display_name: name }),
            },
          ]}
        />
      </Form>
    </>
  );
}
