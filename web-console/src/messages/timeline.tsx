import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useRef, useState } from "react";
import { timelineQuery } from "~/api/messages";
import type { MessageTimeline } from "~/api/types";
import { t } from "~/text/t";
import { clock, integer, timeOfDay } from "~/ui/format";
import { usePreferences } from "~/ui/preferences";
import { moment } from "./question";
import type { Search } from "./search";
import css from "./timeline.module.css";

const SLICES = 60;
const DAY_MS = 86_400_000;

interface Props {
  clusterId: string;
  topic: string;
  search: Search;
  onRange: (change: Search) => void;
}

/** Messages per slice of time: a click goes there, a drag bounds what is read. */
export function Timeline({ clusterId, topic, search, onRange }: Props) {
  const bounded = search.until !== undefined && search.time !== undefined;
  const range = bounded
    ? { from: moment(search.time, Date.now()), to: moment(search.until, Date.now()) }
    : {};
  const partitions = search.partition?.split(",").map(Number);
  const { data } = useQuery(timelineQuery(clusterId, topic, partitions, range, SLICES));
  return (
    <div className={css.timeline}>
      {data ? <Bars timeline={data} onRange={onRange} /> : <NoBars />}
      {bounded && (
        <Button size="compact-xs" onClick={() => onRange({ start: "oldest" })}>
          {t("messages.wholeTopic")}
        </Button>
      )}
    </div>
  );
}

/** As high as the bars and their edges, so that nothing moves when they come. */
const NoBars = () => (
  <>
    <div className={css.bars} />
    <div className={css.edges} aria-hidden>
      <span>–</span>
    </div>
  </>
);

function Bars({ timeline, onRange }: { timeline: MessageTimeline; onRange: (change: Search) => void }) {
  const { zone } = usePreferences();
  const [active, setActive] = useState(0);
  const [dragged, setDragged] = useState<[number, number]>();
  const bars = useRef<HTMLDivElement>(null);
  const { slices } = timeline;
  const most = Math.max(1, ...slices.map((slice) => Number(slice.count)));
  const long = Date.parse(timeline.to) - Date.parse(timeline.from) > DAY_MS;
  const end = (at: number) => slices[at + 1]?.at ?? timeline.to;
  const time = (text: string) =>
    long ? clock(Date.parse(text), zone, "min") : timeOfDay(Date.parse(text), zone, "s");
  const jump = (at: number) => onRange({ start: "time", time: slices[at]?.at });
  const bound = (from: number, to: number) =>
    onRange({ start: "time", time: slices[from]?.at, until: end(to) });
  const atOf = (event: React.PointerEvent) => {
    const place = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - place.left) / Math.max(1, place.width);
    return Math.min(slices.length - 1, Math.max(0, Math.floor(share * slices.length)));
  };
  const press = (event: KeyboardEvent) => {
    const to = event.key === "ArrowRight" ? active + 1 : event.key === "ArrowLeft" ? active - 1 : undefined;
    if (to === undefined || to < 0 || to >= slices.length) return;
    event.preventDefault();
    setActive(to);
    bars.current?.querySelectorAll("button")[to]?.focus();
  };
  const chosen = dragged && [Math.min(...dragged), Math.max(...dragged)];
  return (
    <>
      <div
        ref={bars}
        className={css.bars}
        role="toolbar"
        aria-label={t("messages.timeline")}
        onKeyDown={press}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragged([atOf(event), atOf(event)]);
        }}
        onPointerMove={(event) => dragged && setDragged([dragged[0], atOf(event)])}
        onPointerCancel={() => setDragged(undefined)}
        onPointerUp={() => {
          if (!chosen) return;
          const [from = 0, to = 0] = chosen;
          setDragged(undefined);
          if (from === to) jump(from);
          else bound(from, to);
        }}
      >
        {slices.map((slice, at) => (
          <button
            key={slice.at}
            type="button"
            tabIndex={at === active ? 0 : -1}
            data-chosen={(chosen && at >= (chosen[0] ?? 0) && at <= (chosen[1] ?? 0)) || undefined}
            title={t("messages.slice", {
              from: time(slice.at),
              to: time(end(at)),
              count: (timeline.about ? "≈ " : "") + integer(slice.count),
            })}
            onClick={(event) => {
              if (event.detail > 0) return;
              if (event.shiftKey) bound(at, at);
              else jump(at);
            }}
          >
            <span style={{ height: height(Number(slice.count), most) }} />
          </button>
        ))}
      </div>
      <div className={css.edges} aria-hidden>
        <span>{time(timeline.from)}</span>
        <span>{time(timeline.to)}</span>
      </div>
    </>
  );
}

/** A slice with one message is still to be seen beside one with a million. */
const height = (count: number, most: number): string =>
  count === 0 ? "0" : `${Math.max(6, (count / most) * 100).toFixed(1)}%`;
