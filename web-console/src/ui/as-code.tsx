import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { t } from "~/text/t";
import { Code } from "./code";
import css from "./code.module.css";

export interface CodeForm {
  /** `Terraform`, `curl`, the name of Kafka's tool: the same in every language. */
  name: string;
  text: string;
}

/** What the form does, as code to paste, filled in with what stands in the form. */
export function AsCode({ forms }: { forms: readonly CodeForm[] }) {
  const [chosen, setChosen] = useState<string>();
  const shown = forms.find((each) => each.name === chosen) ?? forms[0];
  if (!shown) return null;
  return (
    <details className={css.asCode}>
      <summary>{t("form.asCode")}</summary>
      {forms.length > 1 && (
        <SegmentedControl
          aria-label={t("form.asCode")}
          value={shown.name}
          data={forms.map(({ name }) => name)}
          onChange={setChosen}
        />
      )}
      <Code text={shown.text} label={shown.name} />
    </details>
  );
}
