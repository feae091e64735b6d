import { Input, NumberInput, SegmentedControl } from "@mantine/core";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ProblemOf } from "~/api/loaded";
import { usePlanRedrive } from "~/api/redrive";
import { noRight, useMay } from "~/api/session";
import type { RedriveRequest } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { LinkButton } from "~/ui/link-button";
import { Buttons, Form, Prose, Section } from "~/ui/page";
import { Problem } from "~/ui/problem";
import { names, step } from "./cel";
import { FilterField } from "./filter-field";
import css from "./redrive.module.css";
import { RedrivePlanned } from "./redrive-planned";
import { RedriveRun } from "./redrive-run";
import { type RedriveSearch, redriveDefaults, redriveMost } from "./redrive-search";
import { useRedrive } from "./use-redrive";

const at = "/in/clusters/$clusterId/topics/$topic/redrive";

/** Names that a filter over dead letters asks for most. */
const paths = [
  ...names,
  ...["topic", "partition", "group", "message", "delivery.count"].map((name) =>
    step("headers", `__dlq.errors.${name}`),
  ),
];

const fields = ["limit", "rate", "times"] as const;

const requestOf = (search: RedriveSearch): RedriveRequest => ({
  ...(search.filter ? { filter: search.filter } : {}),
  to: search.to ?? "origin",
  limit: Number(search.limit ?? redriveDefaults.limit),
  per_second: Number(search.rate ?? redriveDefaults.rate),
  most_redrives: Number(search.times ?? redriveDefaults.times),
});

/** Sends dead letters back to where they come from, always after a look at what that would do. */
export function RedrivePage() {
  const { clusterId, topic } = useParams({ from: at });
  const search = useSearch({ from: at });
  const navigate = useNavigate();
  const [draft, setDraft] = useState(search.filter ?? "");
  const plan = usePlanRedrive(clusterId, topic);
  const { run, start, stop, goOn, forget } = useRedrive(clusterId, topic);
  const mayRead = useMay("messages.read");
  const mayWrite = useMay("messages.write");
  const running = run?.state === "running";
  const change = (next: RedriveSearch) => {
    plan.reset();
    if (!running) forget();
    void navigate({
      to: "/clusters/$clusterId/topics/$topic/redrive",
      params: { clusterId, topic },
      search: { ...search, ...next },
      replace: true,
    });
  };
  const filter = draft.trim() || undefined;
  const look = () => {
    if (!mayRead || running) return;
    change({ filter });
    plan.mutate(requestOf({ ...search, filter }));
  };
  if (!mayRead)
    return (
      <Problem tone="warn" title={t("problem.forbiddenTitle")} sentence={t("messages.noRight", { topic })} />
    );
  return (
    <Section title={t("redrive.title")}>
      <Prose>{t("redrive.text")}</Prose>
      <Form label={t("redrive.title")} onSubmit={look}>
        <div>
          <span className={css.label}>{t("redrive.filter")}</span>
          <FilterField
            clusterId={clusterId}
            topic={topic}
            value={draft}
            paths={paths}
            onChange={(next) => {
              setDraft(next);
              plan.reset();
              if (!running) forget();
            }}
            onApply={look}
          />
        </div>
        <Input.Wrapper
          label={t("redrive.to")}
          labelElement="div"
          description={t(search.to === "retry" ? "redrive.retryHelp" : "redrive.originHelp")}
          inputWrapperOrder={["label", "input", "description"]}
        >
          <SegmentedControl
            aria-label={t("redrive.to")}
            value={search.to ?? "origin"}
            disabled={running}
            data={[
              { value: "origin", label: t("redrive.toOrigin") },
              { value: "retry", label: t("redrive.toRetry") },
            ]}
            onChange={(to) => change({ to: to === "retry" ? "retry" : undefined })}
          />
        </Input.Wrapper>
        <div className={css.numbers}>
          {fields.map((name) => (
            <NumberInput
              key={name}
              label={t(`redrive.${name}`)}
              description={t(`redrive.${name}Help`)}
              min={1}
              max={redriveMost[name]}
              clampBehavior="strict"
              allowDecimal={false}
              allowNegative={false}
              thousandSeparator=","
              disabled={running}
              value={Number(search[name] ?? redriveDefaults[name])}
              onChange={(value) =>
                change({
                  [name]: Number(value) === redriveDefaults[name] || !value ? undefined : String(value),
                })
              }
            />
          ))}
        </div>
        {plan.isError && <ProblemOf problem={plan.error} />}
        <Buttons>
          <Action
            type="submit"
            variant={plan.data ? "default" : "filled"}
            busy={plan.isPending}
            offBecause={running ? t("redrive.running") : undefined}
          >
            {t("redrive.look")}
          </Action>
          <LinkButton to="/clusters/$clusterId/topics/$topic/messages" params={{ clusterId, topic }}>
            {t("redrive.back")}
          </LinkButton>
        </Buttons>
      </Form>
      {run ? (
        <RedriveRun clusterId={clusterId} topic={topic} run={run} onStop={stop} onGoOn={goOn} />
      ) : (
        plan.data && (
          <RedrivePlanned
            clusterId={clusterId}
            plan={plan.data}
            asked={plan.variables}
            offBecause={mayWrite ? undefined : noRight()}
            onStart={() => start({ ...plan.variables, positions: plan.data.positions, ends: plan.data.ends })}
          />
        )
      )}
    </Section>
  );
}
