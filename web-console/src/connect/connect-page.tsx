import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { connectQuery } from "~/api/clusters";
import { keysQuery } from "~/api/keys";
import { Loaded } from "~/api/loaded";
import { topicsQuery } from "~/api/topics";
import type { ApiKey, ConnectInfo } from "~/api/types";
import { QuickKey } from "~/parts/quick-key";
import { NO_KEY, NO_SECRET } from "~/snippets/access";
import { type Language, languages } from "~/snippets/languages";
import { masked, snippets } from "~/snippets/snippets";
import { t } from "~/text/t";
import { Code } from "~/ui/code";
import { Copyable } from "~/ui/copy";
import { PageHeader, Pairs, Prose, Section } from "~/ui/page";
import { Pending, RowBones } from "~/ui/skeleton";
import css from "./connect.module.css";

export function ConnectPage() {
  const { clusterId } = useParams({ from: "/in/clusters/$clusterId/connect" });
  const connect = useQuery(connectQuery(clusterId));
  // The snippet stands below the choice of a key.
  const keys = useQuery(keysQuery(clusterId));
  return (
    <>
      <PageHeader title={t("connect.title")} />
      {keys.isPending ? (
        <Pending>
          <RowBones rows={8} />
        </Pending>
      ) : (
        <Loaded query={connect}>{(info) => <Connect clusterId={clusterId} info={info} />}</Loaded>
      )}
    </>
  );
}

function Connect({ clusterId, info }: { clusterId: string; info: ConnectInfo }) {
  const search = useSearch({ from: "/in/clusters/$clusterId/connect" });
  const navigate = useNavigate({ from: "/clusters/$clusterId/connect" });
  const topics = useInfiniteQuery(topicsQuery(clusterId)).data?.pages[0]?.data ?? [];
  const keys = useQuery(keysQuery(clusterId)).data ?? [];
  const [chosen, setChosen] = useState<string>();
  const [made, setMade] = useState<ApiKey>();
  const [pasted, setPasted] = useState("");
  const language = (search.lang ?? "java") as Language;
  const topic = search.topic ?? topics[0]?.topic_name ?? "orders";
  const key = chosen ?? made?.id ?? keys[0]?.id;
  const secret = made && key === made.id ? (made.spec.secret ?? NO_SECRET) : pasted || NO_SECRET;
  const access = {
    bootstrap: info.bootstrap,
    protocol: info.security_protocol,
    caPem: info.ca_pem,
    key: key ?? NO_KEY,
    secret,
  };
  const snippet = snippets[language].of(access, { topic, group: "first-group" });
  return (
    <>
      <Section title={t("connect.address")}>
        <Pairs
          pairs={[
            [
              t("clusters.bootstrap"),
              <Copyable key="bootstrap" text={info.bootstrap} what={t("clusters.bootstrap")} />,
            ],
            [t("connect.protocol"), `${info.security_protocol}, ${info.sasl_mechanism}`],
            [t("connect.rest"), <Copyable key="rest" text={info.rest_endpoint} what={t("connect.rest")} />],
          ]}
        />
      </Section>
      <Section title={t("connect.run")}>
        <Prose>{t("connect.runText")}</Prose>
        <div className={css.choices}>
          <Select
            label={t("palette.topic")}
            searchable
            value={topic}
            data={[...new Set([topic, ...topics.map((each) => each.topic_name)])]}
            onChange={(next) =>
              void navigate({ search: (before) => ({ ...before, topic: next ?? undefined }), replace: true })
            }
          />
          {keys.length > 0 || made ? (
            <Select
              label={t("keys.key")}
              value={key ?? null}
              data={[
                ...new Map([...(made ? [made] : []), ...keys].map((each) => [each.id, each])).values(),
              ].map((each) => ({
                value: each.id,
                label: each.spec.display_name ? `${each.id} · ${each.spec.display_name}` : each.id,
              }))}
              onChange={(next) => setChosen(next ?? undefined)}
            />
          ) : null}
          {key && key !== made?.id && (
            <TextInput
              label={t("connect.secret")}
              description={t("connect.secretHelp")}
              type="password"
              autoComplete="off"
              value={pasted}
              onChange={(event) => setPasted(event.currentTarget.value.trim())}
            />
          )}
          <QuickKey
            clusterId={clusterId}
            onMade={(next) => {
              setMade(next);
              setChosen(next.id);
            }}
          />
        </div>
        <div className={css.language}>
          <SegmentedControl
            aria-label={t("connect.language")}
            value={language}
            data={languages.map((value) => ({ value, label: snippets[value].name }))}
            onChange={(lang) => void navigate({ search: (before) => ({ ...before, lang }), replace: true })}
          />
          <span className={css.needs}>{t(snippets[language].needs)}</span>
        </div>
        <Code
          text={snippet}
          shown={masked(snippet, secret)}
          label={t("connect.snippet", { name: snippets[language].name })}
          primary
        />
      </Section>
    </>
  );
}
