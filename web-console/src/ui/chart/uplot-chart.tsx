import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { t } from "~/text/t";
import { clock, timeOfDay } from "../format";
import { usePreferences } from "../preferences";
import type { ChartData } from "./chart";
import css from "./chart.module.css";

const HEIGHT = 168;
const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Spans in which nothing was measured, shaded: they are not zero. */
function shadeGaps(plot: uPlot, colour: string) {
  const times = plot.data[0];
  const series = plot.data.slice(1);
  const unknown = (at: number) => series.every((values) => values[at] == null);
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.fillStyle = colour;
  for (let at = 0; at < times.length; at += 1) {
    if (!unknown(at)) continue;
    let end = at;
    while (end + 1 < times.length && unknown(end + 1)) end += 1;
    const left = plot.valToPos(times[Math.max(0, at - 1)] ?? 0, "x", true);
    const right = plot.valToPos(times[Math.min(times.length - 1, end + 1)] ?? 0, "x", true);
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    at = end;
  }
  ctx.restore();
}

function options(data: ChartData, width: number, zone: "local" | "utc", tip: HTMLElement): uPlot.Options {
  const dim = token("--dim");
  const faint = token("--faint");
  const font = `11px ${token("--font")}`;
  const axis = {
    stroke: dim,
    font,
    ticks: { stroke: faint, width: 1, size: 4 },
    grid: { stroke: faint, width: 1 },
  };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    padding: [8, 4, 0, 0],
    tzDate: (seconds) =>
      zone === "utc" ? uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC") : new Date(seconds * 1000),
    cursor: { sync: { key: "page" }, drag: { x: false, y: false }, points: { size: 6 } },
    scales: { y: { range: (_, __, most) => [0, most > 0 ? most * 1.08 : 1] } },
    axes: [
      { ...axis, size: 26, space: 72, values: (_, splits) => splits.map((s) => axisTime(s, splits, zone)) },
      { ...axis, size: 64, space: 26, values: (_, splits) => splits.map((value) => data.format(value)) },
    ],
    series: [
      {},
      ...data.lines.map((line, at) => ({
        label: line.name,
        stroke: token(`--series-${line.colour}`),
        width: 1.5,
        dash: at > 0 && at % 2 === 1 ? [5, 3] : undefined,
        points: { show: false },
        spanGaps: false,
      })),
    ],
    hooks: {
      drawClear: [(plot) => shadeGaps(plot, token("--panel"))],
      setCursor: [(plot) => showTip(plot, data, zone, tip)],
    },
  };
}

function axisTime(seconds: number, splits: number[], zone: "local" | "utc"): string {
  const wide = (splits.at(-1) ?? 0) - (splits[0] ?? 0) > 86_400;
  return wide ? clock(seconds * 1000, zone, "min").slice(5, 16) : timeOfDay(seconds * 1000, zone, "min");
}

function showTip(plot: uPlot, data: ChartData, zone: "local" | "utc", tip: HTMLElement) {
  const at = plot.cursor.idx;
  const time = at == null ? undefined : plot.data[0][at];
  tip.hidden = at == null || time === undefined || (plot.cursor.left ?? -1) < 0;
  if (tip.hidden || at == null || time === undefined) return;
  const rows = data.lines.map((line) => {
    const value = line.values[at];
    return `${line.name} ${value == null ? t("chart.notMeasured") : data.format(value)}`;
  });
  tip.textContent = [clock(time * 1000, zone, "s"), ...rows].join("\n");
  const left = (plot.cursor.left ?? 0) + plot.bbox.left / devicePixelRatio;
  const flip = left > plot.width - 170;
  tip.style.left = flip ? "" : `${left + 12}px`;
  tip.style.right = flip ? `${plot.width - left + 12}px` : "";
}

/** uPlot made once, fed by `setData` and `setSize`; made anew only when series, zone or theme change. */
export function Plot({ data, sentence }: { data: ChartData; sentence: string }) {
  const place = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef(data);
  latest.current = data;
  const scheme = useComputedColorScheme("light");
  const { zone } = usePreferences();
  const shape = data.lines.map((line) => `${line.name}/${line.colour}`).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: shape and scheme stand for what the options are made of
  useEffect(() => {
    const element = place.current;
    const tipElement = tip.current;
    if (!element || !tipElement) return;
    const sizes = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry?.contentRect.width ?? 0);
      if (width === 0) return;
      if (plot.current) return plot.current.setSize({ width, height: HEIGHT });
      const live: ChartData = {
        get title() {
          return latest.current.title;
        },
        get format() {
          return latest.current.format;
        },
        get times() {
          return latest.current.times;
        },
        get lines() {
          return latest.current.lines;
        },
      };
      plot.current = new uPlot(options(live, width, zone, tipElement), aligned(latest.current), element);
    });
    sizes.observe(element);
    return () => {
      sizes.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [shape, scheme, zone]);

  useEffect(() => plot.current?.setData(aligned(data)), [data]);

  return (
    <div className={css.plot}>
      <div
        ref={place}
        role="img"
        tabIndex={0}
        aria-label={sentence}
        onKeyDown={(event) => moveCursor(plot.current, event.key)}
      />
      <div ref={tip} className={css.tip} hidden aria-hidden />
    </div>
  );
}

function aligned(data: ChartData): uPlot.AlignedData {
  return [
    data.times as number[],
    ...data.lines.map((line) => data.times.map((_, at) => line.values[at] ?? null)),
  ];
}

function moveCursor(plot: uPlot | undefined, key: string) {
  if (!plot || (key !== "ArrowLeft" && key !== "ArrowRight")) return;
  const times = plot.data[0];
  const at = Math.min(
    times.length - 1,
    Math.max(0, (plot.cursor.idx ?? times.length) + (key === "ArrowLeft" ? -1 : 1)),
  );
  plot.setCursor({ left: plot.valToPos(times[at] ?? 0, "x"), top: 20 });
}
