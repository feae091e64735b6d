import { PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { isOnField, showOnFields } from "~/api/form-problem";
import { Loaded, ProblemOf } from "~/api/loaded";
import { invitationPreviewQuery, useAcceptInvitation } from "~/api/organization";
import { ApiProblem } from "~/api/problem";
import { meQuery } from "~/api/session";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { OpenPage } from "~/ui/open-page";
import { Form } from "~/ui/page";
import { Time } from "~/ui/time";
import { useLinkToken } from "./link-token";

const pointers = { "/password": "password", "/full_name": "name", "/code": "code" } as const;
const LEAST_PASSWORD = 10;

export function InvitationPage() {
  const token = useLinkToken();
  const preview = useQuery(invitationPreviewQuery(token));
  const me = useQuery({ ...meQuery, retry: false }).data;
  return (
    <OpenPage
      title={t("invitation.title", { organization: preview.data?.organization ?? "Naru" })}
      foot={<Link to="/login">{t("login.submit")}</Link>}
    >
      <Loaded query={preview}>
        {(data) => (
          <>
            <p>
              {t("invitation.lead", { email: data.email })} {t("invitation.until")}{" "}
              <Time at={data.expires_at} precision="min" />
            </p>
            {me?.user.email === data.email ? (
              <AcceptHere token={token} />
            ) : (
              <Accept token={token} hasAccount={data.has_account} />
            )}
          </>
        )}
      </Loaded>
    </OpenPage>
  );
}

function useJoin() {
  const navigate = useNavigate();
  return { accept: useAcceptInvitation(), home: () => void navigate({ to: "/" }) };
}

/** Who is logged in as the invited address has proved enough. */
function AcceptHere({ token }: { token: string }) {
  const { accept, home } = useJoin();
  return (
    <>
      {accept.isError && <ProblemOf problem={accept.error} />}
      <Action
        variant="filled"
        fullWidth
        autoFocus
        busy={accept.isPending}
        onClick={() => accept.mutate({ token }, { onSuccess: home })}
      >
        {t("invitation.accept")}
      </Action>
    </>
  );
}

const isAboutCode = (problem: unknown): boolean =>
  problem instanceof ApiProblem && problem.fields.has("/code");

function Accept({ token, hasAccount }: { token: string; hasAccount: boolean }) {
  const { accept, home } = useJoin();
  const [asksForCode, setAsksForCode] = useState(false);
  const form = useForm({
    initialValues: { name: "", password: "", code: "" },
    validate: {
      password: (value) =>
        !hasAccount && value.length < LEAST_PASSWORD
          ? t("signup.passwordShort", { count: value.length })
          : null,
    },
  });
  return (
    <Form
      label={t("invitation.accept")}
      onSubmit={form.onSubmit(({ name, password, code }) =>
        accept.mutate(
          {
            token,
            password,
            ...(name.trim() ? { full_name: name.trim() } : {}),
            ...(code.trim() ? { code: code.trim() } : {}),
          },
          {
            onSuccess: home,
            onError: (problem) => {
              const first = isAboutCode(problem) && !asksForCode;
              if (first) setAsksForCode(true);
              // Being asked for a code is no fault yet.
              else showOnFields(form, problem, pointers);
            },
          },
        ),
      )}
    >
      {!hasAccount && (
        <TextInput
          label={t("settings.fullName")}
          autoComplete="name"
          maxLength={100}
          autoFocus
          {...form.getInputProps("name")}
        />
      )}
      <PasswordInput
        label={t(hasAccount ? "security.yourPassword" : "login.password")}
        description={hasAccount ? undefined : t("signup.passwordRule")}
        autoComplete={hasAccount ? "current-password" : "new-password"}
        visibilityToggleButtonProps={{ "aria-label": t("login.showPassword") }}
        {...form.getInputProps("password")}
      />
      {asksForCode && (
        <TextInput
          label={t("security.code")}
          description={t("security.codeOrRecovery")}
          autoComplete="one-time-code"
          autoFocus
          maxLength={40}
          spellCheck={false}
          {...form.getInputProps("code")}
        />
      )}
      {accept.isError && !isOnField(accept.error, pointers) && <ProblemOf problem={accept.error} />}
      <Action type="submit" variant="filled" fullWidth busy={accept.isPending}>
        {t("invitation.accept")}
      </Action>
    </Form>
  );
}
