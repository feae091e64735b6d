import { ActionIcon, SegmentedControl, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { ProblemOf } from "~/api/loaded";
import { messageQuery } from "~/api/messages";
import type { Message } from "~/api/types";
import { t } from "~/text/t";
import { CopyButton } from "~/ui/copy";
import { bytes, integer } from "~/ui/format";
import { LinkButton } from "~/ui/link-button";
import { Dim, Pairs } from "~/ui/page";
import { Bone, Pending } from "~/ui/skeleton";
import { Badge } from "~/ui/status";
import { Time } from "~/ui/time";
import { FieldsView } from "./fields-view";
import css from "./messages.module.css";
import { visible } from "./payload";
import { PayloadShown } from "./payload-shown";

const parts = ["value", "fields", "key", "headers", "origin"] as const;
type Part = (typeof parts)[number] | "difference";

const DifferenceView = lazy(async () => ({
  default: (await import("./difference-view")).DifferenceView,
}));

export function MessagePanel(props: {
  clusterId: string;
  topic: string;
  partition: number;
  offset: string;
  preview: Message | undefined;
  onClose: () => void;
}) {
  const { clusterId, topic, partition, offset } = props;
  const navigate = useNavigate();
  const { compare } = useSearch({ from: "/in/clusters/$clusterId/topics/$topic/messages" });
  const here = `${partition}:${offset}`;
  const other = compare === here ? undefined : compare;
  const [part, setPart] = useState<Part>(other ? "difference" : "value");
  const query = useQuery({
    ...messageQuery(clusterId, topic, partition, offset),
    placeholderData: props.preview,
  });
  const message = query.data;
  const neighbour = (by: bigint) => {
    const next = BigInt(offset) + by;
    if (next < 0n) return;
    void navigate({
      to: "/clusters/$clusterId/topics/$topic/messages/$partition/$offset",
      params: { clusterId, topic, partition: String(partition), offset: String(next) },
      search: (before) => before,
      replace: true,
    });
  };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || (event.target as HTMLElement).closest("input, textarea")) return;
      if (event.code === "BracketLeft") neighbour(-1n);
      else if (event.code === "BracketRight") neighbour(1n);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
  return (
    <aside className={css.panel} aria-label={t("messages.one")} data-keeps-focus>
      <div className={css.panelHead}>
        <h2>{placeOf(here)}</h2>
        <IconButton label={t("messages.previous")} onClick={() => neighbour(-1n)}>
          <IconChevronUp size={16} />
        </IconButton>
        <IconButton label={t("messages.next")} onClick={() => neighbour(1n)}>
          <IconChevronDown size={16} />
        </IconButton>
        <IconButton label={t("close")} onClick={props.onClose}>
          <IconX size={16} />
        </IconButton>
      </div>
      {query.isError && !message && <ProblemOf problem={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && (
        <Pending>
          <Bone height={160} />
        </Pending>
      )}
      {message && (
        <>
          <SegmentedControl
            aria-label={t("messages.part")}
            value={part}
            onChange={(next) => setPart(next as Part)}
            data={[...parts, ...(other ? (["difference"] as const) : [])].map((value) => ({
              value,
              label:
                value === "headers"
                  ? t("messages.headersCount", { count: message.headers.length })
                  : t(`messages.${value}`),
            }))}
          />
          {part === "difference" && other ? (
            <Suspense fallback={<Bone height={120} />}>
              <DifferenceView clusterId={clusterId} topic={topic} from={other} to={message} />
            </Suspense>
          ) : part === "fields" ? (
            <FieldsView clusterId={clusterId} topic={topic} message={message} />
          ) : (
            <PartView part={part === "difference" ? "value" : part} message={message} />
          )}
          {compare === here && <Dim>{t("messages.comparing", { place: placeOf(here) })}</Dim>}
          <div className={css.panelActions}>
            <CopyButton text={() => linkTo(message)} label={t("messages.copyLink")} />
            <LinkButton
              to="/clusters/$clusterId/topics/$topic/messages"
              params={{ clusterId, topic }}
              search={(before) => ({ ...before, produce: "open" as const })}
              state={(before) => ({ ...before, like: message })}
            >
              {t("messages.produceLike")}
            </LinkButton>
            <LinkButton
              to="/clusters/$clusterId/topics/$topic/messages/$partition/$offset"
              params={{ clusterId, topic, partition: String(partition), offset }}
              search={(before) => ({ ...before, compare: compare ? undefined : here })}
              replace
            >
              {t(compare ? "messages.compareStop" : "messages.compare")}
            </LinkButton>
          </div>
        </>
      )}
    </aside>
  );
}

function placeOf(id: string): string {
  const [partition = "", offset = ""] = id.split(":");
  return t("messages.place", { partition, offset: integer(offset) });
}

/** A link that opens the message among its neighbours, whatever the reader looked at before. */
function linkTo(message: Message): string {
  const before = BigInt(message.offset) - 20n;
  const address = new URL(location.href);
  address.search = new URLSearchParams({
    start: "offset",
    partition: String(message.partition),
    offset: String(before < 0n ? 0n : before),
  }).toString();
  return address.href;
}

function IconButton(props: { label: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon aria-label={props.label} onClick={props.onClick}>
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}

function PartView({ part, message }: { part: "value" | "key" | "headers" | "origin"; message: Message }) {
  switch (part) {
    case "value":
      return message.value === null ? (
        <p>
          <Badge tone="over">{t("messages.tombstone")}</Badge> {t("messages.tombstoneText")}
        </p>
      ) : (
        <PayloadShown payload={message.value} label={t("messages.value")} />
      );
    case "key":
      return message.key === null ? (
        <Dim>{t("messages.noKey")}</Dim>
      ) : (
        <PayloadShown payload={message.key} label={t("messages.key")} />
      );
    case "headers":
      return <Headers message={message} />;
    case "origin":
      return (
        <Pairs
          pairs={[
            [t("messages.time"), <Time key="time" at={message.timestamp} precision="ms" />],
            [t("messages.timestampType"), message.timestamp_type],
            [t("messages.partition"), message.partition],
            [t("messages.offset"), <code key="offset">{integer(message.offset)}</code>],
            [t("messages.size"), bytes(message.size)],
            [t("messages.keySize"), message.key ? bytes(message.key.size) : "–"],
            [t("messages.valueSize"), message.value ? bytes(message.value.size) : "–"],
          ]}
        />
      );
  }
}

function Headers({ message }: { message: Message }) {
  if (message.headers.length === 0) return <Dim>{t("messages.noHeaders")}</Dim>;
  return (
    <table className={css.headers}>
      <thead>
        <tr>
          <th scope="col">{t("field.name")}</th>
          <th scope="col">{t("messages.value")}</th>
        </tr>
      </thead>
      <tbody>
        {message.headers.map((header, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a header's name may come twice; its place is what it is
          <tr key={at}>
            <td>{visible(header.name)}</td>
            <td>{header.value === null ? "–" : visible(header.value.data)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
