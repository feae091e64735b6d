import { PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useChangeEmail, useRename, useSendVerification } from "~/api/account";
import { isOnField, showOnFields } from "~/api/form-problem";
import { ProblemOf } from "~/api/loaded";
import { usersQuery } from "~/api/people";
import { useMe } from "~/api/session";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Buttons, Form, Section } from "~/ui/page";

/** The reader as a person of the organization. */
export function useSelf() {
  const me = useMe();
  return useQuery(usersQuery).data?.find((each) => each.id === me?.user.id);
}

export function Name() {
  const self = useSelf();
  return self ? <NameForm key={self.id} name={self.full_name} /> : null;
}

function NameForm({ name }: { name: string }) {
  const rename = useRename();
  const [value, setValue] = useState(name);
  return (
    <Section title={t("field.name")}>
      <Form label={t("field.name")} onSubmit={() => rename.mutate(value.trim())}>
        <TextInput
          label={t("settings.fullName")}
          autoComplete="name"
          maxLength={100}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        {rename.isError && <ProblemOf problem={rename.error} />}
        <Buttons>
          <Action
            type="submit"
            busy={rename.isPending}
            offBecause={value.trim() === name ? t("form.nothingChanged") : undefined}
          >
            {t("form.save")}
          </Action>
        </Buttons>
      </Form>
    </Section>
  );
}

const pointers = { "/email": "email", "/password": "password" } as const;

export function Email() {
  const self = useSelf();
  const change = useChangeEmail();
  const verify = useSendVerification();
  const form = useForm({
    initialValues: { email: "", password: "" },
    validate: { email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : t("signup.emailBad")) },
  });
  return (
    <Section title={t("login.email")}>
      {self && !self.email_verified && (
        <p>
          {t("settings.unverified", { email: self.email })}{" "}
          <Action
            size="compact-xs"
            busy={verify.isPending}
            offBecause={verify.isSuccess ? t("settings.sent") : undefined}
            onClick={() => verify.mutate()}
          >
            {t("settings.sendAgain")}
          </Action>
        </p>
      )}
      <Form
        label={t("settings.newEmail")}
        onSubmit={form.onSubmit((values) =>
          change.mutate(
            { email: values.email.trim(), password: values.password },
            {
              onSuccess: () => form.setFieldValue("password", ""),
              onError: (problem) => showOnFields(form, problem, pointers),
            },
          ),
        )}
      >
        <TextInput
          label={t("settings.newEmail")}
          description={t("settings.newEmailHelp")}
          type="email"
          autoComplete="email"
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label={t("security.yourPassword")}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t("login.showPassword") }}
          {...form.getInputProps("password")}
        />
        {change.isError && !isOnField(change.error, pointers) && <ProblemOf problem={change.error} />}
        {change.isSuccess && <p role="status">{t("settings.linkSent")}</p>}
        <Buttons>
          <Action type="submit" busy={change.isPending}>
            {t("settings.changeEmail")}
          </Action>
        </Buttons>
      </Form>
    </Section>
  );
}
