import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ApiKey } from "~/api/types";
import { t } from "~/text/t";
import { integer } from "~/ui/format";
import { Time, useNowMs } from "~/ui/time";
import css from "./attention.module.css";

const SOON_MS = 14 * 86_400_000;
const LATELY_MS = 3_600_000;

const nameOf = (key: ApiKey) => key.spec.display_name || key.id;

function worries(keys: readonly ApiKey[], nowMs: number): { key: ApiKey; id: string; text: ReactNode }[] {
  return keys.flatMap((key) => {
    const found = [];
    const { refused, last_refused_at, last_refused_reason } = key.status;
    if (last_refused_at && nowMs - Date.parse(last_refused_at) < LATELY_MS) {
      found.push({
        key,
        id: `${key.id} refused`,
        text: (
          <>
            {t("attention.refused", {
              name: nameOf(key),
              count: integer(refused),
              reason: last_refused_reason ?? "",
            })}{" "}
            <Time at={last_refused_at} />
          </>
        ),
      });
    }
    const { expires_at } = key.spec;
    if (expires_at && Date.parse(expires_at) - nowMs < SOON_MS && Date.parse(expires_at) > nowMs) {
      found.push({
        key,
        id: `${key.id} expires`,
        text: (
          <>
            {t("attention.expires", { name: nameOf(key) })} <Time at={expires_at} precision="min" />
          </>
        ),
      });
    }
    return found;
  });
}

/** What somebody should look at before it breaks: refused log-ins and keys that run out. Nothing to see, nothing shown. */
export function Attention({ keys }: { keys: readonly ApiKey[] }) {
  const all = worries(keys, useNowMs());
  if (all.length === 0) return null;
  return (
    <section aria-label={t("attention.title")} className={css.attention}>
      <h2>{t("attention.title")}</h2>
      <ul>
        {all.map(({ key, id, text }) => (
          <li key={id}>
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
            <span>{text}</span>
            <Link to="/api-keys/$keyId" params={{ keyId: key.id }}>
              {t("attention.open")} <span className="unseen">{nameOf(key)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
