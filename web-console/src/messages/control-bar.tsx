import { Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { t } from "~/text/t";
import css from "./messages.module.css";
import type { Search } from "./search";

const TYPING_MS = 300;

type Show = "live" | "newest" | "oldest" | "offset" | "time" | "-5m" | "-1h" | "-24h";

const showOf = (search: Search): Show => {
  if (search.start === "time")
    return search.time === "-5m" || search.time === "-1h" || search.time === "-24h" ? search.time : "time";
  if (search.start === "oldest" || search.start === "offset") return search.start;
  return search.live === "off" ? "newest" : "live";
};

const searchOf = (show: Show): Search => {
  switch (show) {
    case "live":
      return {};
    case "newest":
      return { live: "off" };
    case "oldest":
      return { start: "oldest" };
    case "offset":
      return { start: "offset", offset: "0" };
    case "time":
      return { start: "time", time: new Date(Date.now() - 600_000).toISOString() };
    default:
      return { start: "time", time: show };
  }
};

/** One sentence: show [what] of [which partitions] where [text]. All of it stands in the address. */
export function ControlBar({
  clusterId,
  topic,
  partitions,
}: {
  clusterId: string;
  topic: string;
  partitions: number;
}) {
  const search = useSearch({ from: "/in/clusters/$clusterId/topics/$topic/messages" });
  const navigate = useNavigate();
  const go = (change: Search, keepPlace = false) =>
    void navigate({
      to: "/clusters/$clusterId/topics/$topic/messages",
      params: { clusterId, topic },
      search: (before) =>
        keepPlace
          ? { ...before, ...change }
          : { partition: before.partition, text: before.text, produce: before.produce, ...change },
      replace: true,
    });
  const single = Array.from({ length: partitions }, (_, at) => String(at));
  const several = search.partition?.includes(",") ? [search.partition] : [];
  return (
    <search className={css.bar} aria-label={t("messages.choose")}>
      <Select
        aria-label={t("messages.show")}
        value={showOf(search)}
        w={172}
        data={[
          { value: "live", label: t("messages.showLive") },
          { value: "newest", label: t("messages.showNewest") },
          { value: "oldest", label: t("messages.showOldest") },
          { value: "offset", label: t("messages.showOffset") },
          { value: "time", label: t("messages.showTime") },
          { value: "-5m", label: t("messages.show5m") },
          { value: "-1h", label: t("messages.show1h") },
          { value: "-24h", label: t("messages.show24h") },
        ]}
        onChange={(show) => show && go(searchOf(show as Show))}
      />
      {search.start === "offset" && (
        <OffsetField
          value={search.offset ?? "0"}
          onChange={(offset) => go({ start: "offset", offset }, true)}
        />
      )}
      {showOf(search) === "time" && (
        <TimeField value={search.time ?? ""} onChange={(time) => go({ start: "time", time }, true)} />
      )}
      <span className={css.word}>{t("messages.of")}</span>
      <Select
        aria-label={t("messages.partition")}
        value={search.partition ?? "all"}
        w={148}
        searchable={partitions > 12}
        data={[
          { value: "all", label: t("messages.allPartitions") },
          ...[...several, ...single].map((value) => ({
            value,
            label: t("messages.partitionNamed", { name: value }),
          })),
        ]}
        onChange={(value) => go({ partition: value === "all" || value === null ? undefined : value }, true)}
      />
      <span className={css.word}>{t("messages.where")}</span>
      <TextField value={search.text ?? ""} onChange={(text) => go({ text: text || undefined }, true)} />
    </search>
  );
}

function TextField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const apply = useDebouncedCallback(onChange, TYPING_MS);
  return (
    <TextInput
      className={css.text}
      aria-label={t("messages.contains")}
      placeholder={t("messages.contains")}
      value={typed}
      maxLength={1000}
      data-filter
      spellCheck={false}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        apply(event.currentTarget.value);
      }}
      onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
    />
  );
}

function OffsetField({ value, onChange }: { value: string; onChange: (offset: string) => void }) {
  const [typed, setTyped] = useState(value);
  const bad = !/^\d{1,19}$/.test(typed);
  return (
    <TextInput
      aria-label={t("messages.offset")}
      w={160}
      inputMode="numeric"
      value={typed}
      error={bad ? t("messages.offsetBad") : undefined}
      onChange={(event) => setTyped(event.currentTarget.value.trim())}
      onBlur={() => !bad && onChange(typed)}
      onKeyDown={(event) => event.key === "Enter" && !bad && onChange(typed)}
    />
  );
}

/** `2026-11-22T14:03` as the browser's own field wants it, in the reader's zone. */
function localMinute(time: string): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime())
    ? ""
    : new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

function TimeField({ value, onChange }: { value: string; onChange: (time: string) => void }) {
  return (
    <TextInput
      aria-label={t("messages.time")}
      type="datetime-local"
      step={1}
      w={208}
      value={localMinute(value)}
      onChange={(event) => {
        const at = new Date(event.currentTarget.value);
        if (!Number.isNaN(at.getTime())) onChange(at.toISOString());
      }}
    />
  );
}
