import type { LagTrend } from "~/api/types";
import { t } from "~/text/t";
import { span, timeOfDay } from "~/ui/format";
import { usePreferences } from "~/ui/preferences";
import { Badge } from "~/ui/status";

const tones = {
  caught_up: "ok",
  catching_up: "busy",
  steady: "over",
  growing: "warn",
  stuck: "bad",
  unknown: "over",
} as const;

/** Where a group's lag is going, in a word, and how fast. */
export function Trend({ trend }: { trend: LagTrend }) {
  const { zone } = usePreferences();
  return <Badge tone={tones[trend.word]}>{sentence(trend, zone)}</Badge>;
}

function sentence(trend: LagTrend, zone: "local" | "utc"): string {
  switch (trend.word) {
    case "catching_up":
      return trend.minutes_left === undefined
        ? t("trend.catching_up")
        : t("trend.catchingUpIn", { time: span(trend.minutes_left * 60_000) });
    case "growing":
      return trend.seconds_per_second === undefined
        ? t("trend.growing")
        : t("trend.growingBy", { seconds: Number(trend.seconds_per_second.toFixed(1)) });
    case "stuck":
      return trend.since === undefined
        ? t("trend.stuck")
        : t("trend.stuckSince", { time: timeOfDay(Date.parse(trend.since), zone, "min") });
    default:
      return t(`trend.${trend.word}`);
  }
}
