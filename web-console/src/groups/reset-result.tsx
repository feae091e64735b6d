import { ProblemOf } from "~/api/loaded";
import type { OffsetResetResult } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Code } from "~/ui/code";

import { integer } from "~/ui/format";
import { type Column, ListTable } from "~/ui/list-table";
import { Buttons, Section } from "~/ui/page";
import { Problem } from "~/ui/problem";
import css from "./groups.module.css";

type Row = OffsetResetResult["partitions"][number];

const columns = (): Column<Row>[] => [
  { id: "partition", head: t("groups.partition"), cell: (row) => `${row.topic} / ${row.partition}` },
  {
    id: "from",
    head: t("groups.resetFrom"),
    figure: true,
    narrow: true,
    cell: (row) => <code>{row.from === undefined ? "–" : integer(row.from)}</code>,
  },
  {
    id: "to",
    head: t("groups.resetToOffset"),
    figure: true,
    narrow: true,
    cell: (row) => <code>{integer(row.to)}</code>,
  },
  {
    id: "replayed",
    head: t("groups.replayed"),
    figure: true,
    narrow: true,
    cell: (row) => integer(row.messages_replayed),
  },
  {
    id: "skipped",
    head: t("groups.skipped"),
    figure: true,
    narrow: true,
    cell: (row) => integer(row.messages_skipped),
  },
];

/** What a reset would do, or did, partition by partition, and the way back. */
export function ResetResult(props: {
  result: OffsetResetResult;
  undone: boolean;
  busy: boolean;
  problem: unknown;
  onAct: () => void;
  onUndo: () => void;
  onLookAgain: () => void;
}) {
  const { result, undone } = props;
  const members = result.active_members;
  const facts = {
    replayed: integer(result.messages_replayed),
    skipped: integer(result.messages_skipped),
  };
  return (
    <div className={css.result}>
      <Section title={t(result.dry_run ? "groups.wouldMove" : undone ? "groups.undone" : "groups.moved")}>
        {result.dry_run && members.length > 0 && (
          <Problem
            tone="warn"
            title={t("groups.stopMembers")}
            sentence={members.join(", ")}
            onRetry={props.onLookAgain}
          />
        )}
        <p role="status">{t("groups.resetFacts", facts)}</p>

        <ListTable
          label={t("groups.resetTable")}
          rows={result.partitions}
          columns={columns()}
          rowKey={(row) => `${row.topic}/${row.partition}`}
        />
        <Code text={result.command} label={t("groups.sameByTool")} />
        {props.problem != null && <ProblemOf problem={props.problem} />}
        <Buttons>
          {result.dry_run ? (
            <Action
              variant="filled"
              busy={props.busy}
              offBecause={members.length > 0 ? t("groups.stopMembers") : undefined}
              onClick={props.onAct}
            >
              {t("groups.reset")}
            </Action>
          ) : (
            !undone && (
              <Action busy={props.busy} onClick={props.onUndo}>
                {t("groups.undo")}
              </Action>
            )
          )}
        </Buttons>
      </Section>
    </div>
  );
}
