import css from "./code.module.css";
import { CopyButton } from "./copy";

/** A block to copy whole. `shown` may mask what `text` carries, such as a secret. */
export function Code(props: {
  text: string;
  shown?: string;
  label: string;
  primary?: boolean;
  onCopied?: () => void;
}) {
  return (
    <div className={css.frame}>
      <pre className={css.code} tabIndex={0} role="region" aria-label={props.label}>
        {props.shown ?? props.text}
      </pre>
      <div className={css.copy}>
        <CopyButton
          text={props.text}
          variant={props.primary ? "filled" : "default"}
          onCopied={props.onCopied}
        />
      </div>
    </div>
  );
}
