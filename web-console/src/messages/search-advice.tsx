import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { estimateQuery, filterCheckQuery } from "~/api/messages";
import { t } from "~/text/t";
import { bytes, integer, span } from "~/ui/format";
import css from "./filter.module.css";
import { rangeOf } from "./question";
import type { Search } from "./search";

const TYPING_MS = 300;

/** What a search costs before it runs, and cheaper ways to the same hits. */
export function SearchAdvice(props: {
  clusterId: string;
  topic: string;
  search: Search;
  filter: string;
  go: (change: Search) => void;
}) {
  const { clusterId, topic, search, go } = props;
  const [filter] = useDebouncedValue(props.filter, TYPING_MS);
  const { data: check } = useQuery(filterCheckQuery(clusterId, topic, filter));
  const searching = search.start !== undefined;
  const { data: cost } = useQuery({
    ...estimateQuery(clusterId, rangeOf(topic, search)),
    enabled: searching,
  });
  const place = filter === props.filter ? check?.key_partition : undefined;
  const narrower = place && place.partitions > 1 && search.partition !== String(place.partition);
  return (
    <div className={css.advice}>
      {!searching && (
        <>
          <span>{t("messages.onlyNewest")}</span>
          <Button size="compact-xs" onClick={() => go({ start: "oldest", order: "newest", live: undefined })}>
            {t("messages.searchAll")}
          </Button>
        </>
      )}
      {searching && cost && (
        <span>
          {t("messages.cost", {
            messages: integer(cost.messages),
            bytes: cost.bytes === undefined ? "?" : bytes(cost.bytes),
            time: cost.seconds === undefined ? "?" : span(Math.max(1, cost.seconds) * 1000),
            share: bytes(cost.bytes_per_second),
          })}
        </span>
      )}
      {narrower && (
        <Button
          size="compact-xs"
          onClick={() => go({ partition: String(place.partition), filter: filter || undefined })}
        >
          {t("messages.onlyPartition", { partition: place.partition, times: place.partitions })}
        </Button>
      )}
    </div>
  );
}
