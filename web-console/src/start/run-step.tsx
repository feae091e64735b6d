import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { connectQuery } from "~/api/clusters";
import { Loaded } from "~/api/loaded";
import type { ApiKey } from "~/api/types";
import { KeySecret } from "~/parts/key-secret";
import { QuickKey } from "~/parts/quick-key";
import { NO_SECRET } from "~/snippets/access";
import { type Language, languages } from "~/snippets/languages";
import { masked, snippets } from "~/snippets/snippets";
import { t } from "~/text/t";
import { Code } from "~/ui/code";
import css from "./start.module.css";

export const FIRST_GROUP = "first-group";

export function RunStep(props: {
  clusterId: string;
  topic: string;
  apiKey: ApiKey;
  onMade: (key: ApiKey) => void;
}) {
  const { apiKey } = props;
  const connect = useQuery(connectQuery(props.clusterId));
  const [language, setLanguage] = useState<Language>("python");
  const secret = apiKey.spec.secret;
  return (
    <Loaded query={connect}>
      {(info) => {
        const access = {
          bootstrap: info.bootstrap,
          protocol: info.security_protocol,
          caPem: info.ca_pem,
          key: apiKey.id,
          secret: secret ?? NO_SECRET,
        };
        const snippet = snippets[language].of(access, { topic: props.topic, group: FIRST_GROUP });
        return (
          <>
            {secret ? (
              <KeySecret apiKey={apiKey} connect={info} />
            ) : (
              <>
                <p className={css.lesson}>{t("start.secretGone")}</p>
                <QuickKey clusterId={props.clusterId} onMade={props.onMade} />
              </>
            )}
            <div className={css.language}>
              <SegmentedControl
                aria-label={t("connect.language")}
                value={language}
                data={languages.map((value) => ({ value, label: snippets[value].name }))}
                onChange={(next) => setLanguage(next as Language)}
              />
              <span className={css.lesson}>{t(snippets[language].needs)}</span>
            </div>
            <p className={css.lesson}>{t("connect.runText")}</p>
            <Code
              text={snippet}
              shown={masked(snippet, access.secret)}
              label={t("connect.snippet", { name: snippets[language].name })}
              primary
            />
          </>
        );
      }}
    </Loaded>
  );
}
