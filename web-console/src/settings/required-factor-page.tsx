import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useSwitchOrganization } from "~/api/organization";
import { useLogOut, useMe } from "~/api/session";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { OpenPage } from "~/ui/open-page";
import { RecoveryCodes } from "./recovery-codes";
import { SetUp } from "./second-factor";

/** The organization requires a second factor: setting one up, going elsewhere and leaving is all there is to do. */
export function RequiredFactorPage() {
  const me = useMe();
  const router = useRouter();
  const { next } = useSearch({ from: "/second-factor" });
  const [codes, setCodes] = useState<string[]>();
  return (
    <OpenPage
      title={t("security.factor")}
      lead={t("security.required", { organization: me?.organization.display_name ?? "" })}
      foot={<Elsewhere />}
    >
      {codes ? (
        <RecoveryCodes codes={codes} onDone={() => router.history.push(next ?? "/")} />
      ) : (
        <SetUp onCodes={setCodes} />
      )}
    </OpenPage>
  );
}

function Elsewhere() {
  const me = useMe();
  const navigate = useNavigate();
  const goOn = useSwitchOrganization();
  const logOut = useLogOut(() => navigate({ to: "/login" }));
  const others = me?.organizations.filter((each) => each.id !== me.organization.id) ?? [];
  return (
    <>
      {others.map((each) => (
        <Action
          key={each.id}
          variant="subtle"
          busy={goOn.isPending && goOn.variables === each.id}
          onClick={() => goOn.mutate(each.id, { onSuccess: () => void navigate({ to: "/" }) })}
        >
          {t("security.goOnIn", { organization: each.display_name })}
        </Action>
      ))}
      <Action variant="subtle" busy={logOut.isPending} onClick={() => logOut.mutate()}>
        {t("user.logOut")}
      </Action>
    </>
  );
}
