import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { keysQuery } from "~/api/keys";
import { Loaded } from "~/api/loaded";
import { serviceAccountsQuery } from "~/api/service-accounts";
import { useMay } from "~/api/session";
import { t } from "~/text/t";
import { EmptyState } from "~/ui/empty-state";
import { LinkButton } from "~/ui/link-button";
import { PageHeader } from "~/ui/page";
import { KeyTable } from "./key-table";

/** The keys of one cluster. */
export function KeysPage() {
  const { clusterId } = useParams({ from: "/in/clusters/$clusterId/keys" });
  const keys = useQuery(keysQuery(clusterId));
  const accounts = useQuery(serviceAccountsQuery).data ?? [];
  const may = useMay("api_keys.manage");
  const create = may && (
    <LinkButton to="/clusters/$clusterId/keys-new" params={{ clusterId }} variant="filled" data-create>
      {t("keys.create.title")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t("rail.keys")} actions={create} />
      <Loaded query={keys}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t("keys.empty")} action={create}>
              <p>{t("keys.lesson")}</p>
            </EmptyState>
          ) : (
            <KeyTable label={t("rail.keys")} keys={rows} accounts={accounts} />
          )
        }
      </Loaded>
    </>
  );
}
