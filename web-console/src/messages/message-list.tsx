import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, useEffect, useRef, useState } from "react";
import { connectQuery } from "~/api/clusters";
import type { Message } from "~/api/types";
import { kcatFirstMessage } from "~/snippets/kcat";
import { t } from "~/text/t";
import { Code } from "~/ui/code";
import { EmptyState } from "~/ui/empty-state";
import { clock, timeOfDay } from "~/ui/format";
import { LinkButton } from "~/ui/link-button";
import { usePreferences } from "~/ui/preferences";
import { Pending, RowBones } from "~/ui/skeleton";
import { Badge } from "~/ui/status";
import { zoneName } from "~/ui/time";
import { fieldsOf } from "./cel";
import type { FeedView } from "./feed";
import css from "./messages.module.css";
import { oneLine, visible } from "./payload";
import { idOf } from "./ring";
import type { Pause } from "./use-pause";

const ROW = 28;
const NARROW_ROW = 48;
const OVERSCAN = 8;
const HOVER_MS = 300;

interface Props {
  clusterId: string;
  topic: string;
  /** Oldest first. */
  rows: readonly Message[];
  view: FeedView;
  newestFirst: boolean;
  opened: string | undefined;
  filtered: boolean;
  /** Paths of the value's fields that stand in columns of their own. */
  columns: readonly string[];
  pause: Pause;
  onOpen: (message: Message) => void;
}

export function MessageList(props: Props) {
  if (props.rows.length > 0) return <Rows {...props} />;
  const { view } = props;
  if (view.state === "connecting") {
    return (
      <Pending>
        <RowBones rows={8} />
      </Pending>
    );
  }
  if (view.state === "failed" || view.state === "full" || view.state === "taken") return <div />;
  if (props.filtered) {
    return (
      <EmptyState title={t("messages.noMatch")}>
        <p>{t("messages.noMatchText")}</p>
      </EmptyState>
    );
  }
  return <NoMessages clusterId={props.clusterId} topic={props.topic} />;
}

function NoMessages({ clusterId, topic }: { clusterId: string; topic: string }) {
  const connect = useQuery(connectQuery(clusterId)).data;
  return (
    <EmptyState
      title={t("messages.empty", { topic })}
      action={
        <>
          <LinkButton
            to="/clusters/$clusterId/topics/$topic/messages"
            params={{ clusterId, topic }}
            search={{ produce: "open" }}
            variant="filled"
          >
            {t("messages.produceHere")}
          </LinkButton>
          <LinkButton to="/clusters/$clusterId/connect" params={{ clusterId }} search={{ topic }}>
            {t("connect.client")}
          </LinkButton>
        </>
      }
    >
      <p>{t("messages.emptyText")}</p>
      <Code
        text={kcatFirstMessage(connect?.bootstrap ?? "").replace("-t orders", `-t ${topic}`)}
        label={t("messages.producerLine")}
      />
    </EmptyState>
  );
}

function Rows({ rows, newestFirst, opened, columns, pause, onOpen }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const narrow = useMediaQuery("(max-width: 700px)", false, { getInitialValueInEffect: false });
  const size = narrow ? NARROW_ROW : ROW;
  const at = (index: number) => rows[newestFirst ? rows.length - 1 - index : index];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => size,
    overscan: OVERSCAN,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row height makes all positions new
  useEffect(() => virtual.measure(), [size]);
  const [active, setActive] = useState(0);
  const { zone } = usePreferences();
  const hover = useRef<ReturnType<typeof setTimeout>>(undefined);

  const move = (to: number) => {
    const index = Math.min(rows.length - 1, Math.max(0, to));
    setActive(index);
    virtual.scrollToIndex(index);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true }),
    );
  };
  return (
    <div
      className={css.grid}
      role="grid"
      aria-label={t("topics.tabMessages")}
      aria-rowcount={rows.length}
      style={
        columns.length > 0
          ? ({
              "--pinned": columns.map(() => "minmax(48px, 120px)").join(" "),
              "--pins": columns.length,
            } as CSSProperties)
          : undefined
      }
      data-keeps-focus
      onMouseEnter={() => {
        hover.current = setTimeout(() => pause.hold("hover", true), HOVER_MS);
      }}
      onMouseLeave={() => {
        clearTimeout(hover.current);
        pause.hold("hover", false);
      }}
      onFocus={() => pause.hold("focus", true)}
      onBlur={() => pause.hold("focus", false)}
    >
      <div className={css.head} role="row" tabIndex={-1}>
        <span role="columnheader">{t("messages.columnTime", { zone: zoneName(zone) })}</span>
        <span role="columnheader">{t("messages.columnPartition")}</span>
        <span role="columnheader">{t("messages.columnOffset")}</span>
        <span role="columnheader">{t("messages.columnKey")}</span>
        {columns.map((path) => (
          <span key={path} role="columnheader" title={path} data-pin>
            {path.replace(/^value\.?/, "")}
          </span>
        ))}
        <span role="columnheader">{t("messages.columnValue")}</span>
      </div>
      <div
        ref={scroller}
        className={css.scroller}
        role="rowgroup"
        onScroll={(event) => newestFirst && pause.hold("scroll", event.currentTarget.scrollTop > size)}
      >
        <div className={css.all} role="presentation" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const message = at(index);
            if (!message) return null;
            const id = idOf(message);
            return (
              <div
                key={id}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={id === opened}
                data-index={index}
                tabIndex={index === active ? 0 : -1}
                className={css.row}
                style={{ transform: `translateY(${start}px)`, height: size }}
                onClick={() => {
                  setActive(index);
                  onOpen(message);
                }}
                onKeyDown={(event) => {
                  if (event.code === "KeyJ" || event.code === "ArrowDown") move(index + 1);
                  else if (event.code === "KeyK" || event.code === "ArrowUp") move(index - 1);
                  else if (event.code === "Home") move(0);
                  else if (event.code === "End") move(rows.length - 1);
                  else if (event.code === "Enter") onOpen(message);
                  else return;
                  event.preventDefault();
                  event.stopPropagation();
                }}
              >
                <Cells message={message} zone={zone} columns={columns} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Cells(props: { message: Message; zone: "local" | "utc"; columns: readonly string[] }) {
  const { message, zone, columns } = props;
  return (
    <>
      <span role="gridcell" className={css.time}>
        <span className={css.date}>{clock(Date.parse(message.timestamp), zone).slice(0, 11)}</span>
        {timeOfDay(Date.parse(message.timestamp), zone, "ms")}
      </span>
      <span role="gridcell" className={css.figure}>
        {message.partition}
      </span>
      <span role="gridcell" className={css.figure}>
        {message.offset}
      </span>
      <span role="gridcell" className={css.cut}>
        {message.key === null ? <span className={css.none}>–</span> : oneLine(message.key, 120)}
      </span>
      {columns.map((path) => (
        <span key={path} role="gridcell" className={css.cut} data-pin>
          {visible(fieldsOf(message).find((field) => field.path === path)?.text ?? "–")}
        </span>
      ))}
      <span role="gridcell" className={css.cut}>
        {message.value === null ? (
          <Badge tone="over">{t("messages.tombstone")}</Badge>
        ) : (
          <>
            {message.value.encoding === "base64" && <Badge tone="over">{t("messages.binary")}</Badge>}{" "}
            {oneLine(message.value)}
          </>
        )}
      </span>
    </>
  );
}
