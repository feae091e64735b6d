import { Checkbox, PasswordInput, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { isOnField, showOnFields } from "~/api/form-problem";
import { ProblemOf } from "~/api/loaded";
import { usersQuery } from "~/api/people";
import { noRight, useMay, useMe } from "~/api/session";
import { useSetSingleSignOn } from "~/api/single-sign-on";
import type { SingleSignOn, SingleSignOnUpdate } from "~/api/types";
import { t } from "~/text/t";
import { Form, Section } from "~/ui/page";
import { Save } from "~/ui/save";

const pointers = {
  "/issuer": "issuer",
  "/client_id": "clientId",
  "/client_secret": "clientSecret",
  "/domains": "domains",
  "/password_member": "passwordMember",
} as const;

const roles = ["DeveloperManage", "DeveloperWrite", "DeveloperRead", "MetricsViewer"] as const;
type Role = (typeof roles)[number];

interface Values {
  issuer: string;
  clientId: string;
  clientSecret: string;
  domains: string;
  role: Role | "";
  required: boolean;
  passwordMember: string;
}

const update = (values: Values): SingleSignOnUpdate => ({
  issuer: values.issuer.trim(),
  client_id: values.clientId.trim(),
  ...(values.clientSecret && { client_secret: values.clientSecret }),
  domains: values.domains.split(/[\s,]+/).filter(Boolean),
  required: values.required,
  ...(values.role && { default_role: values.role }),
  ...(values.passwordMember && { password_member: values.passwordMember }),
});

export function ProviderForm({ settings }: { settings: SingleSignOn }) {
  const set = useSetSingleSignOn();
  const may = useMay("organization.manage");
  const me = useMe();
  const users = useQuery(usersQuery).data ?? [];
  const needed = (value: string) => (value.trim() ? null : t("sso.missing"));
  const form = useForm<Values>({
    initialValues: {
      issuer: settings.issuer ?? "",
      clientId: settings.client_id ?? "",
      clientSecret: "",
      domains: settings.domains.map((each) => each.name).join(" "),
      role: settings.default_role ?? "",
      required: settings.required,
      passwordMember: settings.password_member ?? me?.user.id ?? "",
    },
    validate: {
      issuer: needed,
      clientId: needed,
      clientSecret: (value) => (settings.enabled ? null : needed(value)),
      domains: needed,
    },
  });
  return (
    <Section title={t("sso.provider")}>
      <Form
        label={t("sso.provider")}
        onSubmit={form.onSubmit((values) =>
          set.mutate(update(values), { onError: (problem) => showOnFields(form, problem, pointers) }),
        )}
      >
        <TextInput
          label={t("sso.issuer")}
          description={t("sso.issuerHelp")}
          spellCheck={false}
          {...form.getInputProps("issuer")}
        />
        <TextInput label={t("sso.clientId")} spellCheck={false} {...form.getInputProps("clientId")} />
        <PasswordInput
          label={t("sso.clientSecret")}
          description={settings.enabled ? t("sso.clientSecretKept") : t("sso.clientSecretHelp")}
          autoComplete="off"
          visibilityToggleButtonProps={{ "aria-label": t("login.showPassword") }}
          {...form.getInputProps("clientSecret")}
        />
        <TextInput
          label={t("sso.domains")}
          description={t("sso.domainsHelp")}
          spellCheck={false}
          {...form.getInputProps("domains")}
        />
        <Select
          label={t("sso.role")}
          description={t("sso.roleHelp")}
          data={[{ value: "", label: t("sso.noRole") }, ...roles.map((value) => ({ value, label: value }))]}
          allowDeselect={false}
          {...form.getInputProps("role")}
        />
        <Checkbox
          label={t("sso.required")}
          description={t("sso.requiredHelp")}
          {...form.getInputProps("required", { type: "checkbox" })}
        />
        <Select
          label={t("sso.passwordMember")}
          description={t("sso.passwordMemberHelp")}
          data={users.map((each) => ({ value: each.id, label: each.email }))}
          allowDeselect={false}
          searchable
          {...form.getInputProps("passwordMember")}
        />
        {set.isError && !isOnField(set.error, pointers) && <ProblemOf problem={set.error} />}
        <Save busy={set.isPending} offBecause={may ? undefined : noRight()} changed={form.isDirty()} />
      </Form>
    </Section>
  );
}
