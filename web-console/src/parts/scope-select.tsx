import { Select, type SelectProps } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { clustersQuery } from "~/api/clusters";
import { environmentsQuery } from "~/api/environments";
import type { Scope } from "~/api/role-bindings";
import { useMe } from "~/api/session";
import type { Cluster } from "~/api/types";
import { t } from "~/text/t";

const ORGANIZATION = "organization";

/** A scope as one value of a field: `organization`, or the id of an environment or a cluster. */
export function scopeKey(scope: Scope): string {
  if (scope.kind === "cluster") return scope.cluster;
  return scope.kind === "environment" ? scope.environment : ORGANIZATION;
}

export function scopeFrom(key: string, clusters: readonly Cluster[]): Scope {
  const cluster = clusters.find((each) => each.id === key);
  if (cluster) return { kind: "cluster", environment: cluster.spec.environment.id, cluster: key };
  return key === ORGANIZATION ? { kind: "organization" } : { kind: "environment", environment: key };
}

/** Where a role holds: everywhere, in an environment, in a cluster. */
export function ScopeSelect(props: SelectProps) {
  const me = useMe();
  const environments = useQuery(environmentsQuery).data ?? [];
  const clusters = useQuery(clustersQuery).data ?? [];
  return (
    <Select
      label={t("access.where")}
      description={t("access.whereHelp")}
      searchable
      data={[
        {
          value: ORGANIZATION,
          label: t("access.inOrganization", { name: me?.organization.display_name ?? "" }),
        },
        {
          group: t("rail.environments"),
          items: environments.map(({ id, display_name }) => ({ value: id, label: display_name })),
        },
        {
          group: t("shell.clusters"),
          items: clusters.map(({ id, spec }) => ({ value: id, label: spec.display_name })),
        },
      ]}
      {...props}
    />
  );
}
