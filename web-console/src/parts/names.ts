import { useQuery } from "@tanstack/react-query";
import { clustersQuery } from "~/api/clusters";
import { environmentsQuery } from "~/api/environments";
import { exists } from "~/api/exists";
import { usersQuery } from "~/api/people";
import type { Scope } from "~/api/role-bindings";
import { serviceAccountsQuery } from "~/api/service-accounts";
import { useMe } from "~/api/session";
import { t } from "~/text/t";

export interface Principal {
  id: string;
  name: string;
  kind: "person" | "account";
}

/** Whether the names below are there, or will not come: rows that are shown before would move when they do. */
export function useNamesKnown(): boolean {
  const asked = [
    useQuery({ ...usersQuery, enabled: exists("listUsers") }),
    useQuery(serviceAccountsQuery),
    useQuery(environmentsQuery),
    useQuery(clustersQuery),
  ];
  return asked.every(({ isLoading }) => !isLoading);
}

/** People and service accounts by the `User:…` of a binding. What the reader may not see keeps its id. */
export function usePrincipals(): { all: Principal[]; of: (principal: string) => Principal } {
  const users = useQuery({ ...usersQuery, enabled: exists("listUsers") }).data ?? [];
  const accounts = useQuery(serviceAccountsQuery).data ?? [];
  const me = useMe();
  const people = users.length > 0 || !me ? users : [me.user];
  const all: Principal[] = [
    ...people.map(({ id, full_name, email }) => ({ id, name: full_name || email, kind: "person" as const })),
    ...accounts.map(({ id, display_name }) => ({ id, name: display_name, kind: "account" as const })),
  ];
  return {
    all,
    of: (principal) => {
      const id = principal.replace(/^User:/, "");
      const unknown = {
        id,
        name: id,
        kind: id.startsWith("sa-") ? ("account" as const) : ("person" as const),
      };
      return all.find((each) => each.id === id) ?? unknown;
    },
  };
}

/** A scope in words: `Acme`, `production`, `orders-prod`. */
export function useScopeName(): (scope: Scope) => string {
  const me = useMe();
  const environments = useQuery(environmentsQuery).data;
  const clusters = useQuery(clustersQuery).data;
  return (scope) => {
    switch (scope.kind) {
      case "organization":
        return t("access.inOrganization", { name: me?.organization.display_name ?? "" });
      case "environment":
        return t("access.inEnvironment", {
          name:
            environments?.find((each) => each.id === scope.environment)?.display_name ?? scope.environment,
        });
      case "cluster":
        return t("access.inCluster", {
          name: clusters?.find((each) => each.id === scope.cluster)?.spec.display_name ?? scope.cluster,
        });
    }
  };
}
