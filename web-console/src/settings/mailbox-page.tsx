import { useQuery } from "@tanstack/react-query";
import { mailboxQuery } from "~/api/account";
import { Loaded } from "~/api/loaded";
import { t } from "~/text/t";
import { EmptyState } from "~/ui/empty-state";
import { Prose } from "~/ui/page";
import { Time } from "~/ui/time";
import css from "./mailbox.module.css";

/** In local mode no mail leaves the machine. */
export function MailboxPage() {
  const mails = useQuery(mailboxQuery);
  return (
    <>
      <Prose>{t("mailbox.lead")}</Prose>
      <Loaded query={mails}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t("mailbox.empty")} />
          ) : (
            <ul className={css.mails}>
              {rows.map((mail) => (
                <li key={mail.id}>
                  <h2>{mail.subject}</h2>
                  <p className={css.facts}>
                    {t("mailbox.to", { address: mail.to })} · <Time at={mail.at} />
                  </p>
                  <p className={css.text}>{mail.text}</p>
                  {mail.link && <a href={mail.link}>{t("mailbox.follow")}</a>}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}
