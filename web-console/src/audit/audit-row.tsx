import { Button, Drawer } from "@mantine/core";
import type { AuditRow } from "~/api/types";
import { t } from "~/text/t";
import { Copyable } from "~/ui/copy";
import { Buttons, Pairs, Section } from "~/ui/page";
import { Time } from "~/ui/time";
import css from "./audit.module.css";
import type { AuditSearch } from "./search";

/** One row whole: who, with what, from where, and what was before and after. */
export function AuditRowPanel(props: {
  row: AuditRow;
  onClose: () => void;
  onFilter: (next: Partial<AuditSearch>) => void;
}) {
  const { row, onFilter } = props;
  const { actor, resource } = row;
  return (
    <Drawer opened onClose={props.onClose} position="right" size={480} title={<strong>{row.action}</strong>}>
      <Pairs
        pairs={[
          [t("audit.at"), <Time key="at" at={row.at} precision="ms" />],
          [t("access.who"), actor.name ?? actor.id],
          [t("audit.actorId"), <Copyable key="id" text={actor.id} what={t("audit.actorId")} />],
          [t("audit.with"), actor.credential ?? "–"],
          [t("keys.from"), actor.address ?? "–"],
          [t("audit.resource"), resource ? `${resource} ${row.resource_name ?? ""}` : "–"],
          [
            t("audit.outcome"),
            row.outcome === "DONE"
              ? t("audit.done")
              : `${t("audit.refused")}${(row.times ?? 1) > 1 ? ` ×${row.times}` : ""}${row.reason ? `: ${row.reason}` : ""}`,
          ],
          [
            t("state.requestId"),
            row.request_id ? (
              <Copyable key="request" text={row.request_id} what={t("state.requestId")} />
            ) : (
              "–"
            ),
          ],
        ]}
      />
      {(row.before || row.after) && <Changes before={row.before ?? {}} after={row.after ?? {}} />}
      <Buttons>
        <Button onClick={() => onFilter({ actor: actor.id })}>{t("audit.onlyActor")}</Button>
        {resource && <Button onClick={() => onFilter({ resource })}>{t("audit.onlyResource")}</Button>}
      </Buttons>
    </Drawer>
  );
}

const shown = (value: unknown): string => (value === undefined ? "–" : JSON.stringify(value));

function Changes({ before, after }: { before: object; after: object }) {
  const was = new Map(Object.entries(before));
  const is = new Map(Object.entries(after));
  return (
    <Section title={t("audit.changes")}>
      <table className={css.changes}>
        <thead>
          <tr>
            <th scope="col">{t("field.name")}</th>
            <th scope="col">{t("audit.before")}</th>
            <th scope="col">{t("audit.after")}</th>
          </tr>
        </thead>
        <tbody>
          {[...new Set([...was.keys(), ...is.keys()])].map((name) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{shown(was.get(name))}</td>
              <td>{shown(is.get(name))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
