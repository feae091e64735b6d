import { Button, SegmentedControl, Select } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { Message } from "~/api/types";
import { t } from "~/text/t";
import { and, celText, pathsIn } from "./cel";
import { OffsetField, TextField, TimeField } from "./control-fields";
import filterCss from "./filter.module.css";
import { FilterField } from "./filter-field";
import css from "./messages.module.css";
import { SavedFilters } from "./saved-filters";
import type { Search } from "./search";
import { SearchAdvice } from "./search-advice";

type Show = "live" | "newest" | "all" | "oldest" | "offset" | "time" | "-5m" | "-1h" | "-24h";

const showOf = (search: Search): Show => {
  if (search.start === "time")
    return search.time === "-5m" || search.time === "-1h" || search.time === "-24h" ? search.time : "time";
  if (search.start === "oldest") return search.order === "newest" ? "all" : "oldest";
  if (search.start === "offset") return search.start;
  return search.live === "off" ? "newest" : "live";
};

const searchOf = (show: Show): Search => {
  switch (show) {
    case "live":
      return {};
    case "newest":
      return { live: "off" };
    case "all":
      return { start: "oldest", order: "newest" };
    case "oldest":
      return { start: "oldest" };
    case "offset":
      return { start: "offset", offset: "0" };
    case "time":
      return { start: "time", time: new Date(Date.now() - 600_000).toISOString() };
    default:
      return { start: "time", time: show, order: "newest" };
  }
};

const shows = () => [
  { value: "live", label: t("messages.showLive") },
  { value: "newest", label: t("messages.showNewest") },
  { value: "all", label: t("messages.showAll") },
  { value: "oldest", label: t("messages.showOldest") },
  { value: "offset", label: t("messages.showOffset") },
  { value: "time", label: t("messages.showTime") },
  { value: "-5m", label: t("messages.show5m") },
  { value: "-1h", label: t("messages.show1h") },
  { value: "-24h", label: t("messages.show24h") },
];

/** One sentence: show [what] of [which partitions] where [condition]. All of it stands in the address. */
export function ControlBar(props: {
  clusterId: string;
  topic: string;
  partitions: number;
  rows: readonly Message[];
}) {
  const { clusterId, topic, partitions } = props;
  const search = useSearch({ from: "/in/clusters/$clusterId/topics/$topic/messages" });
  const navigate = useNavigate();
  const go = (change: Search, keepPlace = false) =>
    void navigate({
      to: "/clusters/$clusterId/topics/$topic/messages",
      params: { clusterId, topic },
      search: ({ partition, text, filter, columns, produce, ...place }) => ({
        partition,
        text,
        filter,
        columns,
        produce,
        ...(keepPlace ? place : {}),
        ...change,
      }),
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
        data={shows()}
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
      <Where {...props} search={search} go={(change) => go(change, true)} />
    </search>
  );
}

interface WhereProps {
  clusterId: string;
  topic: string;
  rows: readonly Message[];
  search: Search;
  go: (change: Search) => void;
}

/** Either a text that is looked for anywhere, or an expression. */
function Where({ clusterId, topic, rows, search, go }: WhereProps) {
  const [kind, setKind] = useState<"text" | "cel">(search.filter ? "cel" : "text");
  const [draft, setDraft] = useState(search.filter ?? "");
  useEffect(() => {
    setDraft(search.filter ?? "");
    if (search.filter) setKind("cel");
  }, [search.filter]);
  const apply = () => go({ filter: draft.trim() || undefined, text: undefined });
  const change = (next: string) => {
    if (next === "cel" && search.text) setDraft(`valueText.contains(${celText(search.text)})`);
    if (next === "text" && search.filter) go({ filter: undefined });
    setKind(next === "cel" ? "cel" : "text");
  };
  return (
    <>
      <SegmentedControl
        className={filterCss.kind}
        aria-label={t("messages.whereKind")}
        value={kind}
        data={[
          { value: "text", label: t("messages.text") },
          { value: "cel", label: "CEL" },
        ]}
        onChange={change}
      />
      {kind === "text" ? (
        <TextField value={search.text ?? ""} onChange={(text) => go({ text: text || undefined })} />
      ) : (
        <>
          <FilterField
            clusterId={clusterId}
            topic={topic}
            value={draft}
            paths={pathsIn(rows)}
            onChange={setDraft}
            onApply={apply}
          />
          <Button variant={draft.trim() === (search.filter ?? "") ? "default" : "filled"} onClick={apply}>
            {t("messages.search")}
          </Button>
          <SavedFilters
            draft={draft}
            onUse={(filter) => {
              setDraft(filter);
              go({ filter, text: undefined });
            }}
          />
          <Chips draft={draft} onChange={setDraft} />
        </>
      )}
      {(kind === "cel" || search.text) && (
        <SearchAdvice
          clusterId={clusterId}
          topic={topic}
          search={search}
          filter={kind === "cel" ? draft.trim() : ""}
          go={go}
        />
      )}
    </>
  );
}

/** Conditions to begin with; each is written into the expression, where it stays visible and can be changed. */
function Chips({ draft, onChange }: { draft: string; onChange: (filter: string) => void }) {
  const chips = [
    { name: t("messages.chipKey"), cel: "key == ''" },
    { name: t("messages.chipValue"), cel: "valueText.contains('')" },
    { name: t("messages.chipHeader"), cel: "headers.name == ''" },
    { name: t("messages.chipField"), cel: "value.field == ''" },
    { name: t("messages.chipTombstone"), cel: "value == null" },
  ];
  return (
    <div className={filterCss.chips}>
      {chips.map(({ name, cel }) => (
        <Button key={cel} size="compact-xs" onClick={() => onChange(and(draft, cel))}>
          {name}
        </Button>
      ))}
    </div>
  );
}
