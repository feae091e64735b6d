import { Modal, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemOf } from "~/api/loaded";
import { figuresQuery, lastOf, seriesOf } from "~/api/metrics";
import { useAlterConfigs } from "~/api/topics";
import type { TopicConfig } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { bytes } from "~/ui/format";
import { Buttons, Dim, Form } from "~/ui/page";
import { choicesOf, inWords, meaningOf, unitOf } from "./config-meaning";

export function ConfigDialog(props: {
  clusterId: string;
  topic: string;
  config: TopicConfig;
  isSetHere: boolean;
  onClose: () => void;
}) {
  const { config } = props;
  const [value, setValue] = useState(config.value);
  const alter = useAlterConfigs(props.clusterId, props.topic);
  const choices = choicesOf(config.name);
  const unit = unitOf(config.name);
  const words = inWords(config.name, value);
  const label = unit ? t("configs.valueIn", { unit }) : t("configs.value");
  const done = { onSuccess: props.onClose };
  return (
    <Modal opened onClose={props.onClose} title={<strong className="mono">{config.name}</strong>}>
      <Form
        label={config.name}
        onSubmit={() => alter.mutate([{ name: config.name, value, operation: "SET" }], done)}
      >
        <p>{meaningOf(config.name)}</p>
        {choices ? (
          <Select
            label={label}
            data={[...choices]}
            value={value}
            onChange={(next) => next && setValue(next)}
          />
        ) : (
          <TextInput
            label={label}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value.trim())}
            data-autofocus
            spellCheck={false}
          />
        )}
        {words && <Dim>= {words}</Dim>}
        {config.name === "retention.ms" && (
          <Kept clusterId={props.clusterId} topic={props.topic} retentionMs={value} />
        )}
        {alter.isError && <ProblemOf problem={alter.error} />}
        <Buttons>
          <Action
            type="submit"
            variant="filled"
            busy={alter.isPending}
            offBecause={value === config.value ? t("form.nothingChanged") : undefined}
          >
            {t("form.save")}
          </Action>
          {props.isSetHere && (
            <Action onClick={() => alter.mutate([{ name: config.name, operation: "DELETE" }], done)}>
              {t("configs.toDefault")}
            </Action>
          )}
          <Action onClick={props.onClose}>{t("confirm.cancel")}</Action>
        </Buttons>
      </Form>
    </Modal>
  );
}

/** What the retention comes to, so that nobody learns it from a full disk. */
function Kept(props: { clusterId: string; topic: string; retentionMs: string }) {
  const { clusterId, topic, retentionMs } = props;
  const metrics = useQuery(figuresQuery(clusterId, { topics: [topic] })).data;
  const rate = lastOf(seriesOf(metrics, "bytes_in", topic));
  if (!rate || !/^\d{1,15}$/.test(retentionMs)) return null;
  return <Dim>{t("configs.keeps", { size: bytes((rate * Number(retentionMs)) / 1000) })}</Dim>;
}
