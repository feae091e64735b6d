import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { clustersQuery } from "~/api/clusters";
import type { ApiKey } from "~/api/types";
import { type PlainTextId, t } from "~/text/t";
import { integer } from "~/ui/format";
import { Pairs, Prose, Section } from "~/ui/page";
import { Time } from "~/ui/time";

/** What a reason means and what to do about it, by the broker's word for it. */
const advice: Readonly<Record<string, PlainTextId>> = {
  "wrong secret": "refusal.wrongSecret",
  revoked: "refusal.revoked",
  expired: "refusal.expired",
  "the cluster is deleted": "refusal.clusterDeleted",
  "not for this listener": "refusal.wrongDoor",
  "bad token": "refusal.badToken",
};

/** An authentication fault says so: to a client it looks like any lost connection. */
export function Refusals({ apiKey }: { apiKey: ApiKey }) {
  const { refused, last_refused_at: at, last_refused_reason: reason, last_refused_address } = apiKey.status;
  const clusters = useQuery(clustersQuery).data;
  if (!at) return null;
  const meaning = advice[reason ?? ""];
  const { resource } = apiKey.spec;
  const cluster = resource.kind === "Cluster" && clusters?.find((each) => each.id === resource.id);
  return (
    <Section title={t("keys.refused")}>
      <Pairs
        pairs={[
          [t("refusal.count"), integer(refused)],
          [t("keys.lastRefused"), <Time key="at" at={at} />],
          [t("refusal.reason"), reason ?? "–"],
          [t("keys.from"), <code key="from">{last_refused_address ?? "–"}</code>],
        ]}
      />
      {meaning && <Prose>{t(meaning)}</Prose>}
      {cluster && (
        <Link to="/clusters/$clusterId/connect" params={{ clusterId: cluster.id }}>
          {t("refusal.connect", { cluster: cluster.spec.display_name })}
        </Link>
      )}
    </Section>
  );
}
