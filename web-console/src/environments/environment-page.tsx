import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { clustersQuery } from "~/api/clusters";
import { environmentsQuery } from "~/api/environments";
import { Loaded } from "~/api/loaded";
import { useMay } from "~/api/session";
import { ClusterTable } from "~/parts/cluster-table";
import { NothingHere } from "~/parts/nothing-here";
import { t } from "~/text/t";
import { Copyable } from "~/ui/copy";
import { EmptyState } from "~/ui/empty-state";
import { LinkButton } from "~/ui/link-button";
import { Facts, PageHeader } from "~/ui/page";

export function EnvironmentPage() {
  const { environmentId } = useParams({ from: "/in/environments/$environmentId" });
  const environments = useQuery(environmentsQuery);
  const clusters = useQuery(clustersQuery);
  const may = useMay("clusters.manage");
  const environment = environments.data?.find((each) => each.id === environmentId);
  if (environments.data && !environment) return <NothingHere />;
  const create = may && (
    <LinkButton to="/clusters-new" search={{ environment: environmentId }} variant="filled" data-create>
      {t("clusters.create")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title={environment?.display_name ?? environmentId}
        facts={
          <Facts>
            {[t("environments.one"), <Copyable key="id" text={environmentId} what={t("environments.id")} />]}
          </Facts>
        }
        actions={
          <>
            <LinkButton to="/environments/$environmentId/access" params={{ environmentId }}>
              {t("access.title")}
            </LinkButton>
            <LinkButton to="/environments/$environmentId/settings" params={{ environmentId }}>
              {t("rail.settings")}
            </LinkButton>
            {create}
          </>
        }
      />
      <Loaded query={clusters}>
        {(all) => {
          const own = all.filter((cluster) => cluster.spec.environment.id === environmentId);
          return own.length === 0 ? (
            <EmptyState title={t("home.environmentEmpty")}>
              <p>{t("clusters.lesson")}</p>
            </EmptyState>
          ) : (
            <ClusterTable
              clusters={own}
              label={t("clusters.of", { name: environment?.display_name ?? "" })}
            />
          );
        }}
      </Loaded>
    </>
  );
}
