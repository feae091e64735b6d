import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { StreamQuery } from "~/api/messages";
import { Feed, type FeedView } from "./feed";

const HIDDEN_MS = 60_000;

/** The feed of this question; a new question is a new feed. */
export function useFeed(clusterId: string, query: StreamQuery): { feed: Feed; view: FeedView } {
  const question = JSON.stringify(query);
  const feed = useMemo(() => new Feed(clusterId, JSON.parse(question) as StreamQuery), [clusterId, question]);
  useEffect(() => {
    feed.start();
    return () => feed.stop();
  }, [feed]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (document.hidden) timer = setTimeout(() => feed.sleep(Date.now()), HIDDEN_MS);
      else feed.wake();
    };
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [feed]);
  return { feed, view: useSyncExternalStore(feed.subscribe, feed.view) };
}
