import { Button, type ButtonProps, Tooltip } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";

/** A button that says why it is off, on hover and on focus, and turns busy only when it takes longer than 300 ms. */
export function Action(
  props: ButtonProps & {
    children: ReactNode;
    busy?: boolean;
    offBecause?: string | undefined;
    onClick?: () => void;
    type?: "button" | "submit";
    autoFocus?: boolean;
  },
) {
  const { busy = false, offBecause, onClick, ...rest } = props;
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return setSlow(false);
    const timer = setTimeout(() => setSlow(true), 300);
    return () => clearTimeout(timer);
  }, [busy]);
  const off = offBecause !== undefined;
  // The tooltip is always around: a button that is made anew when its reason goes would lose the focus.
  return (
    <Tooltip label={offBecause} disabled={!off} maw={320}>
      <Button
        type="button"
        {...rest}
        data-disabled={off || undefined}
        aria-disabled={off || busy || undefined}
        aria-description={offBecause}
        loading={slow}
        onClick={(event) => {
          if (off || busy) event.preventDefault();
          else onClick?.();
        }}
      />
    </Tooltip>
  );
}
