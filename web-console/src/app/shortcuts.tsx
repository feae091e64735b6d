import { useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { preferences } from "~/ui/preferences";
import { openPalette } from "./open-palette";

const ShortcutHelp = lazy(() => import("./shortcut-help").then((file) => ({ default: file.ShortcutHelp })));

const places = {
  KeyO: "/clusters/$clusterId",
  KeyT: "/clusters/$clusterId/topics",
  KeyG: "/clusters/$clusterId/groups",
  KeyK: "/clusters/$clusterId/keys",
  KeyC: "/clusters/$clusterId/connect",
} as const;

const isComposing = (event: KeyboardEvent) => event.isComposing || event.keyCode === 229;

/** Whether a key belongs to what is being typed. Safari reports a key that ends a composition only as 229. */
export function isTyping(event: KeyboardEvent): boolean {
  if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target as HTMLElement | null;
  return (
    target?.closest?.("input, textarea, select, [contenteditable=true], [role=dialog], [role=menu]") != null
  );
}

const row = () => document.activeElement?.closest<HTMLElement>("main tbody tr");

function moveRow(by: 1 | -1) {
  // A grid moves by itself once the focus is in it.
  document.querySelector<HTMLElement>("main [role=grid] [role=row][tabindex='0']")?.focus();
  const links = [...document.querySelectorAll<HTMLElement>("main tbody tr")]
    .map((each) => each.querySelector<HTMLElement>("a, button"))
    .filter((link) => link !== null);
  const at = links.findIndex((link) => link.closest("tr") === row());
  links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
}

const acts: Record<string, () => void> = {
  KeyC: () => document.querySelector<HTMLElement>("main [data-create]")?.click(),
  KeyJ: () => moveRow(1),
  KeyK: () => moveRow(-1),
  KeyX: () => row()?.querySelector<HTMLElement>("[data-select]")?.click(),
};

/** Keys by their place on the keyboard (`event.code`), so that they work under a Korean layout too. */
export function Shortcuts() {
  const [help, setHelp] = useState(false);
  const navigate = useNavigate();
  const { clusterId } = useParams({ strict: false });
  const going = useRef(0);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.code === "KeyK" && !isComposing(event)) {
        event.preventDefault();
        openPalette();
        return;
      }
      if (preferences().shortcuts === "off" || isTyping(event)) return;
      if (Date.now() - going.current < 1000) {
        going.current = 0;
        const place = places[event.code as keyof typeof places];
        if (place && clusterId) {
          event.preventDefault();
          void navigate({ to: place, params: { clusterId } });
          return;
        }
        if (event.code === "KeyH") void navigate({ to: "/" });
      }
      if (event.code === "Slash") {
        event.preventDefault();
        if (event.shiftKey) setHelp(true);
        else document.querySelector<HTMLElement>("main [data-filter]")?.focus();
      } else if (event.shiftKey) return;
      else if (event.code === "KeyG") going.current = Date.now();
      else acts[event.code]?.();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [clusterId, navigate]);
  return (
    help && (
      <Suspense>
        <ShortcutHelp onClose={() => setHelp(false)} />
      </Suspense>
    )
  );
}
