import { ActionIcon, Tooltip } from "@mantine/core";
import { IconTable } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { t } from "~/text/t";
import { clock, timeOfDay } from "../format";
import { usePreferences } from "../preferences";
import css from "./chart.module.css";

const Plot = lazy(() => import("./uplot-chart").then((file) => ({ default: file.Plot })));

export interface Line {
  name: string;
  /** Which of the six series colours; blue (1) is in and orange (2) is out on every chart. */
  colour: 1 | 2 | 3 | 4 | 5 | 6;
  /** Null where nothing was measured, which is not zero. */
  values: readonly (number | null)[];
}

export interface ChartData {
  title: string;
  format: (value: number) => string;
  /** Seconds since 1970. */
  times: readonly number[];
  lines: readonly Line[];
  /** Ends now: nothing measured at its end is worth a word. */
  moving?: boolean;
  /** Seconds are parted at whole minutes and hours, not at tens. */
  seconds?: boolean;
}

export type Zoom = (fromS: number, toS: number) => void;

const measured = (values: readonly (number | null)[]) =>
  values.filter((value): value is number => value !== null);

/** A chart in a card whose size never changes: loading, empty and full are as high as each other. */
export function ChartCard(props: {
  data: ChartData;
  quiet: string;
  /** Asked to show another span, in seconds since 1970; left out where the span is fixed. */
  onZoom?: Zoom | undefined;
}) {
  const { data, quiet, onZoom } = props;
  const { zone } = usePreferences();
  const [table, setTable] = useState(false);
  const empty = data.lines.every((line) => measured(line.values).length === 0);
  const silentSince = silence(data);
  return (
    <section className={css.card} aria-label={data.title}>
      <div className={css.head}>
        <h2>{data.title}</h2>
        <ul className={css.legend}>
          {data.lines.map((line) => {
            const now = line.values.findLast((value) => value !== null);
            return (
              <li key={line.name}>
                <span className={css.swatch} data-colour={line.colour} aria-hidden />
                {line.name} <strong>{now === undefined || now === null ? "–" : data.format(now)}</strong>
              </li>
            );
          })}
        </ul>
        {silentSince !== undefined && (
          <span className={css.silent}>
            {t("chart.silent", { time: timeOfDay(silentSince * 1000, zone, "min") })}
          </span>
        )}
        <Tooltip label={t("chart.asTable")}>
          <ActionIcon
            size={24}
            aria-label={t("chart.asTable")}
            aria-pressed={table}
            onClick={() => setTable(!table)}
          >
            <IconTable size={15} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={css.body}>
        {table ? (
          <NumberTable data={data} />
        ) : (
          <Suspense fallback={null}>
            <Plot data={data} sentence={sentence(data)} onZoom={onZoom} />
          </Suspense>
        )}
        {empty && !table && <p className={css.quiet}>{quiet}</p>}
      </div>
    </section>
  );
}

/** So many steps without a value at the end are no accident of timing; neither is a quarter of a minute. */
const SILENT_STEPS = 2;
const SILENT_SECONDS = 15;

/** When the last value was measured, if that is longer ago than it should be. */
function silence({ times, lines, moving }: ChartData): number | undefined {
  if (!moving) return undefined;
  const last = times.findLastIndex((_, at) => lines.some((line) => line.values[at] != null));
  const [end, since] = [times.at(-1), times[last]];
  if (last < 0 || end === undefined || since === undefined) return undefined;
  const step = (times[1] ?? 0) - (times[0] ?? 0);
  return end - since > Math.max(step * SILENT_STEPS, SILENT_SECONDS) ? since : undefined;
}

/** What the picture says, for those who don't see it. */
function sentence(data: ChartData): string {
  const parts = data.lines.map((line) => {
    const values = measured(line.values);
    if (values.length === 0) return t("chart.nothing", { name: line.name });
    return t("chart.sentence", {
      name: line.name,
      now: data.format(values[values.length - 1] ?? 0),
      peak: data.format(values.reduce((most, value) => Math.max(most, value), 0)),
      low: data.format(values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)),
    });
  });
  return `${data.title}. ${parts.join(" ")}`;
}

function NumberTable({ data }: { data: ChartData }) {
  const { zone } = usePreferences();
  return (
    <div
      className={css.numbers}
      tabIndex={0}
      role="region"
      aria-label={t("chart.numbersOf", { title: data.title })}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{t("chart.time")}</th>
            {data.lines.map((line) => (
              <th key={line.name} scope="col">
                {line.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.times
            .map((time, at) => (
              <tr key={time}>
                <td>{clock(time * 1000, zone, "s")}</td>
                {data.lines.map((line) => {
                  const value = line.values[at];
                  return <td key={line.name}>{value == null ? "–" : data.format(value)}</td>;
                })}
              </tr>
            ))
            .reverse()}
        </tbody>
      </table>
    </div>
  );
}
