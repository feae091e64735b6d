import { Link } from "@tanstack/react-router";
import type { ApiKey, ServiceAccount } from "~/api/types";
import { t } from "~/text/t";
import { type Column, DataTable } from "~/ui/data-table";
import { Dim } from "~/ui/page";
import { Status } from "~/ui/status";
import { Time } from "~/ui/time";
import { phaseOf } from "./phase";

export function KeyTable(props: {
  label: string;
  keys: ApiKey[];
  accounts: ServiceAccount[];
  clusters?: ReadonlyMap<string, string>;
}) {
  const owner = (id: string) => props.accounts.find((account) => account.id === id)?.display_name ?? id;
  const columns: Column<ApiKey>[] = [
    {
      id: "key",
      head: t("keys.key"),
      cell: (key) => (
        <>
          <Link to="/api-keys/$keyId" params={{ keyId: key.id }}>
            <code>{key.id}</code>
          </Link>{" "}
          <Dim>{key.spec.display_name}</Dim>
        </>
      ),
    },
    ...(props.clusters
      ? [
          {
            id: "resource",
            head: t("keys.for"),
            cell: (key: ApiKey) =>
              key.spec.resource.kind === "Cluster"
                ? (props.clusters?.get(key.spec.resource.id) ?? key.spec.resource.id)
                : t("keys.management"),
          },
        ]
      : []),
    { id: "owner", head: t("keys.owner"), cell: (key) => owner(key.spec.owner.id) },
    { id: "role", head: t("keys.role"), narrow: true, cell: (key) => key.spec.role ?? t("keys.noRole") },
    {
      id: "used",
      head: t("keys.lastUsed"),
      narrow: true,
      cell: (key) =>
        key.status.last_used_at ? (
          <>
            <Time at={key.status.last_used_at} />
            {key.status.last_address && <Dim> {key.status.last_address}</Dim>}
          </>
        ) : (
          t("keys.never")
        ),
    },
    {
      id: "expires",
      head: t("keys.expires"),
      cell: (key) => (key.spec.expires_at ? <Time at={key.spec.expires_at} precision="min" /> : "–"),
    },
    { id: "state", head: t("keys.state"), narrow: true, cell: (key) => <Status state={phaseOf(key)} /> },
  ];
  return <DataTable label={props.label} rows={props.keys} columns={columns} rowKey={(key) => key.id} />;
}
