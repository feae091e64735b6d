import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "~/text/t";
import css from "./palette.module.css";
import { useEntries } from "./palette-entries";

const [store, palette] = createSpotlight();

export { palette };

const MOST = 12;

/** Goes anywhere, does what the page can do, and finds by name or pasted id what any cluster holds. */
export function Palette() {
  const [query, setQuery] = useState("");
  const entries = useEntries(query);
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      // The console's own shortcuts open it, by the key's place.
      shortcut={null}
      scrollable
      maxHeight={420}
      clearQueryOnClose
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      attributes={{ content: { "aria-label": t("shell.search") } }}
    >
      <Spotlight.Search
        placeholder={t("palette.placeholder")}
        aria-label={t("palette.placeholder")}
        leftSection={<IconSearch size={16} />}
      />
      <Spotlight.ActionsList>
        {entries.slice(0, MOST).map((entry) => (
          <Spotlight.Action key={entry.id} onClick={entry.go} className={css.action}>
            <span className={css.entry}>
              <span>{entry.label}</span>
              <span className={css.kind}>
                {entry.kind}
                {entry.keys && <kbd>{entry.keys}</kbd>}
              </span>
            </span>
          </Spotlight.Action>
        ))}
        {entries.length === 0 && <Spotlight.Empty>{t("palette.empty")}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
