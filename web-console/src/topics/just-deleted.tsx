import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { binQuery, useRestoreTopic } from "~/api/bin";
import { ProblemOf } from "~/api/loaded";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Prose } from "~/ui/page";
import { Time } from "~/ui/time";
import css from "./topics.module.css";

/** After a deletion: where the topic is now, and the way back. Says nothing once it is not in the bin any more. */
export function JustDeleted({ clusterId, topicId }: { clusterId: string; topicId: string }) {
  const topic = useQuery(binQuery(clusterId)).data?.find((each) => each.topic_id === topicId);
  const restore = useRestoreTopic(clusterId);
  const navigate = useNavigate();
  if (!topic) return null;
  const undo = () =>
    void restore.mutateAsync({ topic_id: topicId }).then(
      ({ topic_name }) =>
        navigate({
          to: "/clusters/$clusterId/topics/$topic/messages",
          params: { clusterId, topic: topic_name },
        }),
      () => {},
    );
  return (
    <div role="status" className={css.deleted}>
      <Prose>
        {t("bin.justDeleted", { name: topic.name })} {topic.purged_at && <Time at={topic.purged_at} />}
      </Prose>
      <Action size="compact-sm" busy={restore.isPending} onClick={undo}>
        {t("bin.undo")}
      </Action>
      {restore.isError && <ProblemOf problem={restore.error} />}
    </div>
  );
}
