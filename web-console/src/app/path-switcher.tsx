import { Menu, UnstyledButton } from "@mantine/core";
import { IconSelector } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { clusterQuery, clustersQuery } from "~/api/clusters";
import { environmentsQuery } from "~/api/environments";
import { useMe } from "~/api/session";
import { t } from "~/text/t";
import css from "./path-switcher.module.css";

/** `Acme / default / orders`: where the page is, each part a link, the last a choice. */
export function PathSwitcher() {
  const me = useMe();
  const { clusterId, environmentId } = useParams({ strict: false });
  const cluster = useQuery({ ...clusterQuery(clusterId ?? ""), enabled: clusterId !== undefined }).data;
  const environments = useQuery({
    ...environmentsQuery,
    enabled: clusterId !== undefined || environmentId !== undefined,
  }).data;
  const inEnvironment = cluster?.spec.environment.id ?? environmentId;
  const environment = environments?.find((each) => each.id === inEnvironment);
  return (
    <nav aria-label={t("shell.path")} className={css.path}>
      <Link to="/" className={css.organization}>
        {me?.organization.display_name}
      </Link>
      {environment && (
        <>
          <span aria-hidden className={css.organization}>
            /
          </span>
          <Link
            to="/environments/$environmentId"
            params={{ environmentId: environment.id }}
            className={css.environment}
          >
            {environment.display_name}
          </Link>
        </>
      )}
      {cluster && (
        <>
          <span aria-hidden className={css.environment}>
            /
          </span>
          <ClusterSwitch id={cluster.id} name={cluster.spec.display_name} />
        </>
      )}
    </nav>
  );
}

function ClusterSwitch({ id, name }: { id: string; name: string }) {
  const clusters = useQuery(clustersQuery).data ?? [];
  const navigate = useNavigate();
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <UnstyledButton className={css.cluster} aria-label={t("shell.switchCluster", { name })}>
          <span>{name}</span>
          <IconSelector size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("shell.clusters")}</Menu.Label>
        {clusters.map((cluster) => (
          <Menu.Item
            key={cluster.id}
            aria-current={cluster.id === id || undefined}
            rightSection={<code className={css.id}>{cluster.id}</code>}
            onClick={() => void navigate({ to: "/clusters/$clusterId", params: { clusterId: cluster.id } })}
          >
            {cluster.spec.display_name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void navigate({ to: "/clusters-new" })}>{t("clusters.create")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
