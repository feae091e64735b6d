import { Modal, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useRestoreTopic } from "~/api/bin";
import { ProblemOf } from "~/api/loaded";
import { ApiProblem } from "~/api/problem";
import type { BinnedTopic } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Buttons, Form, Prose } from "~/ui/page";

/** Its own name stands there; when it is taken by now, the answer says so at the field and another can be typed. */
export function RestoreDialog(props: { clusterId: string; topic: BinnedTopic; onClose: () => void }) {
  const { clusterId, topic, onClose } = props;
  const [name, setName] = useState(topic.name);
  const restore = useRestoreTopic(clusterId);
  const navigate = useNavigate();
  const taken = restore.error instanceof ApiProblem && restore.error.status === 409;
  const title = t("bin.restoreNamed", { name: topic.name });
  const submit = () =>
    void restore.mutateAsync({ topic_id: topic.topic_id, ...(name === topic.name ? {} : { name }) }).then(
      (restored) =>
        navigate({
          to: "/clusters/$clusterId/topics/$topic/messages",
          params: { clusterId, topic: restored.topic_name },
        }),
      () => {},
    );
  return (
    <Modal opened onClose={onClose} title={<strong>{title}</strong>}>
      <Prose>{t("bin.restoreText")}</Prose>
      <Form label={title} onSubmit={submit}>
        <TextInput
          label={t("bin.restoreAs")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={taken ? t("bin.nameTaken") : undefined}
          maxLength={249}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
        {restore.isError && !taken && <ProblemOf problem={restore.error} />}
        <Buttons>
          <Action
            type="submit"
            variant="filled"
            busy={restore.isPending}
            offBecause={name === "" ? t("bin.nameMissing") : undefined}
          >
            {t(name === topic.name ? "bin.restore" : "bin.restoreAsNamed", { name })}
          </Action>
        </Buttons>
      </Form>
    </Modal>
  );
}
