import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ApiKey, Cluster, LaggingGroup } from "~/api/types";
import { t } from "~/text/t";
import { integer, span } from "~/ui/format";
import { groupToPath } from "~/ui/group-id";
import { Time, useNowMs } from "~/ui/time";
import css from "./attention.module.css";

const SOON_MS = 14 * 86_400_000;
const LATELY_MS = 3_600_000;

interface Worry {
  id: string;
  text: ReactNode;
  /** Where to look, a link that names the thing. */
  link: ReactNode;
}

const nameOf = (key: ApiKey) => key.spec.display_name || key.id;

const open = (name: string) => (
  <>
    {t("attention.open")} <span className="unseen">{name}</span>
  </>
);

function ofKey(key: ApiKey, nowMs: number): Worry[] {
  const name = nameOf(key);
  const link = (
    <Link to="/api-keys/$keyId" params={{ keyId: key.id }}>
      {open(name)}
    </Link>
  );
  const found: Worry[] = [];
  const { refused, last_refused_at, last_refused_reason, old_secret_until } = key.status;
  const say = (what: string, text: string, at: string) =>
    found.push({
      id: `${key.id} ${what}`,
      link,
      text: (
        <>
          {text} <Time at={at} precision={what === "refused" ? "s" : "min"} />
        </>
      ),
    });
  if (last_refused_at && nowMs - Date.parse(last_refused_at) < LATELY_MS)
    say(
      "refused",
      t("attention.refused", { name, count: integer(refused), reason: last_refused_reason ?? "" }),
      last_refused_at,
    );
  const { expires_at } = key.spec;
  if (expires_at && Date.parse(expires_at) - nowMs < SOON_MS && Date.parse(expires_at) > nowMs)
    say("expires", t("attention.expires", { name }), expires_at);
  if (old_secret_until && Date.parse(old_secret_until) > nowMs)
    say("retires", t("attention.retires", { name }), old_secret_until);
  return found;
}

function ofGroup(lagging: LaggingGroup, clusters: readonly Cluster[]): Worry {
  const { cluster_id: clusterId, group_id: group, seconds, messages, trend } = lagging;
  const cluster = clusters.find((each) => each.id === clusterId)?.spec.display_name ?? clusterId;
  return {
    id: `${clusterId} ${group}`,
    text:
      trend.word === "stuck" || seconds === undefined
        ? t("attention.stuck", { group, cluster, count: integer(messages) })
        : t("attention.growing", { group, cluster, time: span(seconds * 1000) }),
    link: (
      <Link to="/clusters/$clusterId/groups/$group" params={{ clusterId, group: groupToPath(group) }}>
        {open(group)}
      </Link>
    ),
  };
}

/**
 * What somebody should look at before it breaks: groups that fall behind, refused log-ins, keys and secrets that run out. Nothing to
 * see, nothing shown.
 */
export function Attention(props: {
  keys: readonly ApiKey[];
  lagging: readonly LaggingGroup[];
  clusters: readonly Cluster[];
}) {
  const nowMs = useNowMs();
  const all = [
    ...props.lagging.map((each) => ofGroup(each, props.clusters)),
    ...props.keys.flatMap((key) => ofKey(key, nowMs)),
  ];
  if (all.length === 0) return null;
  return (
    <section aria-label={t("attention.title")} className={css.attention}>
      <h2>{t("attention.title")}</h2>
      <ul>
        {all.map(({ id, text, link }) => (
          <li key={id}>
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
            <span>{text}</span>
            {link}
          </li>
        ))}
      </ul>
    </section>
  );
}
