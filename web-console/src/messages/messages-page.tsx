import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { useMay } from "~/api/session";
import { topicQuery } from "~/api/topics";
import type { Message } from "~/api/types";
import { t } from "~/text/t";
import { LinkButton } from "~/ui/link-button";
import { Problem } from "~/ui/problem";
import { columnsOf } from "./columns";
import { ControlBar } from "./control-bar";
import { DownloadMenu } from "./download-menu";
import { MessageList } from "./message-list";
import css from "./messages.module.css";
import { hasOrigin } from "./origin";
import { streamQuery } from "./question";
import { StreamStatus } from "./stream-status";
import { Timeline } from "./timeline";
import { useFeed } from "./use-feed";
import { usePause } from "./use-pause";

const MessagePanel = lazy(() => import("./message-panel").then((file) => ({ default: file.MessagePanel })));
const ProducePanel = lazy(() => import("./produce-panel").then((file) => ({ default: file.ProducePanel })));

export function MessagesPage() {
  const { clusterId, topic } = useParams({ from: "/in/clusters/$clusterId/topics/$topic/messages" });
  const { partition, offset } = useParams({ strict: false });
  const search = useSearch({ from: "/in/clusters/$clusterId/topics/$topic/messages" });
  const navigate = useNavigate();
  const params = { clusterId, topic };
  const { data } = useQuery(topicQuery(clusterId, topic));
  const query = useMemo(() => streamQuery(topic, search), [topic, search]);
  const { feed, view } = useFeed(clusterId, query);
  const opened = partition !== undefined && offset !== undefined ? `${partition}:${offset}` : undefined;
  const { shown, newer, pause } = usePause(view, query.follow === true && opened !== undefined);
  const columns = useMemo(() => columnsOf(search.columns), [search.columns]);
  const newestFirst = query.follow === true || query.start === "newest" || query.order === "newest_first";
  const mayRead = useMay("messages.read");

  const keep = (before: typeof search) => before;
  const open = (message: Message) =>
    void navigate({
      to: "/clusters/$clusterId/topics/$topic/messages/$partition/$offset",
      params: { ...params, partition: String(message.partition), offset: message.offset },
      search: (before) => keep({ ...before, produce: undefined }),
      replace: opened !== undefined,
    });
  const close = () =>
    void navigate({
      to: "/clusters/$clusterId/topics/$topic/messages",
      params,
      search: (before) => ({ ...before, produce: undefined }),
    });

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (
        event.key === "Escape" &&
        (opened || search.produce) &&
        !document.querySelector("[role=dialog][data-modal-content]")
      )
        close();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });

  if (!mayRead)
    return (
      <Problem tone="warn" title={t("problem.forbiddenTitle")} sentence={t("messages.noRight", { topic })} />
    );
  return (
    <>
      <ControlBar clusterId={clusterId} topic={topic} partitions={data?.partitions_count ?? 1} rows={shown} />
      <Timeline
        clusterId={clusterId}
        topic={topic}
        search={search}
        onRange={(range) =>
          void navigate({
            to: "/clusters/$clusterId/topics/$topic/messages",
            params,
            search: ({ partition, text, filter, columns }) => ({
              partition,
              text,
              filter,
              columns,
              ...range,
            }),
          })
        }
      />
      <StreamStatus
        view={view}
        feed={feed}
        follow={query.follow === true}
        pause={pause}
        newer={newer}
        aside={
          <>
            {(topic.startsWith("dlq.") || shown.some(hasOrigin)) && (
              <LinkButton
                to="/clusters/$clusterId/topics/$topic/redrive"
                params={params}
                search={{ filter: search.filter }}
                size="compact-xs"
              >
                {t("messages.sendBack")}
              </LinkButton>
            )}
            <DownloadMenu clusterId={clusterId} query={query} />
          </>
        }
      />
      <div className={css.split} data-panel={opened || search.produce ? true : undefined}>
        <MessageList
          clusterId={clusterId}
          topic={topic}
          rows={shown}
          view={view}
          newestFirst={newestFirst}
          opened={opened}
          filtered={Boolean(search.text || search.filter || search.partition)}
          columns={columns}
          pause={pause}
          onOpen={open}
        />
        <Suspense fallback={null}>
          {search.produce ? (
            <ProducePanel
              clusterId={clusterId}
              topic={topic}
              partitions={data?.partitions_count ?? 1}
              onClose={close}
            />
          ) : (
            opened && (
              <MessagePanel
                key={opened}
                clusterId={clusterId}
                topic={topic}
                partition={Number(partition)}
                offset={String(offset)}
                preview={shown.find((row) => row.partition === Number(partition) && row.offset === offset)}
                onClose={close}
              />
            )
          )}
        </Suspense>
      </div>
    </>
  );
}
