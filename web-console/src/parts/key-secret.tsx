import { useState } from "react";
import type { ApiKey, ConnectInfo } from "~/api/types";
import { javaProperties, librdkafkaProperties } from "~/snippets/access";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Copyable, CopyIcon } from "~/ui/copy";
import { Buttons, Pairs, Prose } from "~/ui/page";
import css from "./key-secret.module.css";

/** Saves a text as a file without asking any server. */
function download(name: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** A new key, the only time its secret is shown. */
export function KeySecret({ apiKey, connect }: { apiKey: ApiKey; connect: ConnectInfo | undefined }) {
  const [shown, setShown] = useState(false);
  const secret = apiKey.spec.secret ?? "";
  const access = connect && {
    bootstrap: connect.bootstrap,
    protocol: connect.security_protocol,
    caPem: connect.ca_pem,
    key: apiKey.id,
    secret,
  };
  return (
    <div className={css.secret}>
      <Prose>{t("keys.once")}</Prose>
      <Pairs
        pairs={[
          [t("keys.id"), <Copyable key="id" text={apiKey.id} what={t("keys.id")} />],
          [
            t("keys.secret"),
            <span key="secret" className={css.line}>
              <code data-secret={shown || undefined}>{shown ? secret : "•".repeat(24)}</code>
              <CopyIcon text={secret} what={t("keys.secret")} />
              <Action size="compact-xs" onClick={() => setShown(!shown)}>
                {t(shown ? "keys.hide" : "keys.show")}
              </Action>
            </span>,
          ],
        ]}
      />
      {access && (
        <Buttons>
          <Action onClick={() => download("client.properties", javaProperties(access))}>
            {t("keys.downloadJava")}
          </Action>
          <Action onClick={() => download("librdkafka.properties", librdkafkaProperties(access))}>
            {t("keys.downloadLibrdkafka")}
          </Action>
          {access.caPem && (
            <Action onClick={() => download("naru-ca.pem", access.caPem ?? "")}>
              {t("keys.downloadCa")}
            </Action>
          )}
        </Buttons>
      )}
    </div>
  );
}
