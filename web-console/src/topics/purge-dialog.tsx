import { usePurgeTopic } from "~/api/bin";
import { ProblemOf } from "~/api/loaded";
import type { BinnedTopic } from "~/api/types";
import { t } from "~/text/t";
import { Confirm } from "~/ui/confirm";
import { bytes } from "~/ui/format";

export function PurgeDialog(props: { clusterId: string; topic: BinnedTopic; onClose: () => void }) {
  const { topic, onClose } = props;
  const purge = usePurgeTopic(props.clusterId);
  const title = t("bin.purgeNamed", { name: topic.name });
  return (
    <Confirm
      opened
      onClose={onClose}
      title={title}
      typed={topic.name}
      act={title}
      busy={purge.isPending}
      problem={purge.isError && <ProblemOf problem={purge.error} />}
      facts={
        <>
          <p>
            {t("bin.purgeFacts", {
              partitions: topic.partitions_count,
              size: topic.size_bytes ? bytes(Number(topic.size_bytes)) : "…",
            })}
          </p>
          <p>{t("confirm.final")}</p>
        </>
      }
      onConfirm={() => void purge.mutateAsync(topic.topic_id).then(onClose, () => {})}
    />
  );
}
