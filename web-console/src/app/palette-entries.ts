import { useQueries, useQuery } from "@tanstack/react-query";
import { type LinkProps, useNavigate, useParams } from "@tanstack/react-router";
import { binQuery } from "~/api/bin";
import { clustersQuery } from "~/api/clusters";
import { environmentsQuery } from "~/api/environments";
import { exists } from "~/api/exists";
import { groupsQuery } from "~/api/groups";
import { keysQuery } from "~/api/keys";
import { serviceAccountsQuery } from "~/api/service-accounts";
import { foundTopicsQuery } from "~/api/topics";
import type { Cluster } from "~/api/types";
import { t } from "~/text/t";
import { groupToPath } from "~/ui/group-id";
import { useOfferedActions } from "~/ui/page-actions";

export interface Entry {
  id: string;
  label: string;
  kind: string;
  /** The key that does the same without the palette. */
  keys?: string | undefined;
  go: () => void;
}

/** A search asks this many clusters, the open one first. */
const MOST_CLUSTERS = 8;

const LEAST_TO_SEARCH = 2;

export function useEntries(query: string): Entry[] {
  const navigate = useNavigate();
  const { clusterId } = useParams({ strict: false });
  const wanted = query.trim().toLowerCase();
  const found = useFound(query.trim(), clusterId);
  const actions = useOfferedActions();
  const to = (link: LinkProps) => () => void navigate(link);
  const page = (label: string, link: LinkProps, keys?: string): Entry => ({
    id: `page ${label} ${link.to}`,
    label,
    kind: t("palette.page"),
    keys,
    go: to(link),
  });
  const entries: Entry[] = [
    ...pasted(query.trim()).map(({ label, kind, link }) => ({
      id: `paste ${label}`,
      label,
      kind,
      go: to(link),
    })),
    ...actions.map((action) => ({
      id: `act ${action.id}`,
      label: action.name,
      kind: t("palette.action"),
      keys: action.keys,
      go: action.run,
    })),
    ...(clusterId ? clusterPages(clusterId).map((each) => page(...each)) : []),
    ...found.map(({ id, label, kind, link }) => ({ id, label, kind, go: to(link) })),
    ...organizationPages().map((each) => page(...each)),
  ];
  return entries.filter(({ id, label }) => id.startsWith("paste ") || label.toLowerCase().includes(wanted));
}

type Named = [label: string, link: LinkProps, keys?: string];

function clusterPages(clusterId: string): Named[] {
  const params = { clusterId };
  return [
    [t("rail.overview"), { to: "/clusters/$clusterId", params }, "g o"],
    [t("rail.topics"), { to: "/clusters/$clusterId/topics", params }, "g t"],
    [t("topics.create"), { to: "/clusters/$clusterId/topics-new", params }],
    [t("rail.groups"), { to: "/clusters/$clusterId/groups", params }, "g g"],
    [t("rail.connect"), { to: "/clusters/$clusterId/connect", params }, "g c"],
    [t("rail.keys"), { to: "/clusters/$clusterId/keys", params }, "g k"],
    [t("keys.create.title"), { to: "/clusters/$clusterId/keys-new", params }],
    [t("access.title"), { to: "/clusters/$clusterId/access", params }],
    [t("clusters.settings"), { to: "/clusters/$clusterId/settings", params }],
  ];
}

const organizationPages = (): Named[] => [
  [t("rail.home"), { to: "/" }, "g h"],
  [t("rail.environments"), { to: "/environments" }],
  [t("clusters.create"), { to: "/clusters-new" }],
  [t("environments.create"), { to: "/environments-new" }],
  [t("rail.serviceAccounts"), { to: "/service-accounts" }],
  [t("accounts.create"), { to: "/service-accounts-new" }],
  [t("rail.apiKeys"), { to: "/api-keys" }],
  [t("access.title"), { to: "/members/access" }],
  [t("access.give"), { to: "/access-new" }],
  ...(exists("listUsers") ? [[t("rail.members"), { to: "/members" }] as Named] : []),
  ...(exists("createInvitation") ? [[t("members.invite"), { to: "/members-invite" }] as Named] : []),
  ...(exists("listAuditLog") ? [[t("rail.audit"), { to: "/audit-log" }] as Named] : []),
  ...(exists("getUsage") ? [[t("rail.usage"), { to: "/usage" }] as Named] : []),
  [t("user.settings"), { to: "/settings/me" }],
  ...(exists("changePassword") ? [[t("settings.security"), { to: "/settings/security" }] as Named] : []),
  ...(exists("getOrganization")
    ? [[t("settings.organization"), { to: "/settings/organization" }] as Named]
    : []),
];

