import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { ProblemOf } from "~/api/loaded";
import { useDeleteSavedFilter, useKeepFilter } from "~/api/saved-filters";
import type { SavedFilter } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { type Column, DataTable } from "~/ui/data-table";
import { Buttons, Dim, Form } from "~/ui/page";
import css from "./filter.module.css";

const LONGEST_NAME = 64;

/** Keeps the filter at hand under a name, and shows those that are kept. */
export function SavedDialog(props: {
  draft: string;
  saved: readonly SavedFilter[];
  onUse: (filter: string) => void;
  onClose: () => void;
}) {
  const { saved, onUse } = props;
  const draft = props.draft.trim();
  const [name, setName] = useState("");
  const keep = useKeepFilter();
  const remove = useDeleteSavedFilter();
  const before = saved.find((each) => each.name === name.trim());
  const submit = () => {
    if (draft === "" || name.trim() === "") return;
    keep.mutate(
      { name: name.trim(), filter: draft, ...(before ? { before } : {}) },
      { onSuccess: () => setName("") },
    );
  };
  const columns: Column<SavedFilter>[] = [
    {
      id: "name",
      head: t("field.name"),
      cell: (row) => (
        <>
          {row.name}
          <code className={css.savedWhole}>{row.filter}</code>
        </>
      ),
    },
    {
      id: "actions",
      head: "",
      width: 150,
      narrow: true,
      cell: (row) => (
        <span className={css.savedActions}>
          <Button size="compact-xs" onClick={() => onUse(row.filter)}>
            {t("saved.use")} <span className="unseen">{row.name}</span>
          </Button>
          <Button size="compact-xs" onClick={() => remove.mutate(row.id)}>
            {t("saved.delete")} <span className="unseen">{row.name}</span>
          </Button>
        </span>
      ),
    },
  ];
  return (
    <Modal opened onClose={props.onClose} size="lg" title={<strong>{t("saved.title")}</strong>}>
      <Form label={t("saved.keep")} onSubmit={submit}>
        <code className={css.savedWhole}>{draft || t("saved.nothingTyped")}</code>
        <TextInput
          label={t("saved.name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={LONGEST_NAME}
          autoComplete="off"
          data-autofocus
        />
        {keep.isError && <ProblemOf problem={keep.error} />}
        <Buttons>
          <Action
            type="submit"
            variant="filled"
            busy={keep.isPending}
            offBecause={
              draft === "" ? t("saved.nothingTyped") : name.trim() === "" ? t("saved.nameMissing") : undefined
            }
          >
            {t(before ? "saved.replace" : "saved.keep")}
          </Action>
        </Buttons>
      </Form>
      {remove.isError && <ProblemOf problem={remove.error} />}
      {saved.length === 0 ? (
        <Dim>{t("saved.none")}</Dim>
      ) : (
        <DataTable label={t("saved.title")} rows={saved} columns={columns} rowKey={(row) => row.id} />
      )}
    </Modal>
  );
}
