import { useState } from "react";
import { sentenceOf } from "~/api/loaded";
import { useDeleteTopic } from "~/api/topics";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { type BulkResult, inBulk } from "~/ui/bulk";
import { BulkBar } from "~/ui/bulk-bar";
import { Confirm } from "~/ui/confirm";
import { Problem } from "~/ui/problem";

/** Named before the question; of more, their number must do. */
const NAMED = 20;

/** Deletes the chosen topics, six at a time; those that stay, a protected one say, are named with the reason. */
export function DeleteTopics(props: {
  clusterId: string;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}) {
  const { selected, onSelect } = props;
  const remove = useDeleteTopic(props.clusterId);
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState<number>();
  const [results, setResults] = useState<readonly BulkResult[]>([]);
  const names = [...selected];
  const failed = results.filter((result) => result.problem !== undefined);
  const act = async () => {
    setDone(0);
    const all = await inBulk(names, (name) => remove.mutateAsync(name), setDone);
    setDone(undefined);
    setAsking(false);
    setResults(all);
    onSelect(new Set(all.filter((result) => result.problem !== undefined).map((result) => result.key)));
  };
  return (
    <>
      {results.length > 0 && (
        <Problem
          tone="warn"
          title={t("topics.bulkDeleted", {
            deleted: results.length - failed.length,
            all: results.length,
          })}
          sentence={failed.map((each) => `${each.key}: ${sentenceOf(each.problem)}`).join(" ")}
        />
      )}
      <BulkBar count={selected.size} onClear={() => onSelect(new Set())}>
        <Action
          color="bad"
          onClick={() => {
            setResults([]);
            setAsking(true);
          }}
        >
          {t("topics.deleteSelected", { count: selected.size })}
        </Action>
      </BulkBar>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("topics.deleteSelected", { count: selected.size })}
        typed={String(selected.size)}
        act={
          done === undefined
            ? t("topics.deleteSelected", { count: selected.size })
            : t("topics.deleting", { done, all: selected.size })
        }
        busy={done !== undefined}
        facts={
          <>
            <p>
              {names.slice(0, NAMED).join(", ")}
              {names.length > NAMED && " …"}
            </p>
            <p>{t("topics.deleteText")}</p>
          </>
        }
        onConfirm={() => void act()}
      />
    </>
  );
}
