import { Tooltip } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { t } from "~/text/t";
import { clock, span } from "./format";
import { usePreferences } from "./preferences";

/** One ticking clock for every age on the page. */
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const watchers = new Set<() => void>();

function watch(listener: () => void) {
  watchers.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const each of watchers) each();
  }, 1000);
  return () => {
    watchers.delete(listener);
    if (watchers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

export const useNowMs = (): number => useSyncExternalStore(watch, () => nowMs);

export function zoneName(zone: "local" | "utc"): string {
  return zone === "utc" ? "UTC" : (Intl.DateTimeFormat().resolvedOptions().timeZone ?? t("time.local"));
}

function age(ms: number, now: number): string {
  const ago = now - ms;
  if (ago < 0) return t("time.in", { span: span(-ago) });
  return ago < 1000 ? t("time.now") : t("time.ago", { span: span(Math.floor(ago / 1000) * 1000) });
}

/** A moment as the reader chose to see it; the other form in the tooltip. */
export function Time(props: { at: string | number; precision?: "ms" | "s" | "min" }) {
  const { time, zone } = usePreferences();
  const ms = typeof props.at === "number" ? props.at : Date.parse(props.at);
  const now = useNowMs();
  const exact = clock(ms, zone, props.precision ?? "s");
  const old = age(ms, now);
  return (
    <Tooltip label={time === "clock" ? `${old} · ${zoneName(zone)}` : `${exact} ${zoneName(zone)}`}>
      <time dateTime={new Date(ms).toISOString()}>{time === "clock" ? exact : old}</time>
    </Tooltip>
  );
}
