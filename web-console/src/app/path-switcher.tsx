import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { clusterQuery, clustersQuery } from "~/api/clusters";
import { environmentsQuery } from "~/api/environments";
import { useSwitchOrganization } from "~/api/organization";
import { useMe } from "~/api/session";
import { t } from "~/text/t";
import { TypeAhead } from "~/ui/type-ahead";
import css from "./path-switcher.module.css";

/** `Acme / default / orders`: where the page is, each part a link and a choice. */
export function PathSwitcher() {
  const me = useMe();
  const { clusterId, environmentId } = useParams({ strict: false });
  const cluster = useQuery({ ...clusterQuery(clusterId ?? ""), enabled: clusterId !== undefined }).data;
  const environments = useQuery({ ...environmentsQuery, enabled: me !== undefined }).data ?? [];
  const clusters = useQuery({ ...clustersQuery, enabled: me !== undefined }).data ?? [];
  const inEnvironment = cluster?.spec.environment.id ?? environmentId;
  const environment = environments.find((each) => each.id === inEnvironment);
  const nameOf = (id: string) => environments.find((each) => each.id === id)?.display_name ?? id;
  const navigate = useNavigate();
  const goOn = useSwitchOrganization();
  return (
    <nav aria-label={t("shell.path")} className={css.path}>
      <Link to="/" className={css.organization}>
        {me?.organization.display_name}
      </Link>
      {me && me.organizations.length > 1 && (
        <TypeAhead
          label={t("shell.switchOrganization")}
          chosen={me.organization.id}
          choices={me.organizations.map((each) => ({ id: each.id, name: each.display_name }))}
          onChoose={(id) =>
            goOn.mutate(id, {
              onSuccess: () => void navigate({ to: "/" }),
            })
          }
        />
      )}
      {environments.length > 0 && (
        <span className={css.environment}>
          <i aria-hidden>/</i>
          {environment && (
            <Link to="/environments/$environmentId" params={{ environmentId: environment.id }}>
              {environment.display_name}
            </Link>
          )}
          <TypeAhead
            label={t("shell.switchEnvironment")}
            shown={environment ? undefined : t("rail.environments")}
            chosen={environment?.id}
            choices={environments.map((each) => ({ id: each.id, name: each.display_name, hint: each.id }))}
            onChoose={(id) =>
              void navigate({ to: "/environments/$environmentId", params: { environmentId: id } })
            }
            foot={<Link to="/environments-new">{t("environments.create")}</Link>}
          />
        </span>
      )}
      {clusters.length > 0 && (
        <span className={css.cluster}>
          <i aria-hidden>/</i>
          {cluster && (
            <Link to="/clusters/$clusterId" params={{ clusterId: cluster.id }}>
              <strong>{cluster.spec.display_name}</strong>
            </Link>
          )}
          <TypeAhead
            label={t("shell.switchCluster")}
            shown={cluster ? undefined : t("shell.clusters")}
            chosen={cluster?.id}
            choices={clusters.map((each) => ({
              id: each.id,
              name: each.spec.display_name,
              hint: `${nameOf(each.spec.environment.id)} · ${each.id}`,
            }))}
            onChoose={(id) => void navigate({ to: "/clusters/$clusterId", params: { clusterId: id } })}
            foot={<Link to="/clusters-new">{t("clusters.create")}</Link>}
          />
        </span>
      )}
    </nav>
  );
}
