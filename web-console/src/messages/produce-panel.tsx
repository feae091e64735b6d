import { ActionIcon, NumberInput, SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import { IconPlus, IconTrash, IconX } from "@tabler/icons-react";
import { Link, useRouterState } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { ProblemOf } from "~/api/loaded";
import { useProduce } from "~/api/messages";
import { noRight, useMay } from "~/api/session";
import type { Message, Payload, ProduceResult } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { integer } from "~/ui/format";
import { pretty } from "~/ui/json/pretty";
import { Buttons, Dim } from "~/ui/page";
import css from "./messages.module.css";
import { fillTemplate } from "./template";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** A message to take as the pattern of a new one. */
    like?: Message | undefined;
  }
}

type Form = "json" | "text" | "base64" | "null";
const forms: readonly Form[] = ["json", "text", "base64", "null"];
const MOST_REPEATS = 100;

interface Draft {
  key: string;
  value: string;
  form: Form;
  partition: string;
  headers: { id: number; name: string; value: string }[];
}

function draftOf(like: Message | undefined): Draft {
  const value = like?.value;
  return {
    key: like?.key?.encoding === "text" ? like.key.data : "",
    value: value?.data ?? "",
    form: !like
      ? "json"
      : !value
        ? "null"
        : value.encoding === "base64"
          ? "base64"
          : pretty(value.data)
            ? "json"
            : "text",
    partition: "auto",
    headers: (like?.headers ?? []).map((header, id) => ({
      id,
      name: header.name,
      value: header.value?.data ?? "",
    })),
  };
}

const textPayload = (data: string): Payload => ({ encoding: "text", data });

export function ProducePanel(props: {
  clusterId: string;
  topic: string;
  partitions: number;
  onClose: () => void;
}) {
  const like = useRouterState({ select: (state) => state.location.state.like });
  const [draft, setDraft] = useState(() => draftOf(like));
  const [times, setTimes] = useState<number | string>(1);
  const [sent, setSent] = useState<ProduceResult[]>([]);
  const nextHeader = useRef(1000);
  const produce = useProduce(props.clusterId, props.topic);
  const may = useMay("messages.write");
  const change = (next: Partial<Draft>) => setDraft((before) => ({ ...before, ...next }));
  const badJson = draft.form === "json" && draft.value !== "" && pretty(draft.value) === undefined;

  const send = async () => {
    const results: ProduceResult[] = [];
    try {
      for (let i = 1; i <= Math.min(MOST_REPEATS, Number(times) || 1); i += 1) {
        const fill = (text: string) => fillTemplate(text, i);
        results.push(
          await produce.mutateAsync({
            ...(draft.partition === "auto" ? {} : { partition: Number(draft.partition) }),
            key: draft.key === "" ? null : textPayload(fill(draft.key)),
            value:
              draft.form === "null"
                ? null
                : { encoding: draft.form === "base64" ? "base64" : "text", data: fill(draft.value) },
            headers: draft.headers
              .filter((header) => header.name !== "")
              .map((header) => ({ name: header.name, value: textPayload(fill(header.value)) })),
          }),
        );
      }
    } catch {
      // The sentence is shown from the mutation; what was acknowledged before it stays shown.
    }
    setSent(results);
  };
  return (
    <aside className={css.panel} aria-label={t("produce.title")} data-keeps-focus>
      <div className={css.panelHead}>
        <h2>{t("produce.title")}</h2>
        <ActionIcon aria-label={t("close")} onClick={props.onClose}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      <form
        className={css.produce}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
        }}
      >
        <TextInput
          label={t("messages.key")}
          placeholder={t("produce.noKey")}
          value={draft.key}
          onChange={(event) => change({ key: event.currentTarget.value })}
          autoFocus
        />
        <SegmentedControl
          aria-label={t("produce.form")}
          value={draft.form}
          onChange={(form) => change({ form: form as Form })}
          data={forms.map((value) => ({ value, label: t(`produce.${value}`) }))}
        />
        {draft.form === "null" ? (
          <Dim>{t("messages.tombstoneText")}</Dim>
        ) : (
          <Textarea
            label={t("messages.value")}
            description={badJson ? t("produce.badJson") : undefined}
            autosize
            minRows={6}
            maxRows={16}
            value={draft.value}
            spellCheck={false}
            onChange={(event) => change({ value: event.currentTarget.value })}
          />
        )}
        {draft.headers.map((header) => (
          <div key={header.id} className={css.headerRow}>
            {(["name", "value"] as const).map((field) => (
              <TextInput
                key={field}
                aria-label={t(field === "name" ? "produce.headerName" : "produce.headerValue")}
                placeholder={t(field === "name" ? "produce.headerName" : "produce.headerValue")}
                value={header[field]}
                onChange={(event) => {
                  const text = event.currentTarget.value;
                  change({
                    headers: draft.headers.map((each) =>
                      each.id === header.id ? { ...each, [field]: text } : each,
                    ),
                  });
                }}
              />
            ))}
            <ActionIcon
              aria-label={t("produce.removeHeader")}
              onClick={() => change({ headers: draft.headers.filter((each) => each.id !== header.id) })}
            >
              <IconTrash size={14} />
            </ActionIcon>
          </div>
        ))}
        <div>
          <Action
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            onClick={() => {
              nextHeader.current += 1;
              change({ headers: [...draft.headers, { id: nextHeader.current, name: "", value: "" }] });
            }}
          >
            {t("produce.addHeader")}
          </Action>
        </div>
        <div className={css.pair}>
          <Select
            label={t("messages.partition")}
            value={draft.partition}
            onChange={(partition) => change({ partition: partition ?? "auto" })}
            searchable={props.partitions > 12}
            data={[
              { value: "auto", label: t("produce.automatic") },
              ...Array.from({ length: props.partitions }, (_, at) => ({
                value: String(at),
                label: String(at),
              })),
            ]}
          />
          <NumberInput
            label={t("produce.times")}
            min={1}
            max={MOST_REPEATS}
            value={times}
            onChange={setTimes}
            allowDecimal={false}
          />
        </div>
        {Number(times) > 1 && (
          <Dim>{t("produce.templates", { i: "{{i}}", uuid: "{{uuid}}", now: "{{now}}" })}</Dim>
        )}
        {produce.isError && <ProblemOf problem={produce.error} />}
        <Sent results={sent} clusterId={props.clusterId} topic={props.topic} />
        <Buttons>
          <Action
            type="submit"
            variant="filled"
            busy={produce.isPending}
            offBecause={may ? undefined : noRight()}
          >
            {t("produce.produce")}
          </Action>
          <Dim>Ctrl Enter</Dim>
        </Buttons>
      </form>
    </aside>
  );
}

function Sent({ results, clusterId, topic }: { results: ProduceResult[]; clusterId: string; topic: string }) {
  const last = results.at(-1);
  if (!last) return null;
  const sentence = t("produce.acknowledged", {
    partition: last.partition,
    offset: integer(last.offset),
    ms: last.took_ms,
  });
  return (
    <p className={css.sent} role="status">
      {results.length > 1 && <>{t("produce.many", { count: results.length })} </>}
      <Link
        to="/clusters/$clusterId/topics/$topic/messages/$partition/$offset"
        params={{ clusterId, topic, partition: String(last.partition), offset: last.offset }}
      >
        {sentence}
      </Link>
    </p>
  );
}
