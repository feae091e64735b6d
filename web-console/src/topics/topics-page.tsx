import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { connectQuery } from "~/api/clusters";
import { ProblemOf } from "~/api/loaded";
import { useMay } from "~/api/session";
import { topicsQuery } from "~/api/topics";
import type { Topic } from "~/api/types";
import { topicsTool } from "~/snippets/tools";
import { t } from "~/text/t";
import { Code } from "~/ui/code";
import { EmptyState } from "~/ui/empty-state";
import { LinkButton } from "~/ui/link-button";
import { ListFilter } from "~/ui/list-filter";
import { PageHeader } from "~/ui/page";
import { Pending, RowBones } from "~/ui/skeleton";
import { DeleteTopics } from "./delete-topics";
import { JustDeleted } from "./just-deleted";
import { TopicTable } from "./topic-table";
import { TopicsTabs } from "./topics-tabs";

const TYPING_MS = 200;
/** So many pages are read by themselves: 10,000 topics. */
const MOST_PAGES = 20;

/** All the topics there are, page after page; the first page is shown at once. */
function useTopics(clusterId: string, filter: string) {
  const query = useInfiniteQuery(topicsQuery(clusterId, filter));
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const goOn = hasNextPage && !isFetchingNextPage && (data?.pages.length ?? 0) < MOST_PAGES;
  useEffect(() => {
    if (goOn) void fetchNextPage();
  }, [goOn, fetchNextPage]);
  const rows = useMemo(() => data?.pages.flatMap((page) => page.data) ?? [], [data]);
  return { query, rows };
}

export function TopicsPage() {
  const { clusterId } = useParams({ from: "/in/clusters/$clusterId/topics" });
  const { filter = "", deleted } = useSearch({ from: "/in/clusters/$clusterId/topics" });
  const navigate = useNavigate({ from: "/clusters/$clusterId/topics" });
  const [typed, setTyped] = useState(filter);
  const apply = useDebouncedCallback(
    (next: string) =>
      void navigate({ search: (before) => ({ ...before, filter: next || undefined }), replace: true }),
    TYPING_MS,
  );
  const may = useMay("topics.manage");
  const { query: topics, rows } = useTopics(clusterId, filter);
  const none = topics.data !== undefined && rows.length === 0;
  return (
    <>
      <PageHeader
        title={t("rail.topics")}
        actions={
          may && (
            <LinkButton
              to="/clusters/$clusterId/topics-new"
              params={{ clusterId }}
              variant="filled"
              data-create
            >
              {t("topics.create")}
            </LinkButton>
          )
        }
      />
      <TopicsTabs clusterId={clusterId} />
      {deleted && <JustDeleted clusterId={clusterId} topicId={deleted} />}
      {none && !filter ? (
        <NoTopics clusterId={clusterId} may={may} />
      ) : (
        <>
          <ListFilter
            label={t("topics.filter")}
            value={typed}
            onChange={(next) => {
              setTyped(next);
              apply(next);
            }}
            count={
              topics.data && t(topics.hasNextPage ? "topics.first" : "topics.count", { count: rows.length })
            }
          />
          {topics.isError && !topics.data && (
            <ProblemOf problem={topics.error} onRetry={() => void topics.refetch()} />
          )}
          {topics.isPending && (
            <Pending onRetry={() => void topics.refetch()}>
              <RowBones rows={8} />
            </Pending>
          )}
          {none && <EmptyState title={t("topics.noMatch", { filter })} />}
          {rows.length > 0 && <Topics clusterId={clusterId} rows={rows} may={may} />}
        </>
      )}
    </>
  );
}

/** The list and what can be done with several of its rows. */
function Topics({ clusterId, rows, may }: { clusterId: string; rows: Topic[]; may: boolean }) {
  const { sort } = useSearch({ from: "/in/clusters/$clusterId/topics" });
  const navigate = useNavigate({ from: "/clusters/$clusterId/topics" });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <>
      <DeleteTopics clusterId={clusterId} selected={selected} onSelect={setSelected} />
      <TopicTable
        clusterId={clusterId}
        topics={rows}
        sort={sort}
        onSort={(next) => void navigate({ search: (before) => ({ ...before, sort: next }), replace: true })}
        selected={selected}
        onSelect={may ? setSelected : undefined}
      />
    </>
  );
}

function NoTopics({ clusterId, may }: { clusterId: string; may: boolean }) {
  const connect = useQuery(connectQuery(clusterId)).data;
  return (
    <EmptyState
      title={t("topics.empty")}
      action={
        may && (
          <LinkButton to="/clusters/$clusterId/topics-new" params={{ clusterId }} variant="filled">
            {t("topics.create")}
          </LinkButton>
        )
      }
    >
      <p>{t("topics.lesson")}</p>
      <p>{t("topics.byTool")}</p>
      <Code text={topicsTool(connect?.bootstrap ?? "", "orders", 6)} label={t("code.command")} />
    </EmptyState>
  );
}
