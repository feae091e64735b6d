import {
  IconArrowLeft,
  IconBox,
  IconChartBar,
  IconChartLine,
  IconHome,
  IconKey,
  IconListDetails,
  IconPlugConnected,
  IconRobot,
  IconSettings,
  IconShieldCheck,
  IconStack2,
  IconUsers,
  IconUsersGroup,
  type TablerIcon,
} from "@tabler/icons-react";
import { Link, type LinkProps, useParams } from "@tanstack/react-router";
import { exists } from "~/api/exists";
import { type PlainTextId, t } from "~/text/t";
import css from "./rail.module.css";

interface Place {
  text: PlainTextId;
  icon: TablerIcon;
  link: LinkProps;
  exact?: boolean;
}

const organization: Place[] = [
  { text: "rail.home", icon: IconHome, link: { to: "/" }, exact: true },
  { text: "rail.environments", icon: IconBox, link: { to: "/environments" } },
  { text: "rail.serviceAccounts", icon: IconRobot, link: { to: "/service-accounts" } },
  { text: "rail.apiKeys", icon: IconKey, link: { to: "/api-keys" } },
  {
    text: "rail.members",
    icon: IconUsers,
    link: { to: exists("listUsers") ? "/members" : "/members/access" },
  },
  ...(exists("listAuditLog")
    ? ([{ text: "rail.audit", icon: IconListDetails, link: { to: "/audit-log" } }] as const)
    : []),
  ...(exists("getUsage")
    ? ([{ text: "rail.usage", icon: IconChartBar, link: { to: "/usage" } }] as const)
    : []),
  { text: "rail.settings", icon: IconSettings, link: { to: "/settings" } },
];

function ofCluster(clusterId: string): Place[] {
  const params = { clusterId };
  return [
    { text: "rail.overview", icon: IconChartLine, link: { to: "/clusters/$clusterId", params }, exact: true },
    { text: "rail.topics", icon: IconStack2, link: { to: "/clusters/$clusterId/topics", params } },
    { text: "rail.groups", icon: IconUsersGroup, link: { to: "/clusters/$clusterId/groups", params } },
    { text: "rail.connect", icon: IconPlugConnected, link: { to: "/clusters/$clusterId/connect", params } },
    { text: "rail.keys", icon: IconKey, link: { to: "/clusters/$clusterId/keys", params } },
    { text: "rail.access", icon: IconShieldCheck, link: { to: "/clusters/$clusterId/access", params } },
    {
      text: "rail.clusterSettings",
      icon: IconSettings,
      link: { to: "/clusters/$clusterId/settings", params },
    },
  ];
}

/** Two scopes, the organization or one cluster; never a tree of clusters. */
export function Rail() {
  const { clusterId } = useParams({ strict: false });
  const places = clusterId ? ofCluster(clusterId) : organization;
  return (
    <nav className={css.rail} aria-label={t(clusterId ? "rail.clusterScope" : "rail.organizationScope")}>
      <ul>
        {places.map(({ text, icon: Icon, link, exact }) => (
          <li key={text}>
            <Link
              {...link}
              className={css.place}
              activeOptions={{ exact: exact ?? false, includeSearch: false }}
              activeProps={{ "aria-current": "page" }}
              aria-label={t(text)}
              title={t(text)}
            >
              <Icon size={16} stroke={1.75} aria-hidden />
              <span data-word>{t(text)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {clusterId && (
        <Link to="/" className={css.up} aria-label={t("rail.allClusters")} title={t("rail.allClusters")}>
          <IconArrowLeft size={16} stroke={1.75} aria-hidden />
          <span data-word>{t("rail.allClusters")}</span>
        </Link>
      )}
    </nav>
  );
}
