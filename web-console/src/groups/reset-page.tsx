import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { lagQuery, useResetOffsets } from "~/api/groups";
import { ProblemOf } from "~/api/loaded";
import { noRight, useMay } from "~/api/session";
import type { OffsetReset, OffsetResetResult } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { groupFromPath } from "~/ui/group-id";
import { LinkButton } from "~/ui/link-button";
import { Buttons, Form, PageHeader, Prose } from "~/ui/page";
import { ResetResult } from "./reset-result";

const targets = ["oldest", "newest", "time", "offset", "shift"] as const;
type Target = (typeof targets)[number];

const wellFormed = { offset: /^\d{1,19}$/, shift: /^-?\d{1,18}$/ };

/** What the form asks for; undefined while a field is not filled in. */
function resetOf(to: Target, text: string, topic: string | null): OffsetReset | undefined {
  const topics = topic ? { topics: [topic] } : {};
  switch (to) {
    case "oldest":
    case "newest":
      return { to, dry_run: true, ...topics };
    case "time": {
      const at = new Date(text);
      return Number.isNaN(at.getTime())
        ? undefined
        : { to, time: at.toISOString(), dry_run: true, ...topics };
    }
    default:
      return wellFormed[to].test(text) ? { to, [to]: text, dry_run: true, ...topics } : undefined;
  }
}

/** Puts every partition back to where it was. */
export function undoOf(result: OffsetResetResult): OffsetReset {
  return {
    to: "offsets",
    dry_run: false,
    offsets: result.partitions.flatMap(({ topic, partition, from }) =>
      from === undefined ? [] : [{ topic, partition, offset: from }],
    ),
  };
}

/** Moves a group's offsets, always after a look at what that would do. */
export function ResetPage() {
  const { clusterId, group: part } = useParams({ from: "/in/clusters/$clusterId/groups/$group/reset" });
  const groupId = groupFromPath(part);
  const lag = useQuery(lagQuery(clusterId, groupId)).data;
  const topics = [...new Set(lag?.partitions.map((each) => each.topic))];
  const [to, setTo] = useState<Target>("oldest");
  const [text, setText] = useState("");
  const [topic, setTopic] = useState<string | null>(null);
  const [asked, setAsked] = useState<OffsetReset>();
  const look = useResetOffsets(clusterId, groupId);
  const act = useResetOffsets(clusterId, groupId);
  const undo = useResetOffsets(clusterId, groupId);
  const may = useMay("groups.manage");
  const reset = resetOf(to, text, topic);
  const forget = () => {
    setAsked(undefined);
    for (const each of [look, act, undo]) each.reset();
  };
  const change =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      forget();
    };
  return (
    <>
      <PageHeader title={t("groups.resetOf", { group: groupId })} />
      <Prose>{t("groups.resetText")}</Prose>
      <Form
        label={t("groups.reset")}
        onSubmit={() => {
          if (!reset || !may) return;
          act.reset();
          undo.reset();
          setAsked(reset);
          look.mutate(reset);
        }}
      >
        <SegmentedControl
          aria-label={t("groups.resetTo")}
          value={to}
          data={targets.map((value) => ({ value, label: t(`reset.${value}`) }))}
          onChange={change((next: string) => {
            setTo(next as Target);
            setText("");
          })}
        />
        {(to === "offset" || to === "shift") && (
          <TextInput
            label={t(`reset.${to}`)}
            description={t(to === "shift" ? "groups.resetShiftHelp" : "groups.resetOffsetHelp")}
            value={text}
            onChange={(event) => change(setText)(event.currentTarget.value.trim())}
          />
        )}
        {to === "time" && (
          <TextInput
            label={t("reset.time")}
            type="datetime-local"
            step={1}
            value={text}
            onChange={(event) => change(setText)(event.currentTarget.value)}
          />
        )}
        <Select
          label={t("groups.resetTopics")}
          placeholder={t("groups.allTopics")}
          clearable
          value={topic}
          data={topics}
          onChange={change(setTopic)}
        />
        {look.isError && <ProblemOf problem={look.error} />}
        <Buttons>
          <Action
            type="submit"
            variant={look.data ? "default" : "filled"}
            busy={look.isPending}
            offBecause={!may ? noRight() : reset ? undefined : t("groups.resetIncomplete")}
          >
            {t("groups.dryRun")}
          </Action>
          <LinkButton to="/clusters/$clusterId/groups/$group" params={{ clusterId, group: part }}>
            {t("groups.backToGroup")}
          </LinkButton>
        </Buttons>
      </Form>
      {look.data && asked && (
        <ResetResult
          result={act.data ?? look.data}
          undone={undo.data !== undefined}
          busy={act.isPending || undo.isPending}
          problem={act.error ?? undo.error}
          onAct={() => act.mutate({ ...asked, dry_run: false })}
          onUndo={() => act.data && undo.mutate(undoOf(act.data))}
          onLookAgain={() => look.mutate(asked)}
        />
      )}
    </>
  );
}
