import { useMergedRef, useResizeObserver } from "@mantine/hooks";
import { type ReactNode, useEffect, useRef, useState } from "react";
import css from "./data-table.module.css";

/** A table wider than its page scrolls sideways, and takes the focus then, so that arrow keys reach all of it. */
export function Sideways({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [observe, { width }] = useResizeObserver<HTMLDivElement>();
  const both = useMergedRef(box, observe);
  const [scrolls, setScrolls] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another width or other rows may need the room, or not any more
  useEffect(() => {
    const { scrollWidth = 0, clientWidth = 0 } = box.current ?? {};
    setScrolls(scrollWidth > clientWidth);
  }, [width, children]);
  return (
    <div
      ref={both}
      className={css.scroll}
      {...(scrolls && { role: "region", tabIndex: 0, "aria-label": label })}
    >
      {children}
    </div>
  );
}
