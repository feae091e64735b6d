import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { between, type Period, type PeriodSearch, periodOf, type Range } from "~/api/period";
import type { Zoom } from "~/ui/chart/chart";
import { PeriodPicker } from "~/ui/chart/period-picker";

/** The period of a page's charts as the URL has it, its picker, and what a drag over a chart does. */
export function usePeriod(otherwise: Range, offered: readonly Range[]) {
  const { range, from, to } = useSearch({ strict: false });
  const navigate = useNavigate();
  const period: Period = useMemo(
    () => periodOf({ range, from, to }, otherwise),
    [range, from, to, otherwise],
  );
  const show = useCallback(
    (next: PeriodSearch, replace: boolean) =>
      void navigate({
        to: ".",
        search: (old) => ({ ...old, from: undefined, to: undefined, ...next }),
        replace,
        resetScroll: false,
      }),
    [navigate],
  );
  const zoom: Zoom = useCallback((fromS, toS) => show(between(fromS, toS, Date.now() / 1000), false), [show]);
  const picker = (
    <PeriodPicker
      period={period}
      ranges={offered}
      onRange={(next) => show({ range: next === otherwise ? undefined : next }, true)}
      onBack={() => show({}, false)}
    />
  );
  return { period, zoom, picker };
}
