import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { binQuery } from "~/api/bin";
import { Loaded } from "~/api/loaded";
import { noRight, useMay } from "~/api/session";
import type { BinnedTopic } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { type Column, DataTable } from "~/ui/data-table";
import { EmptyState } from "~/ui/empty-state";
import { bytes, span } from "~/ui/format";
import { Buttons, PageHeader, Prose } from "~/ui/page";
import { Time, useNowMs } from "~/ui/time";
import { PurgeDialog } from "./purge-dialog";
import { RestoreDialog } from "./restore-dialog";
import { TopicsTabs } from "./topics-tabs";

type Asked = { what: "restore" | "purge"; topic: BinnedTopic } | undefined;

export function BinPage() {
  const { clusterId } = useParams({ from: "/in/clusters/$clusterId/topics-bin" });
  const bin = useQuery(binQuery(clusterId));
  const may = useMay("topics.manage");
  const [asked, setAsked] = useState<Asked>();
  const done = () => setAsked(undefined);
  return (
    <>
      <PageHeader title={t("rail.topics")} />
      <TopicsTabs clusterId={clusterId} />
      <Prose>{t("bin.lead")}</Prose>
      <Loaded query={bin}>
        {(topics) =>
          topics.length === 0 ? (
            <EmptyState title={t("bin.empty")}>
              <p>{t("bin.lesson")}</p>
            </EmptyState>
          ) : (
            <DataTable
              label={t("bin.title")}
              rows={topics}
              columns={columns(may, setAsked)}
              rowKey={(topic) => topic.topic_id}
            />
          )
        }
      </Loaded>
      {asked?.what === "restore" && (
        <RestoreDialog clusterId={clusterId} topic={asked.topic} onClose={done} />
      )}
      {asked?.what === "purge" && <PurgeDialog clusterId={clusterId} topic={asked.topic} onClose={done} />}
    </>
  );
}

const columns = (may: boolean, ask: (asked: Asked) => void): Column<BinnedTopic>[] => {
  const offBecause = may ? undefined : noRight();
  return [
    { id: "name", head: t("topics.name"), cell: (topic) => topic.name },
    {
      id: "partitions",
      head: t("topics.partitions"),
      figure: true,
      cell: (topic) => topic.partitions_count,
    },
    {
      id: "size",
      head: t("metrics.stored"),
      figure: true,
      narrow: true,
      cell: (topic) => (topic.size_bytes ? bytes(Number(topic.size_bytes)) : "–"),
    },
    { id: "by", head: t("bin.deletedBy"), cell: (topic) => topic.deleted_by ?? "–" },
    {
      id: "at",
      head: t("bin.deletedAt"),
      cell: (topic) => (topic.deleted_at ? <Time at={topic.deleted_at} /> : "–"),
    },
    {
      id: "left",
      head: t("bin.left"),
      figure: true,
      narrow: true,
      cell: (topic) => <Left untilMs={topic.purged_at ? Date.parse(topic.purged_at) : undefined} />,
    },
    {
      id: "actions",
      head: "",
      narrow: true,
      cell: (topic) => (
        <Buttons>
          <Action size="compact-sm" offBecause={offBecause} onClick={() => ask({ what: "restore", topic })}>
            {t("bin.restore")} <span className="unseen">{topic.name}</span>
          </Action>
          <Action
            size="compact-sm"
            color="bad"
            offBecause={offBecause}
            onClick={() => ask({ what: "purge", topic })}
          >
            {t("bin.purge")} <span className="unseen">{topic.name}</span>
          </Action>
        </Buttons>
      ),
    },
  ];
};

/** Counts down to the end. */
function Left({ untilMs }: { untilMs: number | undefined }) {
  const nowMs = useNowMs();
  if (untilMs === undefined) return "–";
  return span(Math.floor(Math.max(0, untilMs - nowMs) / 1000) * 1000);
}
