import { Button, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { auditDownload, auditQuery } from "~/api/audit";
import { ProblemOf } from "~/api/loaded";
import type { AuditRow } from "~/api/types";
import { t } from "~/text/t";
import { EmptyState } from "~/ui/empty-state";
import { ListFilter } from "~/ui/list-filter";
import { type Column, ListTable } from "~/ui/list-table";
import { Dim, PageHeader, Prose } from "~/ui/page";
import { Pending, RowBones } from "~/ui/skeleton";
import { Badge } from "~/ui/status";
import { Time, useNowMs } from "~/ui/time";
import css from "./audit.module.css";
import { type AuditSearch, filterOf } from "./search";

const AuditRowPanel = lazy(() => import("./audit-row").then((file) => ({ default: file.AuditRowPanel })));

const TYPING_MS = 300;

export function AuditPage() {
  const search = useSearch({ from: "/in/audit-log" });
  const navigate = useNavigate({ from: "/audit-log" });
  const now = useNowMs();
  const filter = filterOf(search, now);
  const log = useInfiniteQuery(auditQuery(filter));
  const rows = log.data?.pages.flatMap((page) => page.data) ?? [];
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = log;
  const looking = hasNextPage && log.data?.pages.at(-1)?.data.length === 0;
  // A long log is looked through piece by piece: a piece without a match is not the end of it.
  useEffect(() => {
    if (looking && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [looking, isFetchingNextPage, isError, fetchNextPage]);
  const change = (next: Partial<AuditSearch>) =>
    void navigate({ search: (old) => ({ ...old, row: undefined, ...next }), replace: true });
  const open = rows.find((row) => row.id === search.row);
  return (
    <>
      <PageHeader
        title={t("rail.audit")}
        actions={
          <>
            <Button component="a" href={auditDownload(filter, "csv")} download>
              {t("audit.download", { format: "CSV" })}
            </Button>
            <Button component="a" href={auditDownload(filter, "ndjson")} download>
              {t("audit.download", { format: "NDJSON" })}
            </Button>
          </>
        }
      />
      <Prose>{t("audit.lead")}</Prose>
      <Filters search={search} onChange={change} />
      {log.isError && !log.data && <ProblemOf problem={log.error} onRetry={() => void log.refetch()} />}
      {(log.isPending || (looking && rows.length === 0 && !isError)) && (
        <Pending onRetry={() => void log.refetch()}>
          <RowBones rows={10} />
        </Pending>
      )}
      {log.data && rows.length === 0 && !looking && (
        <EmptyState title={t("audit.empty")}>
          <p>{t("audit.emptyText")}</p>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <ListTable
          name="audit"
          label={t("rail.audit")}
          rows={rows}
          columns={columns((row) => void navigate({ search: (old) => ({ ...old, row: row.id }) }))}
          rowKey={(row) => row.id}
        />
      )}
      {log.hasNextPage && (
        <Button
          className={css.more}
          loading={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          {t("audit.older")}
        </Button>
      )}
      {open && (
        <Suspense>
          <AuditRowPanel
            row={open}
            onClose={() => void navigate({ search: (old) => ({ ...old, row: undefined }) })}
            onFilter={change}
          />
        </Suspense>
      )}
    </>
  );
}

function Filters({
  search,
  onChange,
}: {
  search: AuditSearch;
  onChange: (next: Partial<AuditSearch>) => void;
}) {
  const [text, setText] = useState(search.text ?? "");
  const apply = useDebouncedCallback((next: string) => onChange({ text: next || undefined }), TYPING_MS);
  const [action, setAction] = useState(search.action ?? "");
  const applyAction = useDebouncedCallback(
    (next: string) => onChange({ action: next || undefined }),
    TYPING_MS,
  );
  return (
    <ListFilter
      label={t("audit.text")}
      value={text}
      onChange={(next) => {
        setText(next);
        apply(next);
      }}
    >
      <TextInput
        aria-label={t("audit.action")}
        placeholder={t("audit.actionHelp")}
        value={action}
        spellCheck={false}
        onChange={(event) => {
          setAction(event.currentTarget.value);
          applyAction(event.currentTarget.value);
        }}
      />
      <Select
        aria-label={t("audit.outcome")}
        w={180}
        data={[
          { value: "all", label: t("audit.allOutcomes") },
          { value: "DONE", label: t("audit.done") },
          { value: "REFUSED", label: t("audit.refused") },
        ]}
        value={search.outcome ?? "all"}
        onChange={(next) => onChange({ outcome: next === "all" ? undefined : (next as "DONE" | "REFUSED") })}
      />
      <Select
        aria-label={t("audit.since")}
        w={140}
        data={[
          { value: "all", label: t("audit.allTime") },
          { value: "24h", label: t("audit.last", { span: "24 h" }) },
          { value: "7d", label: t("audit.last", { span: "7 d" }) },
          { value: "30d", label: t("audit.last", { span: "30 d" }) },
        ]}
        value={search.since ?? "all"}
        onChange={(next) => onChange({ since: next === "all" ? undefined : (next as AuditSearch["since"]) })}
      />
      {search.actor && (
        <Button variant="default" onClick={() => onChange({ actor: undefined })}>
          {t("audit.byActor", { actor: search.actor })} ×
        </Button>
      )}
      {search.resource && (
        <Button variant="default" onClick={() => onChange({ resource: undefined })}>
          {t("audit.ofResource", { resource: search.resource })} ×
        </Button>
      )}
    </ListFilter>
  );
}

const columns = (onOpen: (row: AuditRow) => void): Column<AuditRow>[] => [
  {
    id: "action",
    head: t("audit.action"),
    cell: (row) => (
      <>
        <button type="button" className={css.open} onClick={() => onOpen(row)}>
          {row.action}
        </button>{" "}
        {row.outcome === "REFUSED" && <Badge tone="bad">{t("audit.refused")}</Badge>}
        {(row.times ?? 1) > 1 && <Dim> ×{row.times}</Dim>}
      </>
    ),
  },
  {
    id: "resource",
    head: t("audit.resource"),
    narrow: true,
    cell: (row) =>
      row.resource ? (
        <>
          <code>{row.resource}</code> {row.resource_name && <Dim>{row.resource_name}</Dim>}
        </>
      ) : (
        "–"
      ),
  },
  { id: "actor", head: t("access.who"), narrow: true, cell: (row) => row.actor.name ?? row.actor.id },
  {
    id: "with",
    head: t("audit.with"),
    cell: (row) =>
      row.actor.credential === "session" ? (
        <Dim>{t("audit.session")}</Dim>
      ) : (
        <code>{row.actor.credential ?? "–"}</code>
      ),
  },
  { id: "address", head: t("keys.from"), cell: (row) => row.actor.address ?? "–" },
  { id: "at", head: t("audit.at"), narrow: true, cell: (row) => <Time at={row.at} /> },
  {
    id: "request",
    head: t("state.requestId"),
    extra: true,
    cell: (row) => (row.request_id ? <code>{row.request_id}</code> : "–"),
  },
];
