import { Outlet } from "@tanstack/react-router";
import { exists } from "~/api/exists";
import { useMay } from "~/api/session";
import { t } from "~/text/t";
import { LinkButton } from "~/ui/link-button";
import { PageHeader } from "~/ui/page";
import { Tabs } from "~/ui/tabs";

const people = () =>
  ({
    name: t("access.people"),
    to: "/members",
    activeOptions: { exact: true, includeSearch: false },
  }) as const;

export function MembersFrame() {
  const may = useMay("members.manage");
  const mayGive = useMay("role_bindings.manage");
  return (
    <>
      <PageHeader
        title={t("rail.members")}
        actions={
          <>
            {mayGive && <LinkButton to="/access-new">{t("access.give")}</LinkButton>}
            {may && exists("createInvitation") && (
              <LinkButton to="/members-invite" variant="filled" data-create>
                {t("members.invite")}
              </LinkButton>
            )}
          </>
        }
      />
      <Tabs
        label={t("rail.members")}
        tabs={[
          ...(exists("listUsers") ? [people()] : []),
          ...(exists("listInvitations")
            ? [{ name: t("members.invitations"), to: "/members/invitations" } as const]
            : []),
          { name: t("access.title"), to: "/members/access" },
          { name: t("members.roles"), to: "/members/roles" },
        ]}
      />
      <Outlet />
    </>
  );
}
