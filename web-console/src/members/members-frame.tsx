import { Outlet } from "@tanstack/react-router";
import { useMay } from "~/api/session";
import { t } from "~/text/t";
import { LinkButton } from "~/ui/link-button";
import { PageHeader } from "~/ui/page";
import { Tabs } from "~/ui/tabs";

export function MembersFrame() {
  const may = useMay("members.manage");
  return (
    <>
      <PageHeader
        title={t("rail.members")}
        actions={
          may && (
            <>
              <LinkButton to="/access-new">{t("access.give")}</LinkButton>
              <LinkButton to="/members-invite" variant="filled" data-create>
                {t("members.invite")}
              </LinkButton>
            </>
          )
        }
      />
      <Tabs
        label={t("rail.members")}
        tabs={[
          { name: t("access.people"), to: "/members", activeOptions: { exact: true, includeSearch: false } },
          { name: t("members.invitations"), to: "/members/invitations" },
          { name: t("access.title"), to: "/members/access" },
          { name: t("members.roles"), to: "/members/roles" },
        ]}
      />
      <Outlet />
    </>
  );
}
