import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Message } from "~/api/types";
import type { FeedView } from "./feed";

export interface Pause {
  paused: boolean;
  /** By Space or the button, as against hovering, reading on a row, or having scrolled. */
  byHand: boolean;
  toggle: () => void;
  show: () => void;
  hold: (reason: "hover" | "focus" | "scroll", on: boolean) => void;
}

/** While a reader reads, rows stand still; the ring runs on behind them. */
export function usePause(
  view: FeedView,
  reading: boolean,
): { shown: readonly Message[]; newer: number; pause: Pause } {
  const [byHand, setByHand] = useState(false);
  const [reasons, setReasons] = useState<ReadonlySet<string>>(new Set());
  const paused = byHand || reading || reasons.size > 0;
  const frozen = useRef({ rows: view.rows, pushed: view.pushed });
  if (!paused) frozen.current = { rows: view.rows, pushed: view.pushed };
  // A pause that begins before the first rows have come must not hide them.
  if (frozen.current.rows.length === 0) frozen.current = { rows: view.rows, pushed: view.pushed };

  const hold = useCallback((reason: string, on: boolean) => {
    setReasons((before) => {
      if (before.has(reason) === on) return before;
      const after = new Set(before);
      if (on) after.add(reason);
      else after.delete(reason);
      return after;
    });
  }, []);
  const show = useCallback(() => {
    frozen.current = { rows: view.rows, pushed: view.pushed };
    setByHand(false);
    setReasons(new Set());
  }, [view]);
  const toggle = useCallback(() => setByHand((before) => !before), []);

  useEffect(() => {
    const space = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (
        event.code !== "Space" ||
        event.isComposing ||
        target.closest("input, textarea, button, a, select, [role=dialog]")
      )
        return;
      event.preventDefault();
      toggle();
    };
    document.addEventListener("keydown", space);
    return () => document.removeEventListener("keydown", space);
  }, [toggle]);

  const pause = useMemo(() => ({ paused, byHand, toggle, show, hold }), [paused, byHand, toggle, show, hold]);
  return { shown: frozen.current.rows, newer: view.pushed - frozen.current.pushed, pause };
}
