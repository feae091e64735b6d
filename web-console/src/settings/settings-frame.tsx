import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { mailboxQuery } from "~/api/account";
import { exists } from "~/api/exists";
import { useMay } from "~/api/session";
import { t } from "~/text/t";
import { PageHeader } from "~/ui/page";
import { Tabs } from "~/ui/tabs";

export function SettingsFrame() {
  // Only local mode has a mailbox; anywhere else the question is answered by 404, once.
  const local = useQuery({
    ...mailboxQuery,
    enabled: exists("readMailbox"),
    refetchInterval: false,
  }).isSuccess;
  const may = useMay("organization.manage");
  return (
    <>
      <PageHeader title={t("rail.settings")} />
      <Tabs
        label={t("rail.settings")}
        tabs={[
          { name: t("settings.you"), to: "/settings/me" },
          ...(exists("changePassword")
            ? [{ name: t("settings.security"), to: "/settings/security" } as const]
            : []),
          ...(exists("getOrganization")
            ? [{ name: t("settings.organization"), to: "/settings/organization" } as const]
            : []),
          ...(exists("getSingleSignOn") && may
            ? [{ name: t("sso.title"), to: "/settings/single-sign-on" } as const]
            : []),
          ...(local ? [{ name: t("settings.mailbox"), to: "/settings/mailbox" as const }] : []),
        ]}
      />
      <Outlet />
    </>
  );
}
