import { PasswordInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { sessionsQuery, useChangePassword, useEndOtherSessions, useEndSession } from "~/api/account";
import { exists } from "~/api/exists";
import { isOnField, showOnFields } from "~/api/form-problem";
import { Loaded, ProblemOf } from "~/api/loaded";
import { usersQuery } from "~/api/people";
import type { OpenSession } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { type Column, DataTable } from "~/ui/data-table";
import { Buttons, Form, Section } from "~/ui/page";
import { Pending, RowBones } from "~/ui/skeleton";
import { Badge } from "~/ui/status";
import { Time } from "~/ui/time";
import { SecondFactor } from "./second-factor";

export function SecurityPage() {
  // Sections that know who one is stand above others: all wait, or those would be pushed down.
  const people = useQuery(usersQuery);
  if (people.isPending)
    return (
      <Pending>
        <RowBones rows={8} />
      </Pending>
    );
  return (
    <>
      <Password />
      {exists("startSecondFactor") && <SecondFactor />}
      {exists("listSessions") && <Sessions />}
    </>
  );
}

const pointers = { "/current_password": "current", "/new_password": "next" } as const;
const LEAST_PASSWORD = 10;

function Password() {
  const change = useChangePassword();
  const form = useForm({
    initialValues: { current: "", next: "" },
    validate: {
      next: (value) =>
        value.length < LEAST_PASSWORD ? t("signup.passwordShort", { count: value.length }) : null,
    },
  });
  return (
    <Section title={t("login.password")}>
      <Form
        label={t("security.changePassword")}
        onSubmit={form.onSubmit(({ current, next }) =>
          change.mutate(
            { current_password: current, new_password: next },
            {
              onSuccess: () => form.reset(),
              onError: (problem) => showOnFields(form, problem, pointers),
            },
          ),
        )}
      >
        <PasswordInput
          label={t("security.yourPassword")}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t("login.showPassword") }}
          {...form.getInputProps("current")}
        />
        <PasswordInput
          label={t("security.newPassword")}
          description={t("security.newPasswordHelp")}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": t("login.showPassword") }}
          {...form.getInputProps("next")}
        />
        {change.isError && !isOnField(change.error, pointers) && <ProblemOf problem={change.error} />}
        {change.isSuccess && <p role="status">{t("security.passwordChanged")}</p>}
        <Buttons>
          <Action type="submit" busy={change.isPending}>
            {t("security.changePassword")}
          </Action>
        </Buttons>
      </Form>
    </Section>
  );
}

function Sessions() {
  const sessions = useQuery(sessionsQuery);
  const end = useEndSession();
  const endOthers = useEndOtherSessions();
  const columns: Column<OpenSession>[] = [
    {
      id: "device",
      head: t("security.device"),
      cell: (row) => (
        <>
          {row.device} {row.current && <Badge tone="ok">{t("security.thisOne")}</Badge>}
        </>
      ),
    },
    { id: "address", head: t("keys.from"), narrow: true, cell: (row) => <code>{row.address}</code> },
    {
      id: "seen",
      head: t("members.seen"),
      narrow: true,
      cell: (row) => <Time at={row.last_seen_at} precision="min" />,
    },
    {
      id: "since",
      head: t("security.since"),
      cell: (row) => <Time at={row.created_at} precision="min" />,
    },
    {
      id: "end",
      head: "",
      figure: true,
      narrow: true,
      cell: (row) =>
        !row.current && (
          <Action
            size="compact-xs"
            variant="subtle"
            color="dim"
            aria-label={t("security.endOn", { device: row.device })}
            busy={end.isPending && end.variables === row.id}
            onClick={() => end.mutate(row.id)}
          >
            {t("security.end")}
          </Action>
        ),
    },
  ];
  const problem = end.error ?? endOthers.error;
  return (
    <Section
      title={t("security.sessions")}
      aside={
        <Action
          busy={endOthers.isPending}
          offBecause={sessions.data?.length === 1 ? t("security.onlyThis") : undefined}
          onClick={() => endOthers.mutate()}
        >
          {t("security.endOthers")}
        </Action>
      }
    >
      {problem && <ProblemOf problem={problem} />}
      <Loaded query={sessions}>
        {(rows) => (
          <DataTable label={t("security.sessions")} rows={rows} columns={columns} rowKey={(row) => row.id} />
        )}
      </Loaded>
    </Section>
  );
}
