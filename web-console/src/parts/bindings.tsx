import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded, ProblemOf } from "~/api/loaded";
import { reaches, roleBindingsQuery, type Scope, scopeOf, useTakeAway, whereOf } from "~/api/role-bindings";
import { noRight, useMayAt } from "~/api/session";
import type { RoleBinding } from "~/api/types";
import { useNamesKnown, usePrincipals, useScopeName } from "~/parts/names";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Confirm } from "~/ui/confirm";
import { EmptyState } from "~/ui/empty-state";
import { type Column, ListTable, type Sort } from "~/ui/list-table";
import { Dim } from "~/ui/page";
import { RowBones } from "~/ui/skeleton";
import { Time } from "~/ui/time";

/** Who may do what at a scope: the roles given there, and those given above, which hold there too. */
export function Bindings({ scope }: { scope: Scope }) {
  const bindings = useQuery(roleBindingsQuery);
  const principals = usePrincipals();
  const scopeName = useScopeName();
  const named = useNamesKnown();
  const mayAt = useMayAt();
  const [sort, setSort] = useState<Sort>("who");
  const [taking, setTaking] = useState<RoleBinding>();
  const columns: Column<RoleBinding>[] = [
    {
      id: "who",
      head: t("access.who"),
      by: (row) => principals.of(row.principal).name,
      cell: (row) => {
        const { name, kind } = principals.of(row.principal);
        return (
          <>
            {name} <Dim>{t(kind === "person" ? "access.person" : "access.account")}</Dim>
          </>
        );
      },
    },
    {
      id: "role",
      head: t("keys.role"),
      narrow: true,
      by: (row) => row.role_name,
      cell: (row) => row.role_name,
    },
    {
      id: "where",
      head: t("access.where"),
      narrow: true,
      by: (row) => scopeName(scopeOf(row)),
      cell: (row) => scopeName(scopeOf(row)),
    },
    {
      id: "since",
      head: t("access.since"),
      by: (row) => row.metadata.created_at,
      cell: (row) => <Time at={row.metadata.created_at} precision="min" />,
    },
    {
      id: "take",
      head: "",
      figure: true,
      narrow: true,
      cell: (row) => (
        <Action
          size="compact-xs"
          variant="subtle"
          color="dim"
          aria-label={t("access.takeNamed", {
            role: row.role_name,
            name: principals.of(row.principal).name,
          })}
          offBecause={mayAt("role_bindings.manage", whereOf(scopeOf(row))) ? undefined : noRight()}
          onClick={() => setTaking(row)}
        >
          {t("access.take")}
        </Action>
      ),
    },
  ];
  return (
    <>
      <Loaded query={bindings}>
        {(all) => {
          if (!named) return <RowBones rows={all.length} />;
          const rows =
            scope.kind === "organization" ? all : all.filter((row) => reaches(scopeOf(row), scope));
          return rows.length === 0 ? (
            <EmptyState title={t("access.empty")}>
              <p>{t("access.lesson")}</p>
            </EmptyState>
          ) : (
            <ListTable
              name="access"
              label={t("access.title")}
              rows={rows}
              columns={columns}
              rowKey={(row) => row.id}
              sort={sort}
              onSort={setSort}
            />
          );
        }}
      </Loaded>
      {taking && (
        <TakeAway
          binding={taking}
          name={principals.of(taking.principal).name}
          where={scopeName(scopeOf(taking))}
          onClose={() => setTaking(undefined)}
        />
      )}
    </>
  );
}

function TakeAway(props: { binding: RoleBinding; name: string; where: string; onClose: () => void }) {
  const { binding, name, where } = props;
  const take = useTakeAway();
  const act = t("access.takeNamed", { role: binding.role_name, name });
  return (
    <Confirm
      opened
      onClose={props.onClose}
      title={act}
      typed={name}
      act={act}
      busy={take.isPending}
      problem={take.isError && <ProblemOf problem={take.error} />}
      facts={<p>{t("access.takeFacts", { role: binding.role_name, where })}</p>}
      onConfirm={() => take.mutate(binding.id, { onSuccess: props.onClose })}
    />
  );
}
