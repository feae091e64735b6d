import { Button } from "@mantine/core";
import { t } from "~/text/t";
import { CopyButton, CopyIcon } from "./copy";
import css from "./states.module.css";

/** What went wrong, in the place where it did: the sentence, the request's id, a way on. */
export function Problem(props: {
  title?: string;
  sentence: string;
  requestId?: string;
  /** What to send to somebody who can help. */
  request?: string;
  tone?: "bad" | "warn";
  onRetry?: () => void;
}) {
  return (
    <div className={css.problem} data-tone={props.tone ?? "bad"} role="alert">
      {props.title && <h2>{props.title}</h2>}
      <p>{props.sentence}</p>
      {props.requestId && (
        <span className={css.request}>
          {t("state.request")} <code>{props.requestId}</code>
          <CopyIcon text={props.requestId} what={t("state.requestId")} />
        </span>
      )}
      {props.request && (
        <div className={css.actions}>
          <CopyButton text={props.request} label={t("problem.copyRequest")} />
        </div>
      )}
      {props.onRetry && (
        <div className={css.actions}>
          <Button onClick={props.onRetry}>{t("state.retry")}</Button>
        </div>
      )}
    </div>
  );
}
