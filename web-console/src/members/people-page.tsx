import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { keysQuery } from "~/api/keys";
import { Loaded, ProblemOf } from "~/api/loaded";
import { useRemoveUser, usersQuery } from "~/api/people";
import { roleBindingsQuery, scopeOf } from "~/api/role-bindings";
import { noRight, useMay, useMe } from "~/api/session";
import type { User } from "~/api/types";
import { useScopeName } from "~/parts/names";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Confirm } from "~/ui/confirm";
import { ListFilter } from "~/ui/list-filter";
import { type Column, ListTable } from "~/ui/list-table";
import { matcher } from "~/ui/match";
import { Dim } from "~/ui/page";
import { Badge } from "~/ui/status";
import { Time } from "~/ui/time";

export function PeoplePage() {
  const users = useQuery(usersQuery);
  const bindings = useQuery(roleBindingsQuery).data ?? [];
  const me = useMe();
  const scopeName = useScopeName();
  const may = useMay("members.manage");
  const { filter = "", sort } = useSearch({ from: "/in/members/" });
  const navigate = useNavigate({ from: "/members" });
  const [removing, setRemoving] = useState<User>();
  const rolesOf = (id: string) => bindings.filter((each) => each.principal === `User:${id}`);
  const columns: Column<User>[] = [
    {
      id: "name",
      head: t("members.person"),
      by: (row) => row.full_name || row.email,
      cell: (row) => (
        <>
          <strong>{row.full_name || "–"}</strong> {row.id === me?.user.id && <Dim>{t("members.you")}</Dim>}
        </>
      ),
    },
    {
      id: "email",
      head: t("login.email"),
      narrow: true,
      by: (row) => row.email,
      cell: (row) => (
        <>
          {row.email} {!row.email_verified && <Badge tone="warn">{t("members.unverified")}</Badge>}
        </>
      ),
    },
    {
      id: "roles",
      head: t("members.roles"),
      narrow: true,
      cell: (row) =>
        rolesOf(row.id)
          .map((each) => `${each.role_name} · ${scopeName(scopeOf(each))}`)
          .join(", ") || t("members.noRole"),
    },
    {
      id: "factor",
      head: t("security.factor"),
      by: (row) => Number(row.second_factor),
      cell: (row) => t(row.second_factor ? "settings.on" : "settings.off"),
    },
    {
      id: "seen",
      head: t("members.seen"),
      by: (row) => row.last_seen_at,
      cell: (row) => (row.last_seen_at ? <Time at={row.last_seen_at} precision="min" /> : t("keys.never")),
    },
    {
      id: "remove",
      head: "",
      figure: true,
      narrow: true,
      cell: (row) => (
        <Action
          size="compact-xs"
          variant="subtle"
          color="dim"
          aria-label={t("members.removeNamed", { name: row.email })}
          // One may always leave.
          offBecause={may || row.id === me?.user.id ? undefined : noRight()}
          onClick={() => setRemoving(row)}
        >
          {t("members.remove")}
        </Action>
      ),
    },
  ];
  const found = matcher(filter, false);
  return (
    <>
      <Loaded query={users}>
        {(all) => {
          const rows = all.filter(
            (row) => "matches" in found && found.matches(`${row.full_name} ${row.email}`),
          );
          return (
            <>
              <ListFilter
                label={t("members.filter")}
                value={filter}
                onChange={(next) =>
                  void navigate({ search: (old) => ({ ...old, filter: next || undefined }), replace: true })
                }
                count={t("members.count", { count: rows.length })}
              />
              <ListTable
                name="members"
                label={t("access.people")}
                rows={rows}
                columns={columns}
                rowKey={(row) => row.id}
                sort={sort}
                onSort={(next) => void navigate({ search: (old) => ({ ...old, sort: next }), replace: true })}
              />
            </>
          );
        }}
      </Loaded>
      {removing && <Remove user={removing} onClose={() => setRemoving(undefined)} />}
    </>
  );
}

function Remove({ user, onClose }: { user: User; onClose: () => void }) {
  const remove = useRemoveUser();
  const keys = useQuery(keysQuery()).data?.filter((key) => key.spec.owner.id === user.id).length ?? 0;
  const act = t("members.removeNamed", { name: user.email });
  return (
    <Confirm
      opened
      onClose={onClose}
      title={act}
      typed={user.email}
      act={act}
      busy={remove.isPending}
      problem={remove.isError && <ProblemOf problem={remove.error} />}
      facts={
        <>
          <p>{t("members.removeText")}</p>
          <p>{t("members.removeKeys", { count: keys })}</p>
        </>
      }
      onConfirm={() => remove.mutate(user.id, { onSuccess: onClose })}
    />
  );
}
