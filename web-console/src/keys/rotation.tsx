import { Select } from "@mantine/core";
import { useState } from "react";
import { useRetireOldSecret, useRotateKey } from "~/api/keys";
import { ProblemOf } from "~/api/loaded";
import { noRight, useMayAt } from "~/api/session";
import type { ApiKey, ConnectInfo } from "~/api/types";
import { KeySecret } from "~/parts/key-secret";
import { curl } from "~/snippets/curl";
import { rotated } from "~/snippets/terraform";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { AsCode } from "~/ui/as-code";
import { Confirm } from "~/ui/confirm";
import { type Column, DataTable } from "~/ui/data-table";
import { Buttons, Prose, Section } from "~/ui/page";
import { Status } from "~/ui/status";
import { Time, useNowMs } from "~/ui/time";

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
/** How long the old secret goes on working, in hours. */
const overlaps = [1, DAY_HOURS, 7 * DAY_HOURS, 30 * DAY_HOURS] as const;

const inWords = (hours: number) =>
  hours < DAY_HOURS ? t("span.hours", { count: hours }) : t("span.days", { count: hours / DAY_HOURS });

const endOfOld = (key: ApiKey, nowMs: number): string | undefined => {
  const until = key.status.old_secret_until;
  return until && Date.parse(until) > nowMs ? until : undefined;
};

/** A new secret beside the old one, both working, until every program has the new one. */
export function Rotation({ apiKey, connect }: { apiKey: ApiKey; connect: ConnectInfo | undefined }) {
  const [made, setMade] = useState<ApiKey>();
  const until = endOfOld(apiKey, useNowMs());
  return (
    <Section title={t("rotation.title")}>
      {made && <KeySecret apiKey={made} connect={connect} />}
      {until ? <TwoSecrets apiKey={apiKey} until={until} /> : <Begin apiKey={apiKey} onMade={setMade} />}
    </Section>
  );
}

function Begin({ apiKey, onMade }: { apiKey: ApiKey; onMade: (key: ApiKey) => void }) {
  const rotate = useRotateKey();
  const may = useMayAt()("api_keys.manage", { cluster: apiKey.spec.resource?.id });
  const [hours, setHours] = useState<number>(DAY_HOURS);
  const url = `${location.origin}/iam/v2/api-keys/${apiKey.id}`;
  const retireAt = () => new Date(Date.now() + hours * HOUR_MS).toISOString();
  return (
    <>
      <Prose>{t("rotation.lead")}</Prose>
      <Buttons>
        <Select
          aria-label={t("rotation.overlap")}
          w={220}
          data={overlaps.map((each) => ({
            value: String(each),
            label: t("rotation.oldWorks", { span: inWords(each) }),
          }))}
          value={String(hours)}
          onChange={(value) => setHours(Number(value))}
        />
        <Action
          busy={rotate.isPending}
          offBecause={may ? undefined : noRight()}
          onClick={() => rotate.mutate({ id: apiKey.id, retire_old_at: retireAt() }, { onSuccess: onMade })}
        >
          {t("rotation.rotate")}
        </Action>
      </Buttons>
      {rotate.isError && <ProblemOf problem={rotate.error} />}
      <AsCode
        forms={[
          {
            name: "curl",
            text: curl("POST", `${url}:rotate`, { retire_old_at: `${retireAt().slice(0, 17)}00Z` }),
          },
          { name: "Terraform", text: rotated(apiKey.spec.display_name || apiKey.id) },
        ]}
      />
    </>
  );
}

interface Row {
  name: string;
  until?: string;
}

function TwoSecrets({ apiKey, until }: { apiKey: ApiKey; until: string }) {
  const [asking, setAsking] = useState(false);
  const retire = useRetireOldSecret();
  const may = useMayAt()("api_keys.manage", { cluster: apiKey.spec.resource?.id });
  const columns: Column<Row>[] = [
    { id: "secret", head: t("keys.secret"), width: 220, cell: (row) => row.name },
    {
      id: "state",
      head: t("keys.state"),
      width: 160,
      narrow: true,
      cell: (row) => <Status state={row.until ? "RETIRING" : "ACTIVE"} />,
    },
    {
      id: "until",
      head: t("rotation.until"),
      narrow: true,
      cell: (row) => (row.until ? <Time at={row.until} precision="min" /> : t("rotation.noEnd")),
    },
  ];
  return (
    <>
      <DataTable
        label={t("rotation.secrets")}
        rows={[{ name: t("rotation.new") }, { name: t("rotation.old"), until }]}
        columns={columns}
        rowKey={(row) => row.name}
      />
      <Prose>{t("rotation.next")}</Prose>
      <Action color="bad" onClick={() => setAsking(true)} offBecause={may ? undefined : noRight()}>
        {t("rotation.retire")}
      </Action>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("rotation.retire")}
        typed={apiKey.id}
        act={t("rotation.retire")}
        busy={retire.isPending}
        problem={retire.isError && <ProblemOf problem={retire.error} />}
        facts={
          <>
            <p>{t("rotation.retireFacts")}</p>
            <p>{t("confirm.final")}</p>
          </>
        }
        onConfirm={() => retire.mutate(apiKey.id, { onSuccess: () => setAsking(false) })}
      />
    </>
  );
}
