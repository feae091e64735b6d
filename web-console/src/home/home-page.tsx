import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { clustersQuery } from "~/api/clusters";
import { environmentsQuery } from "~/api/environments";
import { keysQuery } from "~/api/keys";
import { laggingGroupsQuery } from "~/api/lagging";
import { Loaded } from "~/api/loaded";
import { ORGANIZATION, useMayAt, useMe } from "~/api/session";
import type { Cluster, Environment } from "~/api/types";
import { ClusterTable } from "~/parts/cluster-table";
import { t } from "~/text/t";
import { EmptyState } from "~/ui/empty-state";
import { LinkButton } from "~/ui/link-button";
import { Dim, PageHeader, Section } from "~/ui/page";
import { Pending, RowBones } from "~/ui/skeleton";
import { Attention } from "./attention";

export function HomePage() {
  const me = useMe();
  const environments = useQuery(environmentsQuery);
  const clusters = useQuery(clustersQuery);
  const keys = useQuery({ ...keysQuery(), refetchInterval: 30_000 });
  const lagging = useQuery(laggingGroupsQuery);
  const mayAt = useMayAt();
  const mayMakeCluster = environments.data?.some(({ id }) => mayAt("clusters.manage", { environment: id }));
  return (
    <>
      <PageHeader
        title={me?.organization.display_name ?? t("rail.home")}
        actions={
          <>
            {mayAt("environments.manage", ORGANIZATION) && (
              <LinkButton to="/environments-new">{t("environments.create")}</LinkButton>
            )}
            {mayMakeCluster && (
              <LinkButton to="/clusters-new" variant="filled" data-create>
                {t("clusters.create")}
              </LinkButton>
            )}
          </>
        }
      />
      <Loaded query={clusters}>
        {(rows) =>
          rows.length === 0 ? (
            <FirstCluster />
          ) : keys.isPending || lagging.isPending ? (
            // What needs attention stands above the clusters: they wait for it, or they would be pushed down.
            <Pending>
              <RowBones rows={6} />
            </Pending>
          ) : (
            <>
              <Attention keys={keys.data ?? []} lagging={lagging.data ?? []} clusters={rows} />
              <Loaded query={environments}>
                {(all) => <ByEnvironment environments={all} clusters={rows} />}
              </Loaded>
            </>
          )
        }
      </Loaded>
    </>
  );
}

function FirstCluster() {
  return (
    <EmptyState
      title={t("home.empty")}
      action={
        <LinkButton to="/start" variant="filled">
          {t("home.guide")}
        </LinkButton>
      }
    >
      <p>{t("home.emptyText")}</p>
    </EmptyState>
  );
}

function ByEnvironment({ environments, clusters }: { environments: Environment[]; clusters: Cluster[] }) {
  return environments.map((environment) => {
    const own = clusters.filter((cluster) => cluster.spec.environment.id === environment.id);
    return (
      <Section
        key={environment.id}
        title={environment.display_name}
        aside={
          <Link to="/environments/$environmentId" params={{ environmentId: environment.id }}>
            {t("home.openEnvironment")}
          </Link>
        }
      >
        {own.length === 0 ? (
          <Dim>{t("home.environmentEmpty")}</Dim>
        ) : (
          <ClusterTable clusters={own} label={t("clusters.of", { name: environment.display_name })} />
        )}
      </Section>
    );
  });
}
