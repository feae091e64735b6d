import { Select } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { clustersQuery } from "~/api/clusters";
import { isOnField, showOnFields } from "~/api/form-problem";
import { Loaded, ProblemOf } from "~/api/loaded";
import { rolesQuery } from "~/api/people";
import { patternOf, type Scope, useGrant, whereOf } from "~/api/role-bindings";
import { noRight, useMayAt, useMe } from "~/api/session";
import type { RoleName, RoleRow } from "~/api/types";
import { usePrincipals } from "~/parts/names";
import { ScopeSelect, scopeFrom, scopeKey } from "~/parts/scope-select";
import { curl } from "~/snippets/curl";
import { quoted, roleBinding } from "~/snippets/terraform";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { AsCode } from "~/ui/as-code";
import { LinkButton } from "~/ui/link-button";
import { Buttons, Form, PageHeader, Prose } from "~/ui/page";

const pointers = { "/principal": "who", "/role_name": "role", "/crn_pattern": "scope" } as const;

export function NewAccessPage() {
  const roles = useQuery(rolesQuery);
  const clusters = useQuery(clustersQuery);
  return (
    <>
      <PageHeader title={t("access.give")} />
      <Prose>{t("access.lesson")}</Prose>
      <Loaded query={roles}>
        {(rows) => <Loaded query={clusters}>{() => <NewAccess roles={rows} />}</Loaded>}
      </Loaded>
    </>
  );
}

function NewAccess({ roles }: { roles: RoleRow[] }) {
  const search = useSearch({ from: "/in/access-new" });
  const me = useMe();
  const { all } = usePrincipals();
  const clusters = useQuery(clustersQuery).data ?? [];
  const navigate = useNavigate();
  const grant = useGrant();
  const form = useForm({
    initialValues: {
      who: search.who ?? "",
      scope: search.cluster ?? search.environment ?? scopeKey({ kind: "organization" }),
      role: "DeveloperRead" as RoleName,
    },
    validate: { who: (value) => (value ? null : t("access.whoMissing")) },
  });
  const scope = scopeFrom(form.values.scope, clusters);
  const given = roles.filter(({ scopes }) => scopes.includes(scope.kind));
  const role = given.find((each) => each.role_name === form.values.role) ?? given[0];
  const request = {
    principal: `User:${form.values.who || "sa-…"}`,
    role_name: role?.role_name ?? form.values.role,
    crn_pattern: patternOf(me?.organization.id ?? "", scope),
  };
  const mayAt = useMayAt();
  return (
    <Form
      label={t("access.give")}
      onSubmit={form.onSubmit(() =>
        grant.mutate(request, {
          onSuccess: () => void navigate(backTo(scope)),
          onError: (problem) => showOnFields(form, problem, pointers),
        }),
      )}
    >
      <Select
        label={t("access.who")}
        searchable
        autoFocus
        data={[
          {
            group: t("access.people"),
            items: all
              .filter(({ kind }) => kind === "person")
              .map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            group: t("rail.serviceAccounts"),
            items: all
              .filter(({ kind }) => kind === "account")
              .map(({ id, name }) => ({ value: id, label: name })),
          },
        ]}
        {...form.getInputProps("who")}
      />
      <ScopeSelect {...form.getInputProps("scope")} />
      <Select
        label={t("keys.role")}
        description={role && t("access.may", { rights: role.rights.join(", ") })}
        data={given.map(({ role_name }) => role_name)}
        {...form.getInputProps("role")}
        value={role?.role_name ?? null}
      />
      {grant.isError && !isOnField(grant.error, pointers) && <ProblemOf problem={grant.error} />}
      <Buttons>
        <Action
          type="submit"
          variant="filled"
          busy={grant.isPending}
          offBecause={mayAt("role_bindings.manage", whereOf(scope)) ? undefined : noRight()}
        >
          {t("access.give")}
        </Action>
        <LinkButton {...backTo(scope)}>{t("confirm.cancel")}</LinkButton>
      </Buttons>
      <AsCode
        forms={[
          {
            name: "Terraform",
            text: roleBinding(
              `${form.values.who || "account"}_${request.role_name}`,
              quoted(request.principal),
              request.role_name,
              request.crn_pattern,
            ),
          },
          { name: "curl", text: curl("POST", `${location.origin}/iam/v2/role-bindings`, request) },
        ]}
      />
    </Form>
  );
}

function backTo(scope: Scope) {
  switch (scope.kind) {
    case "organization":
      return { to: "/members/access" } as const;
    case "environment":
      return {
        to: "/environments/$environmentId/access",
        params: { environmentId: scope.environment },
      } as const;
    case "cluster":
      return { to: "/clusters/$clusterId/access", params: { clusterId: scope.cluster } } as const;
  }
}
