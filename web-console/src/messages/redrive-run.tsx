import { Link } from "@tanstack/react-router";
import { ProblemOf } from "~/api/loaded";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { integer } from "~/ui/format";
import { type Column, ListTable } from "~/ui/list-table";
import { Buttons, Section } from "~/ui/page";
import { Problem } from "~/ui/problem";
import { Status } from "~/ui/status";
import { useCalm } from "~/ui/use-calm";
import css from "./redrive.module.css";
import { KEPT, type Result, type Run } from "./use-redrive";

/** A message's place as a link that opens it among its neighbours. */
function Place(props: { clusterId: string; topic: string; partition: number; offset: string }) {
  const { clusterId, topic, partition, offset } = props;
  const before = BigInt(offset) - 20n;
  return (
    <Link
      to="/clusters/$clusterId/topics/$topic/messages/$partition/$offset"
      params={{ clusterId, topic, partition: String(partition), offset }}
      search={{ start: "offset", partition: String(partition), offset: String(before < 0n ? 0n : before) }}
      className={css.place}
    >
      {`${topic} / ${partition} / ${integer(offset)}`}
    </Link>
  );
}

const columns = (clusterId: string, topic: string): Column<Result>[] => [
  {
    id: "from",
    head: t("redrive.from"),
    cell: ({ partition, offset }) => (
      <Place clusterId={clusterId} topic={topic} partition={partition} offset={offset} />
    ),
  },
  {
    id: "to",
    head: t("redrive.writtenTo"),
    narrow: true,
    cell: ({ target_topic, target_partition, target_offset, error }) =>
      target_partition !== undefined && target_offset !== undefined ? (
        <Place
          clusterId={clusterId}
          topic={target_topic}
          partition={target_partition}
          offset={target_offset}
        />
      ) : (
        <span className={css.failed}>
          {target_topic}: {error ?? t("redrive.notWritten")}
        </span>
      ),
  },
];

const states = { running: "SENDING", stopped: "STOPPED", ended: "DONE", broken: "FAILED" } as const;

/** A run under way or over: how far it is, each message's fate, and the way on. */
export function RedriveRun(props: {
  clusterId: string;
  topic: string;
  run: Run;
  onStop: () => void;
  onGoOn: () => void;
}) {
  const { run } = props;
  const counters = t("redrive.counters", {
    sent: integer(run.sent),
    failed: integer(run.failed),
    leftOut: integer(run.leftOut),
    remaining: integer(run.remaining),
  });
  const calm = useCalm(counters);
  const done = Number(run.sent + run.failed + run.leftOut);
  const shown = BigInt(run.results.length);
  return (
    <div className={css.result}>
      <Section title={t("redrive.run")}>
        <div className={css.progress}>
          <Status state={states[run.state]} />
          <progress aria-label={t("redrive.progress")} max={done + Number(run.remaining) || 1} value={done} />
          <span>{counters}</span>
          <span className="unseen" role="status">
            {calm}
          </span>
        </div>
        {run.state === "running" && <p className={css.help}>{t("redrive.keepOpen")}</p>}
        {run.state === "stopped" && <p>{t("redrive.stopped")}</p>}
        {run.end?.reason === "limit" && <p>{t("redrive.limitReached")}</p>}
        {run.end?.reason === "too_long" && <p>{t("redrive.tooLong")}</p>}
        {run.problem != null ? (
          <ProblemOf problem={run.problem} />
        ) : (
          run.state === "broken" && <Problem sentence={t("redrive.broken")} />
        )}
        <Buttons>
          {run.state === "running" ? (
            <Action onClick={props.onStop}>{t("messages.stop")}</Action>
          ) : (
            run.end?.reason !== "reached_end" && (
              <Action variant="filled" onClick={props.onGoOn}>
                {t("messages.goOn")}
              </Action>
            )
          )}
        </Buttons>
        {run.results.length > 0 && (
          <>
            {run.sent + run.failed > shown && (
              <p className={css.help}>{t("redrive.newest", { count: KEPT })}</p>
            )}
            <ListTable
              label={t("redrive.results")}
              rows={[...run.results]}
              columns={columns(props.clusterId, props.topic)}
              rowKey={(result) => `${result.partition}/${result.offset}`}
            />
          </>
        )}
      </Section>
    </div>
  );
}
