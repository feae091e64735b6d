import { Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { sentenceOf } from "~/api/loaded";
import { savedFiltersQuery } from "~/api/saved-filters";
import { t } from "~/text/t";
import css from "./filter.module.css";

const SavedDialog = lazy(() => import("./saved-dialog").then((file) => ({ default: file.SavedDialog })));

/** The filters that the reader has kept, wherever they log in: each a click away, and this one can be kept too. */
export function SavedFilters({ draft, onUse }: { draft: string; onUse: (filter: string) => void }) {
  const [opened, setOpened] = useState(false);
  const [managing, setManaging] = useState(false);
  const saved = useQuery({ ...savedFiltersQuery, enabled: opened || managing });
  return (
    <>
      <Menu position="bottom-end" width={300} opened={opened} onChange={setOpened}>
        <Menu.Target>
          <Button>{t("saved.open")}</Button>
        </Menu.Target>
        <Menu.Dropdown className={css.saved}>
          {saved.isError && <Menu.Label>{sentenceOf(saved.error)}</Menu.Label>}
          {saved.data?.length === 0 && <Menu.Label>{t("saved.none")}</Menu.Label>}
          {saved.data?.map(({ id, name, filter }) => (
            <Menu.Item key={id} onClick={() => onUse(filter)}>
              <span className={css.savedName}>{name}</span>
              <code className={css.savedFilter} title={filter}>
                {filter}
              </code>
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setManaging(true)}>{t("saved.manage")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {managing && (
        <Suspense fallback={null}>
          <SavedDialog
            draft={draft}
            saved={saved.data ?? []}
            onUse={(filter) => {
              setManaging(false);
              onUse(filter);
            }}
            onClose={() => setManaging(false)}
          />
        </Suspense>
      )}
    </>
  );
}
