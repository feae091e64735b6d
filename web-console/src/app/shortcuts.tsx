import { Modal } from "@mantine/core";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { type PlainTextId, t } from "~/text/t";
import { preferences } from "~/ui/preferences";
import css from "./shortcuts.module.css";

const list: readonly [keys: string, meaning: PlainTextId][] = [
  ["Ctrl K", "shortcut.palette"],
  ["/", "shortcut.filter"],
  ["c", "shortcut.create"],
  ["j  k", "shortcut.move"],
  ["Enter", "shortcut.open"],
  ["Esc", "shortcut.back"],
  ["g o", "shortcut.overview"],
  ["g t", "shortcut.topics"],
  ["g g", "shortcut.groups"],
  ["g k", "shortcut.keys"],
  ["g c", "shortcut.connect"],
  ["Space", "shortcut.pause"],
  ["[  ]", "shortcut.neighbours"],
  ["?", "shortcut.help"],
];

const places = {
  KeyO: "/clusters/$clusterId",
  KeyT: "/clusters/$clusterId/topics",
  KeyG: "/clusters/$clusterId/groups",
  KeyK: "/clusters/$clusterId/keys",
  KeyC: "/clusters/$clusterId/connect",
} as const;

/** Whether a key belongs to what is being typed. Safari reports a key that ends a composition only as 229. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey)
    return true;
  const target = event.target as HTMLElement | null;
  return (
    target?.closest?.("input, textarea, select, [contenteditable=true], [role=dialog], [role=menu]") != null
  );
}

function moveRow(by: 1 | -1) {
  // A grid moves by itself once the focus is in it.
  document.querySelector<HTMLElement>("main [role=grid] [role=row][tabindex='0']")?.focus();
  const rows = [...document.querySelectorAll<HTMLElement>("main tbody tr")];
  const links = rows
    .map((row) => row.querySelector<HTMLElement>("a, button"))
    .filter((link) => link !== null);
  const at = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
  links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
}

/** Keys by their place on the keyboard (`event.code`), so that they work under a Korean layout too. */
export function Shortcuts() {
  const [help, setHelp] = useState(false);
  const navigate = useNavigate();
  const { clusterId } = useParams({ strict: false });
  const going = useRef(0);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (preferences().shortcuts === "off" || isTyping(event)) return;
      const place = places[event.code as keyof typeof places];
      if (Date.now() - going.current < 1000 && place && clusterId) {
        going.current = 0;
        event.preventDefault();
        void navigate({ to: place, params: { clusterId } });
        return;
      }
      if (event.shiftKey && event.code === "Slash") setHelp(true);
      else if (event.shiftKey) return;
      else if (event.code === "Slash") {
        event.preventDefault();
        document.querySelector<HTMLElement>("main [data-filter]")?.focus();
      } else if (event.code === "KeyC") document.querySelector<HTMLElement>("main [data-create]")?.click();
      else if (event.code === "KeyJ") moveRow(1);
      else if (event.code === "KeyK") moveRow(-1);
      else if (event.code === "KeyG") going.current = Date.now();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [clusterId, navigate]);
  return (
    <Modal opened={help} onClose={() => setHelp(false)} title={<strong>{t("shortcut.title")}</strong>}>
      <dl className={css.list}>
        {list.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
