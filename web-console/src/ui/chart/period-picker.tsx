import { CloseButton, SegmentedControl } from "@mantine/core";
import { t } from "~/text/t";
import { clock, timeOfDay } from "../format";
import { usePreferences } from "../preferences";
import css from "./chart.module.css";

/** The lengths on offer, and beside them the span that was dragged over a chart, with the way back. */
export function PeriodPicker<R extends string>(props: {
  period: { range: R } | { fromS: number; toS: number };
  ranges: readonly R[];
  onRange: (range: R) => void;
  onBack: () => void;
}) {
  const { period } = props;
  const { zone } = usePreferences();
  return (
    <div className={css.period}>
      {"fromS" in period && (
        <span className={css.span}>
          {clock(period.fromS * 1000, zone, "s")} – {endOf(period, zone)}
          <CloseButton
            size={24}
            aria-label={t("chart.back")}
            title={t("chart.back")}
            onClick={props.onBack}
          />
        </span>
      )}
      <SegmentedControl
        aria-label={t("chart.range")}
        value={"range" in period ? period.range : ""}
        data={props.ranges.map((range) => ({ value: range, label: range }))}
        onChange={(range) => props.onRange(range as R)}
      />
    </div>
  );
}

/** On the same day the time says it all. */
function endOf({ fromS, toS }: { fromS: number; toS: number }, zone: "local" | "utc"): string {
  const end = clock(toS * 1000, zone, "s");
  const sameDay = end.slice(0, 10) === clock(fromS * 1000, zone, "s").slice(0, 10);
  return sameDay ? timeOfDay(toS * 1000, zone) : end;
}
