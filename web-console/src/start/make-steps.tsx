import { NumberInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { connectQuery, useCreateCluster } from "~/api/clusters";
import { environmentsQuery } from "~/api/environments";
import { ProblemOf } from "~/api/loaded";
import { noRight, useMayAt } from "~/api/session";
import { useCreateTopic } from "~/api/topics";
import type { ApiKey } from "~/api/types";
import { useQuickKey } from "~/parts/quick-key";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import css from "./start.module.css";

const FIRST_TOPIC = "orders";
const FIRST_PARTITIONS = 6;
const FIRST_CLUSTER = "first";

function Inline({ children, onSubmit }: { children: ReactNode; onSubmit: () => void }) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={css.inline} onSubmit={submit}>
      {children}
    </form>
  );
}

export function ClusterStep() {
  const [name, setName] = useState(FIRST_CLUSTER);
  const environments = useQuery(environmentsQuery).data;
  const create = useCreateCluster();
  const environment = environments?.[0]?.id;
  const may = useMayAt()("clusters.manage", { environment });
  return (
    <>
      <p className={css.lesson}>{t("clusters.lesson")}</p>
      <Inline onSubmit={() => environment && create.mutate({ display_name: name.trim(), environment })}>
        <TextInput
          label={t("field.name")}
          value={name}
          maxLength={64}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Action
          type="submit"
          variant="filled"
          busy={create.isPending || !environment}
          offBecause={!may ? noRight() : name.trim() ? undefined : t("field.nameMissing")}
          autoFocus
        >
          {t("clusters.create")}
        </Action>
      </Inline>
      {create.isError && <ProblemOf problem={create.error} />}
    </>
  );
}

export function TopicStep({ clusterId }: { clusterId: string }) {
  const [name, setName] = useState(FIRST_TOPIC);
  const [partitions, setPartitions] = useState<number | string>(FIRST_PARTITIONS);
  const create = useCreateTopic(clusterId);
  const may = useMayAt()("topics.manage", { cluster: clusterId });
  return (
    <>
      <p className={css.lesson}>{t("topics.lesson")}</p>
      <Inline
        onSubmit={() =>
          create.mutate({ topic_name: name.trim(), partitions_count: Number(partitions) || 1, configs: [] })
        }
      >
        <TextInput
          label={t("field.name")}
          value={name}
          maxLength={249}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NumberInput
          label={t("topics.partitions")}
          w={96}
          min={1}
          max={1000}
          value={partitions}
          onChange={setPartitions}
        />
        <Action
          type="submit"
          variant="filled"
          busy={create.isPending}
          offBecause={!may ? noRight() : name.trim() ? undefined : t("field.nameMissing")}
          autoFocus
        >
          {t("topics.create")}
        </Action>
      </Inline>
      {create.isError && <ProblemOf problem={create.error} />}
    </>
  );
}

export function KeyStep({ clusterId, onMade }: { clusterId: string; onMade: (key: ApiKey) => void }) {
  const { make, busy, offBecause, problem } = useQuickKey(clusterId);
  // The snippet of the next step needs the address; asking now saves a wait.
  useQuery(connectQuery(clusterId));
  return (
    <>
      <p className={css.lesson}>{t("start.keyLesson")}</p>
      <Inline onSubmit={() => void make().then(onMade, () => {})}>
        <Action type="submit" variant="filled" busy={busy} offBecause={offBecause} autoFocus>
          {t("keys.create.title")}
        </Action>
      </Inline>
      {problem && <ProblemOf problem={problem} />}
    </>
  );
}
