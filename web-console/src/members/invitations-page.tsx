import { useQuery } from "@tanstack/react-query";
import { Loaded, ProblemOf } from "~/api/loaded";
import { invitationsQuery, useResendInvitation, useWithdrawInvitation } from "~/api/people";
import { scopeOf } from "~/api/role-bindings";
import { noRight, useMay } from "~/api/session";
import type { Invitation } from "~/api/types";
import { useScopeName } from "~/parts/names";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { type Column, DataTable } from "~/ui/data-table";
import { EmptyState } from "~/ui/empty-state";
import { LinkButton } from "~/ui/link-button";
import { Status } from "~/ui/status";
import { Time } from "~/ui/time";
import { InvitationLink } from "./invitation-link";

export function InvitationsPage() {
  const invitations = useQuery(invitationsQuery);
  const scopeName = useScopeName();
  const may = useMay("members.manage");
  const resend = useResendInvitation();
  const withdraw = useWithdrawInvitation();
  const off = may ? undefined : noRight();
  const columns: Column<Invitation>[] = [
    { id: "email", head: t("login.email"), cell: (row) => row.email },
    { id: "state", head: t("keys.state"), narrow: true, cell: (row) => <Status state={row.status} /> },
    {
      id: "roles",
      head: t("members.roles"),
      narrow: true,
      cell: (row) =>
        row.roles.map((each) => `${each.role_name} · ${scopeName(scopeOf(each))}`).join(", ") ||
        t("members.noRole"),
    },
    {
      id: "expires",
      head: t("keys.expires"),
      narrow: true,
      cell: (row) => <Time at={row.expires_at} precision="min" />,
    },
    {
      id: "actions",
      head: "",
      figure: true,
      narrow: true,
      cell: (row) => (
        <>
          <Action
            size="compact-xs"
            variant="subtle"
            aria-label={t("members.resendTo", { email: row.email })}
            offBecause={off}
            busy={resend.isPending && resend.variables === row.id}
            onClick={() => resend.mutate(row.id)}
          >
            {t("members.resend")}
          </Action>
          <Action
            size="compact-xs"
            variant="subtle"
            color="dim"
            aria-label={t("members.withdrawFrom", { email: row.email })}
            offBecause={off}
            busy={withdraw.isPending && withdraw.variables === row.id}
            onClick={() => withdraw.mutate(row.id)}
          >
            {t("members.withdraw")}
          </Action>
        </>
      ),
    },
  ];
  const problem = resend.error ?? withdraw.error;
  return (
    <>
      {problem && <ProblemOf problem={problem} />}
      <InvitationLink made={resend.data} />
      <Loaded query={invitations}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState
              title={t("members.noInvitation")}
              action={
                may && (
                  <LinkButton to="/members-invite" variant="filled">
                    {t("members.invite")}
                  </LinkButton>
                )
              }
            >
              <p>{t("members.inviteLesson")}</p>
            </EmptyState>
          ) : (
            <DataTable
              label={t("members.invitations")}
              rows={rows}
              columns={columns}
              rowKey={(row) => row.id}
            />
          )
        }
      </Loaded>
    </>
  );
}
