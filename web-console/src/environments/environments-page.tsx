import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { clustersQuery } from "~/api/clusters";
import { environmentsQuery } from "~/api/environments";
import { Loaded } from "~/api/loaded";
import { ORGANIZATION, useMay } from "~/api/session";
import type { Environment } from "~/api/types";
import { t } from "~/text/t";
import { Copyable } from "~/ui/copy";
import { LinkButton } from "~/ui/link-button";
import { type Column, ListTable } from "~/ui/list-table";
import { PageHeader, Prose } from "~/ui/page";
import { Time } from "~/ui/time";

export function EnvironmentsPage() {
  const environments = useQuery(environmentsQuery);
  const clusters = useQuery(clustersQuery).data;
  const { sort } = useSearch({ from: "/in/environments" });
  const navigate = useNavigate({ from: "/environments" });
  const may = useMay("environments.manage", ORGANIZATION);
  const clustersIn = (id: string) => clusters?.filter((cluster) => cluster.spec.environment.id === id).length;
  const columns: Column<Environment>[] = [
    {
      id: "name",
      head: t("environments.one"),
      by: (row) => row.display_name,
      cell: (row) => (
        <Link to="/environments/$environmentId" params={{ environmentId: row.id }}>
          {row.display_name}
        </Link>
      ),
    },
    {
      id: "id",
      head: t("clusters.id"),
      cell: (row) => <Copyable text={row.id} what={t("environments.id")} />,
    },
    {
      id: "clusters",
      head: t("shell.clusters"),
      figure: true,
      narrow: true,
      by: (row) => clustersIn(row.id),
      cell: (row) => clustersIn(row.id) ?? "–",
    },
    {
      id: "made",
      head: t("clusters.made"),
      by: (row) => row.metadata.created_at,
      cell: (row) => <Time at={row.metadata.created_at} precision="min" />,
    },
  ];
  return (
    <>
      <PageHeader
        title={t("rail.environments")}
        actions={
          may && (
            <LinkButton to="/environments-new" variant="filled" data-create>
              {t("environments.create")}
            </LinkButton>
          )
        }
      />
      <Prose>{t("environments.lesson")}</Prose>
      <Loaded query={environments}>
        {(rows) => (
          <ListTable
            label={t("rail.environments")}
            rows={rows}
            columns={columns}
            rowKey={(row) => row.id}
            sort={sort}
            onSort={(next) => void navigate({ search: { sort: next }, replace: true })}
          />
        )}
      </Loaded>
    </>
  );
}
