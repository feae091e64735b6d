import { Link } from "@tanstack/react-router";
import type { RedrivePlan, RedriveRequest } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { bytes, integer, span } from "~/ui/format";
import { type Column, ListTable } from "~/ui/list-table";
import { Buttons, Section } from "~/ui/page";
import { Problem } from "~/ui/problem";
import { Badge } from "~/ui/status";
import css from "./redrive.module.css";
import { redriveDefaults } from "./redrive-search";

type Target = RedrivePlan["targets"][number];

const columns = (clusterId: string): Column<Target>[] => [
  {
    id: "topic",
    head: t("redrive.target"),
    cell: ({ topic, exists }) =>
      exists ? (
        <Link to="/clusters/$clusterId/topics/$topic" params={{ clusterId, topic }}>
          {topic}
        </Link>
      ) : (
        <>
          {topic} <Badge tone="bad">{t("redrive.noSuchTopic")}</Badge>
        </>
      ),
  },
  {
    id: "partitions",
    head: t("redrive.partitions"),
    figure: true,
    cell: (target) => target.partitions ?? "–",
  },
  {
    id: "messages",
    head: t("redrive.messages"),
    figure: true,
    narrow: true,
    cell: (target) => integer(target.messages),
  },
];

/** How many messages the plan would write: those for topics that are there. */
export function sendable(plan: RedrivePlan, limit: number): bigint {
  const written = plan.targets
    .filter((target) => target.exists)
    .reduce((sum, target) => sum + BigInt(target.messages), BigInt(plan.other_messages));
  return written > BigInt(limit) ? BigInt(limit) : written;
}

/** What sending back would do, target by target. */
export function RedrivePlanned(props: {
  clusterId: string;
  plan: RedrivePlan;
  /** What the plan was made for. */
  asked: RedriveRequest;
  offBecause: string | undefined;
  onStart: () => void;
}) {
  const { plan } = props;
  const { limit = redriveDefaults.limit, per_second = redriveDefaults.rate } = props.asked;
  const count = sendable(plan, limit);
  const missing = plan.targets.filter((target) => !target.exists);
  return (
    <div className={css.result}>
      <Section title={t("redrive.would")}>
        <p role="status">
          {t("redrive.facts", {
            seen: integer(plan.seen),
            bytes: bytes(Number(plan.bytes)),
            count: integer(count),
            time: span(Math.max(1000, (Number(count) / per_second) * 1000)),
          })}
        </p>
        {plan.without_origin !== "0" && (
          <p>{t("redrive.withoutOrigin", { count: integer(plan.without_origin) })}</p>
        )}
        {plan.too_often !== "0" && <p>{t("redrive.tooOften", { count: integer(plan.too_often) })}</p>}
        {!plan.complete && <p>{t("redrive.incomplete", { count: integer(plan.remaining) })}</p>}
        {plan.targets.length > 0 && (
          <ListTable
            label={t("redrive.targets")}
            rows={plan.targets}
            columns={columns(props.clusterId)}
            rowKey={(target) => target.topic}
          />
        )}
        {plan.other_messages !== "0" && <p>{t("redrive.others", { count: integer(plan.other_messages) })}</p>}
        {missing.length > 0 && (
          <Problem
            tone="warn"
            sentence={t("redrive.missing", { topics: missing.map(({ topic }) => topic).join(", ") })}
          />
        )}
        <Buttons>
          <Action
            variant="filled"
            offBecause={
              props.offBecause ?? (count === 0n && plan.complete ? t("redrive.nothing") : undefined)
            }
            onClick={props.onStart}
          >
            {t("redrive.send", { count: integer(count) })}
          </Action>
        </Buttons>
      </Section>
    </div>
  );
}
