import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { clustersQuery, connectQuery } from "~/api/clusters";
import { keyQuery, useRevokeKey } from "~/api/keys";
import { Loaded, ProblemOf } from "~/api/loaded";
import { ApiProblem } from "~/api/problem";
import { serviceAccountsQuery } from "~/api/service-accounts";
import { noRight, useMayAt } from "~/api/session";
import type { ApiKey } from "~/api/types";
import { NothingHere } from "~/parts/nothing-here";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Confirm } from "~/ui/confirm";
import { Facts, PageHeader, Pairs, Prose, Section } from "~/ui/page";
import { Status } from "~/ui/status";
import { Time } from "~/ui/time";
import { phaseOf } from "./phase";
import { Refusals } from "./refusals";
import { Rotation } from "./rotation";

export function KeyPage() {
  const { keyId } = useParams({ from: "/in/api-keys/$keyId" });
  const query = useQuery(keyQuery(keyId));
  const resource = query.data?.spec.resource;
  const cluster = resource?.kind === "Cluster" ? resource.id : undefined;
  const connect = useQuery({ ...connectQuery(cluster ?? ""), enabled: cluster !== undefined }).data;
  if (query.error instanceof ApiProblem && query.error.status === 404) {
    // A key that was just revoked answers 404 from the moment it is gone everywhere.
    return query.data ? <Revoked key={keyId} apiKey={query.data} /> : <NothingHere />;
  }
  return (
    <>
      <PageHeader
        title={keyId}
        code
        facts={
          query.data && (
            <Facts>
              {[<Status key="state" state={phaseOf(query.data)} />, query.data.spec.display_name]}
            </Facts>
          )
        }
      />
      <Loaded query={query}>
        {(key) => (
          <>
            <About apiKey={key} />
            <Refusals apiKey={key} />
            {phaseOf(key) === "ACTIVE" && <Rotation apiKey={key} connect={connect} />}
            {key.status.phase === "ACTIVE" && <Revoke apiKey={key} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function Revoked({ apiKey }: { apiKey: ApiKey }) {
  return (
    <>
      <PageHeader title={apiKey.id} code facts={<Status state="REVOKED" />} />
      <Prose>{t("keys.revokedText")}</Prose>
    </>
  );
}

function About({ apiKey }: { apiKey: ApiKey }) {
  const { spec, status } = apiKey;
  const accounts = useQuery(serviceAccountsQuery).data;
  const clusters = useQuery(clustersQuery).data;
  const owner = accounts?.find((account) => account.id === spec.owner.id)?.display_name;
  const cluster = clusters?.find((each) => each.id === spec.resource.id);
  return (
    <>
      <Section title={t("keys.about")}>
        <Pairs
          pairs={[
            [
              t("keys.for"),
              spec.resource.kind === "Cluster" ? (
                <Link key="for" to="/clusters/$clusterId/keys" params={{ clusterId: spec.resource.id }}>
                  {cluster?.spec.display_name ?? spec.resource.id}
                </Link>
              ) : (
                t("keys.management")
              ),
            ],
            [t("keys.owner"), owner ? `${owner} (${spec.owner.id})` : spec.owner.id],
            [t("keys.role"), spec.role ?? t("keys.noRole")],
            [t("clusters.made"), <Time key="made" at={apiKey.metadata.created_at} />],
            [
              t("keys.expires"),
              spec.expires_at ? <Time key="expires" at={spec.expires_at} /> : t("keys.neverExpires"),
            ],
          ]}
        />
      </Section>
      <Section title={t("keys.use")}>
        <Pairs
          pairs={[
            [
              t("keys.lastUsed"),
              status.last_used_at ? <Time key="used" at={status.last_used_at} /> : t("keys.never"),
            ],
            [t("keys.from"), <code key="from">{status.last_address ?? "–"}</code>],
          ]}
        />
      </Section>
    </>
  );
}

function Revoke({ apiKey }: { apiKey: ApiKey }) {
  const [asking, setAsking] = useState(false);
  const revoke = useRevokeKey();
  const may = useMayAt()("api_keys.manage", { cluster: apiKey.spec.resource?.id });
  const { last_used_at: used, last_address: address } = apiKey.status;
  return (
    <Section title={t("keys.revoke")}>
      <Prose>{t("keys.revokeText")}</Prose>
      <Action color="bad" onClick={() => setAsking(true)} offBecause={may ? undefined : noRight()}>
        {t("keys.revokeNamed", { id: apiKey.id })}
      </Action>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("keys.revokeNamed", { id: apiKey.id })}
        typed={apiKey.id}
        act={t("keys.revokeNamed", { id: apiKey.id })}
        busy={revoke.isPending}
        problem={revoke.isError && <ProblemOf problem={revoke.error} />}
        facts={
          <>
            <p>
              {used ? (
                <>
                  {t("keys.lastUsed")} <Time at={used} /> {address}
                </>
              ) : (
                t("keys.neverUsed")
              )}
            </p>
            <p>{t("confirm.final")}</p>
          </>
        }
        onConfirm={() => revoke.mutate(apiKey.id, { onSuccess: () => setAsking(false) })}
      />
    </Section>
  );
}
