import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { clusterQuery } from "~/api/clusters";
import { Loaded } from "~/api/loaded";
import { useMay } from "~/api/session";
import { Bindings } from "~/parts/bindings";
import { t } from "~/text/t";
import { LinkButton } from "~/ui/link-button";
import { PageHeader, Prose } from "~/ui/page";

export function ClusterAccessPage() {
  const { clusterId } = useParams({ from: "/in/clusters/$clusterId/access" });
  const cluster = useQuery(clusterQuery(clusterId));
  const may = useMay("role_bindings.manage");
  return (
    <>
      <PageHeader
        title={t("access.title")}
        actions={
          may && (
            <LinkButton to="/access-new" search={{ cluster: clusterId }} variant="filled" data-create>
              {t("access.give")}
            </LinkButton>
          )
        }
      />
      <Prose>{t("access.clusterLead")}</Prose>
      <Loaded query={cluster}>
        {({ spec }) => (
          <Bindings scope={{ kind: "cluster", environment: spec.environment.id, cluster: clusterId }} />
        )}
      </Loaded>
    </>
  );
}

export function EnvironmentAccessPage() {
  const { environmentId } = useParams({ from: "/in/environments/$environmentId/access" });
  const may = useMay("role_bindings.manage");
  return (
    <>
      <PageHeader
        title={t("access.title")}
        actions={
          may && (
            <LinkButton to="/access-new" search={{ environment: environmentId }} variant="filled" data-create>
              {t("access.give")}
            </LinkButton>
          )
        }
      />
      <Prose>{t("access.environmentLead")}</Prose>
      <Bindings scope={{ kind: "environment", environment: environmentId }} />
    </>
  );
}

/** All bindings of the organization, wherever they hold. */
export function OrganizationAccessPage() {
  return (
    <>
      <Prose>{t("access.organizationLead")}</Prose>
      <Bindings scope={{ kind: "organization" }} />
    </>
  );
}
