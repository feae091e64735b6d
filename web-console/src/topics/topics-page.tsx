import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { connectQuery } from "~/api/clusters";
import { ProblemOf } from "~/api/loaded";
import { useMay } from "~/api/session";
import { topicsQuery } from "~/api/topics";
import { topicsTool } from "~/snippets/tools";
import { t } from "~/text/t";
import { Code } from "~/ui/code";
import { EmptyState } from "~/ui/empty-state";
import { LinkButton } from "~/ui/link-button";
import { Dim, PageHeader } from "~/ui/page";
import { Pending, RowBones } from "~/ui/skeleton";
import { JustDeleted } from "./just-deleted";
import { TopicTable } from "./topic-table";
import css from "./topics.module.css";
import { TopicsTabs } from "./topics-tabs";

const TYPING_MS = 200;

export function TopicsPage() {
  const { clusterId } = useParams({ from: "/in/clusters/$clusterId/topics" });
  const { filter = "", deleted } = useSearch({ from: "/in/clusters/$clusterId/topics" });
  const navigate = useNavigate({ from: "/clusters/$clusterId/topics" });
  const [typed, setTyped] = useState(filter);
  const apply = useDebouncedCallback(
    (next: string) => void navigate({ search: { filter: next || undefined, deleted }, replace: true }),
    TYPING_MS,
  );
  const may = useMay("topics.manage");
  const topics = useInfiniteQuery(topicsQuery(clusterId, filter));
  const rows = topics.data?.pages.flatMap((page) => page.data) ?? [];
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
          <div className={css.filter}>
            <TextInput
              aria-label={t("topics.filter")}
              placeholder={t("topics.filter")}
              leftSection={<IconSearch size={14} />}
              value={typed}
              data-filter
              onChange={(event) => {
                setTyped(event.currentTarget.value);
                apply(event.currentTarget.value);
              }}
              onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
            />
            {topics.data && (
              <Dim>
                <span role="status">
                  {t(topics.hasNextPage ? "topics.first" : "topics.count", { count: rows.length })}
                </span>
              </Dim>
            )}
          </div>
          {topics.isError && !topics.data && (
            <ProblemOf problem={topics.error} onRetry={() => void topics.refetch()} />
          )}
          {topics.isPending && (
            <Pending onRetry={() => void topics.refetch()}>
              <RowBones rows={8} />
            </Pending>
          )}
          {none && <EmptyState title={t("topics.noMatch", { filter })} />}
          {rows.length > 0 && <TopicTable clusterId={clusterId} topics={rows} />}
          {topics.hasNextPage && (
            <Button
              className={css.more}
              loading={topics.isFetchingNextPage}
              onClick={() => void topics.fetchNextPage()}
            >
              {t("topics.more")}
            </Button>
          )}
        </>
      )}
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
