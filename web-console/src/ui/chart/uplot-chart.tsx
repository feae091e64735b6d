import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { t } from "~/text/t";
import { clock, timeOfDay } from "../format";
import { usePreferences } from "../preferences";
import type { ChartData, Zoom } from "./chart";
import css from "./chart.module.css";

const HEIGHT = 168;
const PHONE_HEIGHT = 160;
const height = () => (matchMedia("(max-width: 700px)").matches ? PHONE_HEIGHT : HEIGHT);

/** Where an axis of seconds is parted: at numbers a clock knows. */
const CLOCK_STEPS = [0.1, 0.5, 1, 5, 10, 15, 30]
  .concat([1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60))
  .concat([1, 2, 4, 6, 12].map((hours) => hours * 3600))
  .concat([1, 2, 5, 10, 20, 30].map((days) => days * 86_400));
/** Of the plot, in pixels: a shorter drag is a slip of the hand. */
const LEAST_DRAG = 6;
const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Spans in which nothing was measured, shaded: they are not zero. */
function shadeGaps(plot: uPlot, colour: string) {
  const times = plot.data[0];
  const series = plot.data.slice(1);
  const unknown = (at: number) => series.every((values) => values[at] == null);
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  for (let at = 0; at < times.length; at += 1) {
    if (!unknown(at)) continue;
    let end = at;
    while (end + 1 < times.length && unknown(end + 1)) end += 1;
    const left = plot.valToPos(times[Math.max(0, at - 1)] ?? 0, "x", true);
    const right = plot.valToPos(times[Math.min(times.length - 1, end + 1)] ?? 0, "x", true);
    hatch(ctx, left, bbox.top, right - left, bbox.height);
    at = end;
  }
  ctx.restore();
}

const HATCH = 7;

function hatch(ctx: CanvasRenderingContext2D, left: number, top: number, width: number, height: number) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  const step = HATCH * devicePixelRatio;
  for (let x = left - height; x < left + width; x += step) {
    ctx.moveTo(x, top + height);
    ctx.lineTo(x + height, top);
  }
  ctx.stroke();
  ctx.restore();
}

function options(
  data: ChartData,
  width: number,
  zone: "local" | "utc",
  tip: HTMLElement,
  zoom: (plot: uPlot) => void,
): uPlot.Options {
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
    height: height(),
    legend: { show: false },
    padding: [8, 4, 0, 0],
    tzDate: (seconds) =>
      zone === "utc" ? uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC") : new Date(seconds * 1000),
    cursor: {
      sync: { key: "page" },
      y: false,
      drag: { x: true, y: false, setScale: false },
      points: { size: 6 },
    },
    scales: { y: { range: (_, __, most) => [0, most > 0 ? most * 1.08 : 1] } },
    axes: [
      { ...axis, size: 26, space: 72, values: (_, splits) => splits.map((s) => axisTime(s, splits, zone)) },
      {
        ...axis,
        size: 64,
        space: 26,
        ...(data.seconds ? { incrs: CLOCK_STEPS } : {}),
        values: (_, splits) => splits.map((value) => data.format(value)),
      },
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
      drawClear: [(plot) => shadeGaps(plot, token("--faint"))],
      setSelect: [zoom],
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
export function Plot(props: { data: ChartData; sentence: string; onZoom: Zoom | undefined }) {
  const { data, sentence } = props;
  const place = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef(data);
  latest.current = data;
  const onZoom = useRef(props.onZoom);
  onZoom.current = props.onZoom;
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
      if (plot.current) return plot.current.setSize({ width, height: height() });
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
        seconds: latest.current.seconds ?? false,
      };
      const zoom = (on: uPlot) => zoomInto(on, onZoom.current);
      plot.current = new uPlot(
        options(live, width, zone, tipElement, zoom),
        aligned(latest.current),
        element,
      );
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
        aria-keyshortcuts={props.onZoom ? "ArrowLeft ArrowRight + -" : "ArrowLeft ArrowRight"}
        onKeyDown={(event) => {
          moveCursor(plot.current, event.key);
          zoomByKey(plot.current, event.key, props.onZoom);
        }}
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

/** The span that was dragged over; a chart that only follows another's cursor stays silent, the one under the hand speaks. */
function zoomInto(plot: uPlot, onZoom: Zoom | undefined) {
  const { left, width } = plot.select;
  if (width <= 0) return;
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  if (width >= LEAST_DRAG && plot.over.matches(":hover"))
    onZoom?.(plot.posToVal(left, "x"), plot.posToVal(left + width, "x"));
}

/** What a drag does, by keys: `+` halves the span around the cursor, `-` doubles it. */
function zoomByKey(plot: uPlot | undefined, key: string, onZoom: Zoom | undefined) {
  const [first, last] = [plot?.data[0][0], plot?.data[0].at(-1)];
  if (!plot || first === undefined || last === undefined || (key !== "+" && key !== "-")) return;
  const at = plot.cursor.idx;
  const middle = (at == null ? undefined : plot.data[0][at]) ?? (first + last) / 2;
  const half = ((last - first) / 2) * (key === "+" ? 0.5 : 2);
  onZoom?.(middle - half, middle + half);
}
