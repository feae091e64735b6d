import { Modal } from "@mantine/core";
import { type PlainTextId, t } from "~/text/t";
import { Dim } from "~/ui/page";
import css from "./shortcuts.module.css";

const list: readonly [group: PlainTextId, keys: readonly [keys: string, meaning: PlainTextId][]][] = [
  [
    "shortcut.everywhere",
    [
      ["Ctrl K", "shortcut.palette"],
      ["/", "shortcut.filter"],
      ["g h", "shortcut.home"],
      ["c", "shortcut.create"],
      ["Esc", "shortcut.back"],
      ["?", "shortcut.help"],
    ],
  ],
  [
    "shortcut.lists",
    [
      ["j  k", "shortcut.move"],
      ["Enter", "shortcut.open"],
      ["x", "shortcut.select"],
    ],
  ],
  [
    "shortcut.inCluster",
    [
      ["g o", "shortcut.overview"],
      ["g t", "shortcut.topics"],
      ["g g", "shortcut.groups"],
      ["g k", "shortcut.keys"],
      ["g c", "shortcut.connect"],
    ],
  ],
  [
    "shortcut.inMessages",
    [
      ["Space", "shortcut.pause"],
      ["[  ]", "shortcut.neighbours"],
    ],
  ],
];

/** Every key and what it does. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={<strong>{t("shortcut.title")}</strong>} size={640}>
      <div className={css.groups}>
        {list.map(([group, keys]) => (
          <section key={group} aria-label={t(group)}>
            <h3>{t(group)}</h3>
            <dl className={css.list}>
              {keys.map(([key, meaning]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{t(meaning)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p>
        <Dim>{t("shortcut.off")}</Dim>
      </p>
    </Modal>
  );
}
