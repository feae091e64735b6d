import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Loaded } from "~/api/loaded";
import type { UsageReport } from "~/api/types";
import { usageQuery } from "~/api/usage";
import { t } from "~/text/t";
import { ChartCard, type ChartData } from "~/ui/chart/chart";
import { EmptyState } from "~/ui/empty-state";
import { bytes, sum } from "~/ui/format";
import { type Column, ListTable } from "~/ui/list-table";
import { Columns, PageHeader, Prose } from "~/ui/page";
import { useNowMs } from "~/ui/time";
import { monthsBefore, thisMonth } from "./months";

type Row = UsageReport["data"][number];

/** So many months are kept. */
const KEPT = 25;

export function UsagePage() {
  const now = useNowMs();
  const { month = thisMonth(now), sort } = useSearch({ from: "/in/usage" });
  const navigate = useNavigate({ from: "/usage" });
  const usage = useQuery(usageQuery(month));
  return (
    <>
      <PageHeader
        title={t("rail.usage")}
        actions={
          <Select
            aria-label={t("usage.month")}
            w={140}
            data={monthsBefore(thisMonth(now), KEPT)}
            value={month}
            onChange={(next) =>
              void navigate({
                search: (old) => ({
                  ...old,
                  month: next === thisMonth(now) ? undefined : (next ?? undefined),
                }),
              })
            }
          />
        }
      />
      <Prose>{t("usage.lead")}</Prose>
      <Loaded query={usage}>
        {(report) =>
          report.data.length === 0 ? (
            <EmptyState title={t("usage.empty")}>
              <p>{t("usage.emptyText")}</p>
            </EmptyState>
          ) : (
            <>
              <Charts rows={report.data} />
              <ListTable
                name="usage"
                label={t("rail.usage")}
                rows={[...report.data, totalOf(report.data)]}
                columns={columns()}
                rowKey={(row) => row.cluster_id}
                sort={sort}
                onSort={(next) => void navigate({ search: (old) => ({ ...old, sort: next }), replace: true })}
              />
            </>
          )
        }
      </Loaded>
    </>
  );
}

const TOTAL = "";

const totalOf = (rows: readonly Row[]): Row => ({
  cluster_id: TOTAL,
  bytes_in: sum(rows.map((row) => row.bytes_in)),
  bytes_out: sum(rows.map((row) => row.bytes_out)),
  stored_byte_hours: sum(rows.map((row) => row.stored_byte_hours)),
});

/** Byte hours as they are said: GB h. */
const byteHours = (value: string): string => `${bytes(value)} h`;

const columns = (): Column<Row>[] => [
  {
    id: "cluster",
    head: t("clusters.name"),
    by: (row) => row.cluster_name ?? row.cluster_id,
    cell: (row) =>
      row.cluster_id === TOTAL ? (
        <strong>{t("usage.total")}</strong>
      ) : (
        <Link to="/clusters/$clusterId" params={{ clusterId: row.cluster_id }}>
          {row.cluster_name ?? row.cluster_id}
        </Link>
      ),
  },
  {
    id: "in",
    head: t("metrics.in"),
    figure: true,
    narrow: true,
    by: (row) => BigInt(row.bytes_in),
    cell: (row) => bytes(row.bytes_in),
  },
  {
    id: "out",
    head: t("metrics.out"),
    figure: true,
    narrow: true,
    by: (row) => BigInt(row.bytes_out),
    cell: (row) => bytes(row.bytes_out),
  },
  {
    id: "stored",
    head: t("usage.stored"),
    figure: true,
    narrow: true,
    by: (row) => BigInt(row.stored_byte_hours),
    cell: (row) => byteHours(row.stored_byte_hours),
  },
];

/** Each day's bytes over all clusters. */
function Charts({ rows }: { rows: readonly Row[] }) {
  const days = [...new Set(rows.flatMap((row) => (row.days ?? []).map(({ day }) => day)))].sort();
  const daily = (name: "bytes_in" | "bytes_out" | "stored_byte_hours", share = 1) =>
    days.map((day) =>
      rows.reduce(
        (total, row) => total + Number(row.days?.find((each) => each.day === day)?.[name] ?? 0) / share,
        0,
      ),
    );
  const times = days.map((day) => Date.parse(day) / 1000);
  const traffic: ChartData = {
    title: t("usage.traffic"),
    format: bytes,
    times,
    lines: [
      { name: t("metrics.in"), colour: 1, values: daily("bytes_in") },
      { name: t("metrics.out"), colour: 2, values: daily("bytes_out") },
    ],
  };
  const stored: ChartData = {
    title: t("usage.storedDaily"),
    format: bytes,
    times,
    lines: [{ name: t("metrics.stored"), colour: 3, values: daily("stored_byte_hours", 24) }],
  };
  if (days.length === 0) return null;
  return (
    <Columns>
      <ChartCard data={traffic} quiet={t("chart.quiet")} />
      <ChartCard data={stored} quiet={t("chart.quiet")} />
    </Columns>
  );
}
