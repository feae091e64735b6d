import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { ProblemOf } from "~/api/loaded";
import { t } from "~/text/t";
import { byteRate, bytes, countRate, integer, span, timeOfDay } from "~/ui/format";
import { usePreferences } from "~/ui/preferences";
import { Problem } from "~/ui/problem";
import { Status } from "~/ui/status";
import { useCalm } from "~/ui/use-calm";
import type { Feed, FeedView } from "./feed";
import css from "./messages.module.css";
import type { Pause } from "./use-pause";

type Frame = NonNullable<FeedView["frame"]>;

function word(view: FeedView, follow: boolean, paused: boolean): string {
  if (view.state === "connecting") return "CONNECTING";
  if (view.state === "live") return paused ? "PAUSED" : follow ? "LIVE" : "READING";
  return "STOPPED";
}

function countersOf(frame: Frame): string {
  const [shown, read] = [integer(frame.shown), bytes(frame.bytes)];
  if (frame.total === undefined)
    return t("messages.counters", { seen: integer(frame.seen), shown, bytes: read });
  return t("messages.scanned", {
    seen: integer(frame.seen),
    total: integer(frame.total),
    shown,
    bytes: read,
  });
}

/** How fast a search reads, and how long it will take yet. */
function Progress({ frame }: { frame: Frame }) {
  const total = Number(frame.total ?? 0);
  return (
    <>
      {total > 0 && <progress aria-label={t("messages.progress")} max={total} value={Number(frame.seen)} />}
      {frame.bytes_rate !== undefined && frame.bytes_rate > 0 && <span>{byteRate(frame.bytes_rate)}</span>}
      {frame.seconds_left !== undefined && frame.seconds_left >= 1 && (
        <span>{t("messages.timeLeft", { time: span(frame.seconds_left * 1000) })}</span>
      )}
    </>
  );
}

/** What the stream does, what it leaves out, and the way on. */
export function StreamStatus(props: {
  view: FeedView;
  feed: Feed;
  follow: boolean;
  pause: Pause;
  newer: number;
  aside: ReactNode;
}) {
  const { view, feed, follow, pause, newer } = props;
  const { zone } = usePreferences();
  const frame = view.frame;
  const counters = frame ? countersOf(frame) : "";
  const calm = useCalm(counters);
  if (view.state === "failed") {
    return view.problem ? (
      <ProblemOf problem={view.problem} onRetry={() => feed.readOn()} />
    ) : (
      <Problem sentence={t("problem.unexpected")} onRetry={() => feed.readOn()} />
    );
  }
  if (view.state === "full" || view.state === "taken")
    return (
      <>
        <Problem
          tone="warn"
          sentence={t(view.state === "full" ? "messages.threeTabs" : "messages.taken")}
          onRetry={() => feed.readOn()}
        />
        <Button size="compact-xs" onClick={() => feed.takeOver()}>
          {t("messages.takeOver")}
        </Button>
      </>
    );
  const leftOut = frame !== undefined && frame.left_out !== "0";
  const live = view.state === "live" && follow;
  const searching = view.state === "live" && !follow;
  return (
    <div className={css.status}>
      <Status state={word(view, follow, pause.paused)} />
      {live && (
        <Button size="compact-xs" onClick={pause.byHand || pause.paused ? pause.show : pause.toggle}>
          {pause.paused
            ? newer > 0
              ? t("messages.showNewer", { count: newer })
              : t("messages.goOn")
            : t("messages.pause")}
        </Button>
      )}
      {live && frame && frame.rate > 0 && (
        <span>{t("messages.arriving", { rate: countRate(frame.rate) })}</span>
      )}
      <span>{counters}</span>
      {leftOut && (
        <span className={css.leftOut}>
          {t("messages.leftOut", { count: integer(frame?.left_out ?? "0") })}
        </span>
      )}
      {newer > view.rows.length && <span>{t("messages.wrapped", { count: view.rows.length })}</span>}
      {searching && frame && <Progress frame={frame} />}
      {searching && (
        <Button size="compact-xs" onClick={() => feed.halt()}>
          {t("messages.stop")}
        </Button>
      )}
      {frame?.not_evaluated && (
        <span>
          {t("messages.notEvaluated", {
            count: integer(frame.not_evaluated),
            why: frame.not_evaluated_example ?? "",
          })}
        </span>
      )}
      {view.end?.reason === "limit" && <span>{t("messages.pausedAtLimit")}</span>}
      {view.end?.reason === "bytes_limit" && <span>{t("messages.pausedAtBytes")}</span>}
      {(view.state === "halted" || view.end?.reason === "limit" || view.end?.reason === "bytes_limit") && (
        <Button size="compact-xs" onClick={() => feed.readOn()}>
          {t("messages.readOn")}
        </Button>
      )}
      {view.end?.reason === "reached_end" && <span>{t("messages.reachedEnd")}</span>}
      {view.asleepSinceMs !== undefined && (
        <Button size="compact-xs" onClick={() => feed.readMissed()}>
          {t("messages.notWatched", { from: timeOfDay(view.asleepSinceMs, zone, "min") })}
        </Button>
      )}
      <span className={css.aside}>{props.aside}</span>
      <span className="unseen" role="status">
        {calm}
      </span>
    </div>
  );
}
