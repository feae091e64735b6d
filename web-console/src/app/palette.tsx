import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { clustersQuery } from "~/api/clusters";
import { groupsQuery } from "~/api/groups";
import { topicsQuery } from "~/api/topics";
import { t } from "~/text/t";
import { groupToPath } from "~/ui/group-id";
import css from "./palette.module.css";

const [store, palette] = createSpotlight();
export const openPalette = palette.open;

interface Entry {
  id: string;
  label: string;
  kind: string;
  go: () => void;
}

const MOST = 12;

/** Goes anywhere by name or pasted id. What it finds comes from lists the page has, and from the topics of this cluster. */
export function Palette() {
  const [query, setQuery] = useState("");
  const entries = useEntries(query);
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      scrollable
      maxHeight={420}
      clearQueryOnClose
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      attributes={{ content: { "aria-label": t("shell.search") } }}
    >
      <Spotlight.Search
        placeholder={t("palette.placeholder")}
        aria-label={t("palette.placeholder")}
        leftSection={<IconSearch size={16} />}
      />
      <Spotlight.ActionsList>
        {entries.slice(0, MOST).map((entry) => (
          <Spotlight.Action key={entry.id} onClick={entry.go} className={css.action}>
            <span className={css.entry}>
              <span>{entry.label}</span>
              <span className={css.kind}>{entry.kind}</span>
            </span>
          </Spotlight.Action>
        ))}
        {entries.length === 0 && <Spotlight.Empty>{t("palette.empty")}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function useEntries(query: string): Entry[] {
  const navigate = useNavigate();
  const { clusterId } = useParams({ strict: false });
  const clusters = useQuery({ ...clustersQuery, enabled: query !== "" }).data ?? [];
  const enabled = clusterId !== undefined && query !== "";
  const topics =
    useInfiniteQuery({ ...topicsQuery(clusterId ?? "", query), enabled }).data?.pages[0]?.data ?? [];
  const groups = useQuery({ ...groupsQuery(clusterId ?? ""), enabled, refetchInterval: false }).data ?? [];
  const found: Entry[] = [];
  const page = (id: string, label: string, go: () => void) =>
    found.push({ id, label, kind: t("palette.page"), go });
  if (clusterId) {
    const params = { clusterId };
    page("overview", t("rail.overview"), () => void navigate({ to: "/clusters/$clusterId", params }));
    page("topics", t("rail.topics"), () => void navigate({ to: "/clusters/$clusterId/topics", params }));
    page(
      "topics-new",
      t("topics.create"),
      () => void navigate({ to: "/clusters/$clusterId/topics-new", params }),
    );
    page("groups", t("rail.groups"), () => void navigate({ to: "/clusters/$clusterId/groups", params }));
    page("connect", t("rail.connect"), () => void navigate({ to: "/clusters/$clusterId/connect", params }));
    page("keys", t("rail.keys"), () => void navigate({ to: "/clusters/$clusterId/keys", params }));
    page(
      "keys-new",
      t("keys.create.title"),
      () => void navigate({ to: "/clusters/$clusterId/keys-new", params }),
    );
    for (const topic of topics) {
      found.push({
        id: `topic ${topic.topic_name}`,
        label: topic.topic_name,
        kind: t("palette.topic"),
        go: () =>
          void navigate({
            to: "/clusters/$clusterId/topics/$topic/messages",
            params: { clusterId, topic: topic.topic_name },
          }),
      });
    }
    for (const group of groups) {
      const id = group.consumer_group_id;
      found.push({
        id: `group ${id}`,
        label: id,
        kind: t("palette.group"),
        go: () =>
          void navigate({
            to: "/clusters/$clusterId/groups/$group",
            params: { clusterId, group: groupToPath(id) },
          }),
      });
    }
  }
  for (const cluster of clusters) {
    found.push({
      id: cluster.id,
      label: `${cluster.spec.display_name} ${cluster.id}`,
      kind: t("palette.cluster"),
      go: () => void navigate({ to: "/clusters/$clusterId", params: { clusterId: cluster.id } }),
    });
  }
  page("home", t("rail.home"), () => void navigate({ to: "/" }));
  page("clusters-new", t("clusters.create"), () => void navigate({ to: "/clusters-new" }));
  page("service-accounts", t("rail.serviceAccounts"), () => void navigate({ to: "/service-accounts" }));
  page("api-keys", t("rail.apiKeys"), () => void navigate({ to: "/api-keys" }));
  page("settings", t("user.settings"), () => void navigate({ to: "/settings/me" }));
  const wanted = query.trim().toLowerCase();
  if (/^lkc-[a-z0-9]+$/.test(wanted)) {
    page("paste", wanted, () => void navigate({ to: "/clusters/$clusterId", params: { clusterId: wanted } }));
  } else if (/^[a-z0-9]{16}$/.test(wanted)) {
    page(
      "paste",
      wanted.toUpperCase(),
      () => void navigate({ to: "/api-keys/$keyId", params: { keyId: wanted.toUpperCase() } }),
    );
  }
  return found.filter((entry) => entry.label.toLowerCase().includes(wanted));
}