interface Found {
  id: string;
  label: string;
  kind: string;
  link: LinkProps;
}

/** What a pasted id leads to. */
function pasted(text: string): Found[] {
  const leads = (kind: string, link: LinkProps) => [{ id: text, label: text, kind, link }];
  if (/^lkc-[a-z0-9]+$/.test(text)) {
    return leads(t("palette.cluster"), { to: "/clusters/$clusterId", params: { clusterId: text } });
  }
  if (/^env-[a-z0-9]+$/.test(text)) {
    return leads(t("palette.environment"), {
      to: "/environments/$environmentId",
      params: { environmentId: text },
    });
  }
  if (/^[A-Za-z0-9]{16}$/.test(text)) {
    const keyId = text.toUpperCase();
    return leads(t("palette.key"), { to: "/api-keys/$keyId", params: { keyId } });
  }
  if (exists("listAuditLog") && /^01[0-9A-Z]{10,}$/.test(text)) {
    return leads(t("palette.request"), { to: "/audit-log", search: { text } });
  }
  return [];
}

function useFound(query: string, clusterId: string | undefined): Found[] {
  const enabled = query !== "";
  const searching = query.length >= LEAST_TO_SEARCH;
  const clusters = useQuery({ ...clustersQuery, enabled }).data ?? [];
  const environments = useQuery({ ...environmentsQuery, enabled }).data ?? [];
  const keys = useQuery({ ...keysQuery(), enabled: searching, refetchInterval: false }).data ?? [];
  const accounts = useQuery({ ...serviceAccountsQuery, enabled: searching }).data ?? [];
  const asked = [...clusters]
    .sort((a, b) => Number(b.id === clusterId) - Number(a.id === clusterId))
    .slice(0, MOST_CLUSTERS);
  const topics = useQueries({
    queries: asked.map(({ id }) => ({ ...foundTopicsQuery(id, query), enabled: searching })),
  });
  const groups = useQueries({
    queries: asked.map(({ id }) => ({
      ...groupsQuery(id),
      enabled: searching,
      refetchInterval: false as const,
    })),
  });
  const bin =
    useQuery({
      ...binQuery(clusterId ?? ""),
      enabled: searching && clusterId !== undefined,
      refetchInterval: false,
    }).data ?? [];
  const kindIn = (kind: string, cluster: Cluster) =>
    cluster.id === clusterId ? kind : t("palette.in", { kind, cluster: cluster.spec.display_name });
  const inClusters = asked.flatMap((cluster, at): Found[] => [
    ...(topics[at]?.data ?? []).map(({ topic_name }) => ({
      id: `topic ${cluster.id} ${topic_name}`,
      label: topic_name,
      kind: kindIn(t("palette.topic"), cluster),
      link: {
        to: "/clusters/$clusterId/topics/$topic/messages",
        params: { clusterId: cluster.id, topic: topic_name },
      } as const,
    })),
    ...(groups[at]?.data ?? []).map(({ consumer_group_id: id }) => ({
      id: `group ${cluster.id} ${id}`,
      label: id,
      kind: kindIn(t("palette.group"), cluster),
      link: {
        to: "/clusters/$clusterId/groups/$group",
        params: { clusterId: cluster.id, group: groupToPath(id) },
      } as const,
    })),
  ]);
  return [
    ...clusters.map(({ id, spec }) => ({
      id: `cluster ${id}`,
      label: `${spec.display_name} ${id}`,
      kind: t("palette.cluster"),
      link: { to: "/clusters/$clusterId", params: { clusterId: id } } as const,
    })),
    ...inClusters,
    ...bin.map(({ topic_id, name }) => ({
      id: `bin ${topic_id}`,
      label: t("palette.restore", { name }),
      kind: t("palette.bin"),
      link: { to: "/clusters/$clusterId/topics-bin", params: { clusterId: clusterId ?? "" } } as const,
    })),
    ...keys.map((key) => ({
      id: `key ${key.id}`,
      label: `${key.spec.display_name ?? ""} ${key.id}`.trim(),
      kind: t("palette.key"),
      link: { to: "/api-keys/$keyId", params: { keyId: key.id } } as const,
    })),
    ...environments.map(({ id, display_name }) => ({
      id: `environment ${id}`,
      label: `${display_name} ${id}`,
      kind: t("palette.environment"),
      link: { to: "/environments/$environmentId", params: { environmentId: id } } as const,
    })),
    ...accounts.map(({ id, display_name }) => ({
      id: `account ${id}`,
      label: `${display_name} ${id}`,
      kind: t("palette.account"),
      link: { to: "/service-accounts" } as const,
    })),
  ];
}
