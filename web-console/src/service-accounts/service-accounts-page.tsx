import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { keysQuery } from "~/api/keys";
import { Loaded, ProblemOf } from "~/api/loaded";
import { serviceAccountsQuery, useDeleteServiceAccount } from "~/api/service-accounts";
import { noRight, ORGANIZATION, useMay } from "~/api/session";
import type { ServiceAccount } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Confirm } from "~/ui/confirm";
import { Copyable } from "~/ui/copy";
import { type Column, DataTable } from "~/ui/data-table";
import { EmptyState } from "~/ui/empty-state";
import { LinkButton } from "~/ui/link-button";
import { PageHeader } from "~/ui/page";
import { Time } from "~/ui/time";

export function ServiceAccountsPage() {
  const accounts = useQuery(serviceAccountsQuery);
  const keys = useQuery(keysQuery()).data;
  const may = useMay("service_accounts.manage", ORGANIZATION);
  const [deleting, setDeleting] = useState<ServiceAccount>();
  const remove = useDeleteServiceAccount();
  const keysOf = (id: string) => keys?.filter((key) => key.spec.owner.id === id) ?? [];
  const columns: Column<ServiceAccount>[] = [
    { id: "name", head: t("field.name"), cell: (account) => <strong>{account.display_name}</strong> },
    {
      id: "id",
      head: t("clusters.id"),
      narrow: true,
      cell: (account) => <Copyable text={account.id} what={t("clusters.id")} />,
    },
    { id: "text", head: t("field.description"), cell: (account) => account.description || "–" },
    {
      id: "keys",
      head: t("rail.keys"),
      figure: true,
      narrow: true,
      cell: (account) => (keys ? keysOf(account.id).length : "–"),
    },
    {
      id: "made",
      head: t("clusters.made"),
      cell: (account) => <Time at={account.metadata.created_at} precision="min" />,
    },
    {
      id: "delete",
      head: "",
      figure: true,
      narrow: true,
      cell: (account) => (
        <Action
          size="compact-xs"
          variant="subtle"
          color="dim"
          aria-label={t("accounts.deleteNamed", { name: account.display_name })}
          offBecause={may ? undefined : noRight()}
          onClick={() => setDeleting(account)}
        >
          {t("accounts.delete")}
        </Action>
      ),
    },
  ];
  const create = may && (
    <LinkButton to="/service-accounts-new" variant="filled" data-create>
      {t("accounts.create")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t("rail.serviceAccounts")} actions={create} />
      <Loaded query={accounts}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t("accounts.empty")} action={create}>
              <p>{t("accounts.lesson")}</p>
            </EmptyState>
          ) : (
            <DataTable
              label={t("rail.serviceAccounts")}
              rows={rows}
              columns={columns}
              rowKey={(account) => account.id}
            />
          )
        }
      </Loaded>
      {deleting && (
        <Confirm
          opened
          onClose={() => setDeleting(undefined)}
          title={t("accounts.deleteNamed", { name: deleting.display_name })}
          typed={deleting.display_name}
          act={t("accounts.deleteNamed", { name: deleting.display_name })}
          busy={remove.isPending}
          problem={remove.isError && <ProblemOf problem={remove.error} />}
          facts={
            <>
              <p>{t("accounts.deleteFacts", { count: keysOf(deleting.id).length })}</p>
              <p>{t("confirm.final")}</p>
            </>
          }
          onConfirm={() => remove.mutate(deleting.id, { onSuccess: () => setDeleting(undefined) })}
        />
      )}
    </>
  );
}
