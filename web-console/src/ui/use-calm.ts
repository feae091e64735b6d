import { useEffect, useRef, useState } from "react";

const ANNOUNCE_MS = 5000;

/** A text for screen readers that changes at most every five seconds, however fast its counters move. */
export function useCalm(text: string): string {
  const [calm, setCalm] = useState(text);
  const latest = useRef(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = text;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      setCalm(latest.current);
    }, ANNOUNCE_MS);
  }, [text]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return calm;
}
