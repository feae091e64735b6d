import { Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { clustersQuery } from "~/api/clusters";
import { isOnField, showOnFields } from "~/api/form-problem";
import { Loaded, ProblemOf } from "~/api/loaded";
import { rolesQuery, useInvite } from "~/api/people";
import { patternOf } from "~/api/role-bindings";
import { noRight, ORGANIZATION, useMay, useMe } from "~/api/session";
import type { RoleName, RoleRow } from "~/api/types";
import { ScopeSelect, scopeFrom, scopeKey } from "~/parts/scope-select";
import { curl } from "~/snippets/curl";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { AsCode } from "~/ui/as-code";
import { LinkButton } from "~/ui/link-button";
import { Buttons, Form, PageHeader, Prose } from "~/ui/page";
import { InvitationLink } from "./invitation-link";

const pointers = {
  "/email": "email",
  "/roles/0/role_name": "role",
  "/roles/0/crn_pattern": "scope",
} as const;

export function InvitePage() {
  const roles = useQuery(rolesQuery);
  return (
    <>
      <PageHeader title={t("members.invite")} />
      <Prose>{t("members.inviteLesson")}</Prose>
      <Loaded query={roles}>{(rows) => <Invite roles={rows} />}</Loaded>
    </>
  );
}

function Invite({ roles }: { roles: RoleRow[] }) {
  const invite = useInvite();
  const navigate = useNavigate();
  const may = useMay("members.manage", ORGANIZATION);
  const me = useMe();
  const clusters = useQuery(clustersQuery).data ?? [];
  const form = useForm({
    initialValues: {
      email: "",
      role: "DeveloperRead" as RoleName,
      scope: scopeKey({ kind: "organization" }),
    },
    validate: { email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : t("signup.emailBad")) },
  });
  const scope = scopeFrom(form.values.scope, clusters);
  const given = roles.filter(({ scopes }) => scopes.includes(scope.kind));
  const role = given.find((each) => each.role_name === form.values.role) ?? given[0];
  const request = {
    email: form.values.email.trim(),
    roles: role
      ? [{ role_name: role.role_name, crn_pattern: patternOf(me?.organization.id ?? "", scope) }]
      : [],
  };
  return (
    <Form
      label={t("members.invite")}
      onSubmit={form.onSubmit(() =>
        invite.mutate(request, {
          onSuccess: ({ link }) => {
            if (!link) void navigate({ to: "/members/invitations" });
          },
          onError: (problem) => showOnFields(form, problem, pointers),
        }),
      )}
    >
      <TextInput label={t("login.email")} type="email" autoFocus {...form.getInputProps("email")} />
      <ScopeSelect {...form.getInputProps("scope")} />
      <Select
        label={t("keys.role")}
        description={role && t("access.may", { rights: role.rights.join(", ") })}
        data={given.map(({ role_name }) => role_name)}
        {...form.getInputProps("role")}
        value={role?.role_name ?? null}
      />
      {invite.isError && !isOnField(invite.error, pointers) && <ProblemOf problem={invite.error} />}
      <InvitationLink made={invite.data} />
      <Buttons>
        <Action
          type="submit"
          variant="filled"
          busy={invite.isPending}
          offBecause={may ? undefined : noRight()}
        >
          {t("members.invite")}
        </Action>
        <LinkButton to="/members">{t("confirm.cancel")}</LinkButton>
      </Buttons>
      <AsCode
        forms={[{ name: "curl", text: curl("POST", `${location.origin}/iam/v2/invitations`, request) }]}
      />
    </Form>
  );
}
