import { useQuery } from "@tanstack/react-query";
import { ProblemOf } from "~/api/loaded";
import { messageQuery } from "~/api/messages";
import type { Message } from "~/api/types";
import { t } from "~/text/t";
import { integer } from "~/ui/format";
import { Block } from "~/ui/json/json-view";
import { Dim } from "~/ui/page";
import { Bone, Pending } from "~/ui/skeleton";
import { difference } from "./difference";
import css from "./difference.module.css";

const signs = { same: "  ", added: "+ ", removed: "- " };

/** The other message and this one, line by line; signs tell them apart for who sees no colours. */
export function DifferenceView(props: { clusterId: string; topic: string; from: string; to: Message }) {
  const [partition = "0", offset = "0"] = props.from.split(":");
  const other = useQuery(messageQuery(props.clusterId, props.topic, Number(partition), offset));
  if (other.isError) return <ProblemOf problem={other.error} onRetry={() => void other.refetch()} />;
  if (!other.data) {
    return (
      <Pending>
        <Bone height={120} />
      </Pending>
    );
  }
  const pieces = difference(other.data, props.to);
  if (pieces.every(({ kind }) => kind === "same")) return <Dim>{t("messages.noDifference")}</Dim>;
  const place = t("messages.place", { partition, offset: integer(offset) });
  return (
    <Block label={t("messages.comparedWith", { place })}>
      {pieces.map(({ kind, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one difference never move
        <span key={at} className={css[kind]}>
          {text.replace(/^(?=.|\n)/gm, signs[kind]).replace(/(?:[-+ ] )$/, "")}
        </span>
      ))}
    </Block>
  );
}
