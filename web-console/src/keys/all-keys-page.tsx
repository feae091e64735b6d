import { useQuery } from "@tanstack/react-query";
import { clustersQuery } from "~/api/clusters";
import { keysQuery } from "~/api/keys";
import { Loaded } from "~/api/loaded";
import { serviceAccountsQuery } from "~/api/service-accounts";
import { ORGANIZATION, useMay } from "~/api/session";
import { t } from "~/text/t";
import { EmptyState } from "~/ui/empty-state";
import { LinkButton } from "~/ui/link-button";
import { PageHeader, Prose } from "~/ui/page";
import { KeyTable } from "./key-table";

/** All keys of the organization: of its clusters and of the management API. */
export function AllKeysPage() {
  const keys = useQuery(keysQuery());
  const accounts = useQuery(serviceAccountsQuery).data ?? [];
  const clusters = useQuery(clustersQuery).data ?? [];
  const names = new Map(clusters.map((cluster) => [cluster.id, cluster.spec.display_name]));
  const may = useMay("api_keys.manage", ORGANIZATION);
  const create = may && (
    <LinkButton to="/api-keys-new" variant="filled" data-create>
      {t("keys.createCloud.title")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t("rail.apiKeys")} actions={create} />
      <Prose>{t("keys.allText")}</Prose>
      <Loaded query={keys}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t("keys.emptyAll")} action={create}>
              <p>{t("keys.cloudLesson")}</p>
            </EmptyState>
          ) : (
            <KeyTable label={t("rail.apiKeys")} keys={rows} accounts={accounts} clusters={names} />
          )
        }
      </Loaded>
    </>
  );
}
