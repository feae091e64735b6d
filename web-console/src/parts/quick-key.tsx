import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCreateKey } from "~/api/keys";
import { ProblemOf } from "~/api/loaded";
import { serviceAccountsQuery, useCreateServiceAccount } from "~/api/service-accounts";
import { noRight, ORGANIZATION, useMayAt } from "~/api/session";
import type { ApiKey } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";

export const FIRST_ACCOUNT = "first-app";

/** Makes a key that may produce and consume, for the service account of that name, which is made if there is none. */
export function useQuickKey(clusterId: string) {
  const queries = useQueryClient();
  const createAccount = useCreateServiceAccount();
  const createKey = useCreateKey();
  const make = async (): Promise<ApiKey> => {
    const accounts = await queries.ensureQueryData(serviceAccountsQuery);
    const account =
      accounts.find((each) => each.display_name === FIRST_ACCOUNT) ??
      (await createAccount.mutateAsync({ display_name: FIRST_ACCOUNT, description: "" }));
    return createKey.mutateAsync({
      display_name: FIRST_ACCOUNT,
      owner: account.id,
      role: "DeveloperWrite",
      resource: clusterId,
    });
  };
  const mayAt = useMayAt();
  const accounts = useQuery(serviceAccountsQuery).data ?? [];
  const may =
    mayAt("api_keys.manage", { cluster: clusterId }) &&
    (accounts.some((each) => each.display_name === FIRST_ACCOUNT) ||
      mayAt("service_accounts.manage", ORGANIZATION));
  return {
    make,
    offBecause: may ? undefined : noRight(),
    busy: createAccount.isPending || createKey.isPending,
    problem: createAccount.error ?? createKey.error,
  };
}

export function QuickKey({ clusterId, onMade }: { clusterId: string; onMade: (key: ApiKey) => void }) {
  const { make, busy, offBecause, problem } = useQuickKey(clusterId);
  return (
    <div>
      <Action busy={busy} offBecause={offBecause} onClick={() => void make().then(onMade, () => {})}>
        {t("connect.createKey")}
      </Action>
      {problem && <ProblemOf problem={problem} />}
    </div>
  );
}
